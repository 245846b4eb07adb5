"""Three languages from the first string (ALL-1): every page answers in each, and the catalogues are complete."""

from __future__ import annotations

import ast
import re
from functools import cache
from html import unescape

import polib
import pytest
from django.utils.translation.template import templatize

from icms.lib.language import LANGUAGES
from tests.architecture.sources import ROOT, called, modules, text
from tests.architecture.test_budgets import files
from tests.web.scene import OnTheScene, is_whole_page, pages

CATALOGUES = {
    code: ROOT / f"icms/locale/zh_{code[3:].title()}/LC_MESSAGES/django.po" for code in ("zh-hant", "zh-hans")
}
WORDING = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}
IN_TEMPLATES = re.compile(
    r"\b(n?p?gettext|_)\(\s*u?((?P<quote>\"\"\"|'''|\"|').*?(?<!\\)(?P=quote))", re.DOTALL
)
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class EveryPage(OnTheScene):
    """What a reader of each language meets, whoever he is."""

    def look_at_every_page(self, code: str) -> None:
        faults, seen = [], 0
        for role in ("anonymous", "PA", "filer", "officer"):
            for name, answer in pages(self.scene, role, code):
                if is_whole_page(answer):
                    seen += 1
                    faults += [f"{name} as {role} in {code}: {fault}" for fault in _faults(answer, code)]
        assert faults == []
        assert seen > 100


def add_a_test(code: str) -> None:
    """One test for each language, so that the cores of a spread run share them."""

    def test(self: EveryPage) -> None:
        self.look_at_every_page(code)

    name = f"test_every_page_in_{code.replace('-', '_')}_says_its_language_has_a_title_and_one_main_heading"
    setattr(EveryPage, name, test)


for each, _own_name in LANGUAGES:
    add_a_test(each)


def _faults(answer, code: str) -> list[str]:
    html = answer.content.decode()
    found = []
    if f'<html lang="{code}"' not in html.replace(
        "zh-Han", "zh-han"
    ):  # case does not count in a language tag
        found.append(f"the page says {re.findall(r'<html[^>]*>', html)}")
    headings = re.findall(r"<h1\b.*?</h1>", html, re.DOTALL)
    if len(headings) != 1:
        found.append(f"{len(headings)} main headings")
    title = unescape("".join(re.findall(r"<title>(.*?)</title>", html, re.DOTALL))).strip()
    if len(title.partition("·")[0].partition("|")[0].strip()) < 2:
        found.append(f"the title is {title!r}")
    if code != "en" and not CHINESE.search(title):
        found.append(f"the title {title!r} is not translated")
    return found


@cache
def catalogue(code: str) -> polib.POFile:
    assert CATALOGUES[code].is_file(), f"there is no catalogue for {code} yet"
    return polib.pofile(str(CATALOGUES[code]))


def _of_code() -> set[str]:
    """What the Python code words."""
    return {
        words
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in WORDING
        if (words := text(node.args[1 if called(node).startswith("pgettext") else 0])) is not None
    }


def _of_templates() -> set[str]:
    """What the templates word, read as Django's own extraction reads them."""
    found = set()
    for path in files("*"):
        if "templates" in path.parts and path.suffix in (".html", ".txt") and "tests" not in path.parts:
            for match in IN_TEMPLATES.finditer(templatize(path.read_text(encoding="utf-8"))):
                found.add(ast.literal_eval(match.group(2)).replace("\r", ""))
    return found


def test_the_extraction_finds_what_is_worded():
    assert "Message box" in _of_code() | _of_templates()
    assert "Verify a document" in _of_code()
    assert "Back to the message box" in _of_templates()


@pytest.mark.parametrize("code", CATALOGUES)
def test_every_string_is_in_the_catalogue(code: str):
    known = {entry.msgid for entry in catalogue(code) if not entry.obsolete}
    assert sorted((_of_code() | _of_templates()) - known - {""}) == []


@pytest.mark.parametrize("code", CATALOGUES)
def test_every_entry_is_translated_and_none_is_a_guess(code: str):
    whole = catalogue(code)
    assert [entry.msgid for entry in whole.fuzzy_entries()] == []
    assert [entry.msgid for entry in whole.untranslated_entries()] == []
    assert [entry.msgid for entry in whole.obsolete_entries()] == []
    plurals = [entry for entry in whole if entry.msgid_plural]
    assert plurals
    assert [entry.msgid for entry in plurals if not all(entry.msgstr_plural.values())] == []


@pytest.mark.parametrize("code", CATALOGUES)
def test_a_translation_has_the_places_of_its_source(code: str):
    wrong = []
    for entry in catalogue(code):
        for translated in filter(None, (entry.msgstr, *entry.msgstr_plural.values())):
            source = entry.msgid_plural or entry.msgid
            if "python-format" in entry.flags or "%(" in source:
                wrong += [entry.msgid] if set(PLACE.findall(translated)) != set(PLACE.findall(source)) else []
    assert wrong == []


@pytest.mark.parametrize("code", CATALOGUES)
def test_a_translation_is_in_the_characters_of_its_language(code: str):
    """A few characters that exist in one of the two only: a copy of the other catalogue would carry them."""
    foreign = {"zh-hant": "们这与时间发请", "zh-hans": "們這與時間發請"}[code]
    assert [entry.msgid for entry in catalogue(code) if set(entry.msgstr) & set(foreign)] == []
