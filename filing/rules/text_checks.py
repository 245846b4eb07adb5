"""What is asked of each text of a batch: there, short enough, of characters that can be seen and printed (DOC-2b)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from filing.rules.finding import Finding, Params
from icms.lib.printable import Kind, Unprintable, has_letter, selectors, unprintable

# A question mark beside a Chinese character is what many programs write for a character that they do not have.
_DOUBTFUL = re.compile(
    "(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[?？]|[?？](?=[\u3400-\u9fff\U00020000-\U0003ffff])"
)
# What a text is: names and addresses stand on papers of the court, references are typed again by people, free text is
# read only.
Sort = Literal["name", "line", "reference", "free"]
_CODES: dict[Kind, str] = {
    "invisible": "control_characters",
    "private": "private_use_character",
    "lost": "replacement_character",
    "unassigned": "unassigned_character",
}


def text_findings(
    value: str, path: str, longest: int, *, needed: bool = False, sort: Sort = "line"
) -> Iterable[Finding]:
    """Empty where it is needed, too long, with characters that nobody can see or print, or a name without a letter.

    In free text only what nobody sees is an error; what is lost or private there is a warning.
    """
    fine = len(value) <= longest and not unprintable(value, lines=sort == "free")
    if fine and sort in ("line", "free") and (value.strip() or not needed):
        return ()
    return _text_findings(value, path, longest, needed=needed, sort=sort)


def _text_findings(value: str, path: str, longest: int, *, needed: bool, sort: Sort) -> Iterator[Finding]:
    if not value.strip():
        if needed:
            yield Finding("empty", path)
        return
    if len(value) > longest:
        yield Finding("too_long", path, {"length": len(value), "longest": longest})
    found = unprintable(value, lines=sort == "free")
    if sort == "reference":
        found = (*found, *selectors(value))
    yield from character_findings(found, path, sort)
    if sort == "name" and not found and not has_letter(value):
        yield Finding("no_letter", path)
    if sort == "name" and (lost := _DOUBTFUL.search(value)):
        yield Finding("question_mark_in_name", path, {"place": lost.start() + 1}, "warning")


def character_findings(found: Iterable[Unprintable], path: str, sort: Sort) -> Iterator[Finding]:
    """A finding for the first character of each kind: the others often have the same cause."""
    first = {each.kind: each for each in reversed(tuple(found))}
    for each in sorted(first.values(), key=lambda each: each.place):
        params: Params = {"character": each.code_point, "place": each.place}
        mild = sort == "free" and each.kind != "invisible"
        yield Finding(_CODES[each.kind], path, params, "warning" if mild else "error")
