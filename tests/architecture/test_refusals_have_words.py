"""A refusal is a code with words: every code that is raised has some, with what they ask for, and no words are dead."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator

import pytest
from django.utils import translation

from icms.lib import errors
from tests.architecture.sources import calls, modules, text

PLACES = re.compile(r"%\((\w+)\)s")
# Where a code is not written at the raise: the codes of its faults, by module.
BY_VARIABLE = {
    "icms/files/receive.py": "StreamingUploadHandler._refuse hands its code on",
    "icms/files/refusals.py": "the faults that an inspection found, kept in StoredFile.fault",
}
NEVER = ("invalid", "please try again later", "an error occurred", "something went wrong")


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """(where, code, parameters given) of every refusal whose code is written there."""
    for path, call in calls("Refused", "_refuse"):
        for code in _codes(call):
            names = {keyword.arg for keyword in call.keywords}
            yield f"{path}:{call.lineno}", code, None if None in names else {str(name) for name in names}


def _codes(call: ast.Call) -> list[str]:
    """The code written at a call, or both of an `a if … else b`."""
    first = call.args[0] if call.args else None
    written = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    return [code for each in written if (code := text(each)) is not None]


def faults() -> set[str]:
    """The faults of files, which become refusals by `icms.files.refusals.fault_refused`."""
    tree = [
        module
        for path, module in modules().items()
        if path in ("icms/files/inspect.py", "icms/files/rehearsal.py")
        or path.startswith("icms/files/children/")
    ]
    found = {
        node.value
        for module in tree
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {value for value in found if value.startswith("file_")}


def places(code: str) -> set[str]:
    return set(PLACES.findall(str(errors._words[code])))


def test_every_refusal_has_words():
    assert sorted({(code, where) for where, code, _ in raised() if code not in errors.known_codes()}) == []


def test_every_fault_of_a_file_has_words():
    assert faults()
    assert sorted(faults() - errors.known_codes()) == []


def test_no_words_are_dead():
    used = {code for _where, code, _ in raised()} | faults()
    assert sorted(errors.known_codes() - used) == []


def test_every_refusal_gives_what_its_words_ask_for():
    short = {
        (where, code, place)
        for where, code, given in raised()
        if code in errors.known_codes() and given is not None
        for place in places(code) - given
    }
    assert sorted(short) == []


def test_codes_that_are_not_written_at_the_raise_come_from_known_places():
    found = {path for path, call in calls("Refused") if not _codes(call)}
    assert found == set(BY_VARIABLE)


@pytest.mark.parametrize("code", sorted(errors.known_codes()))
def test_words_say_what_happened_and_what_to_do(code: str):
    with translation.override("en"):
        words = str(errors._words[code])
    assert words[:1] in string.ascii_uppercase + "%"
    assert words.endswith(".")
    assert not any(never in words.lower() for never in NEVER)
    sentences = len(re.findall(r"[.?!](?:\s|$)", words))
    assert sentences >= 2, "what happened or was kept, and what to do next"
