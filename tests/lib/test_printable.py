"""The one guard of names: what no paper prints and no eye sees, named with its place (DOC-2b, D9)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icms.lib import letters
from icms.lib.printable import has_letter, unprintable, without_unseen

VARIED = "葛\U000e0100城 陳\ufe00大 ✈\ufe0f"


@pytest.mark.parametrize(
    ("text", "code_point", "place", "kind"),
    [
        ("林\ufffd強", "U+FFFD", 2, "lost"),
        ("a\ufffc", "U+FFFC", 2, "lost"),
        ("陳\ue3a0明", "U+E3A0", 2, "private"),
        ("陳\U000f0000", "U+F0000", 2, "private"),
        ("Chan\u061cTai", "U+061C", 5, "invisible"),
        ("Chan\u202eTai", "U+202E", 5, "invisible"),
        ("Chan\u200bTai", "U+200B", 5, "invisible"),
        ("co\u00adop", "U+00AD", 3, "invisible"),
        ("a\x7f", "U+007F", 2, "invisible"),
        ("a\x1fb", "U+001F", 2, "invisible"),
        ("a\u2028", "U+2028", 2, "invisible"),
        ("\u3164", "U+3164", 1, "invisible"),
        ("\uffa0", "U+FFA0", 1, "invisible"),
        ("\u2800", "U+2800", 1, "invisible"),
        ("a\u034fb", "U+034F", 2, "invisible"),
        ("\U000e0041", "U+E0041", 1, "invisible"),
        ("\u0378", "U+0378", 1, "unassigned"),
        ("\ufdd0", "U+FDD0", 1, "unassigned"),
        ("a\U0003ffff", "U+3FFFF", 2, "unassigned"),
        ("a\ud842", "U+D842", 2, "lost"),
        ("\ufe00陳", "U+FE00", 1, "invisible"),
        ("陳 \U000e0100", "U+E0100", 3, "invisible"),
        ("陳\ufe00\ufe01", "U+FE01", 3, "invisible"),
    ],
)
def test_d9_what_cannot_be_printed_or_seen_is_named_with_its_place(
    text: str, code_point: str, place: int, kind: str
) -> None:
    (found,) = unprintable(text)
    assert (found.code_point, found.place, found.kind) == (code_point, place, kind)


@pytest.mark.parametrize(
    "text",
    [
        VARIED,
        "Nguyễn Thị Hồng",
        "Șerban Łukasz Ő",
        "𠮷田 㗎啲𡃁嘅",
        "\U00031350",
        "\U0002ebf0",
        "〇々",
        "O'Brien-Smith, Jr.",
    ],
)
def test_d9_names_that_people_bear_pass(text: str) -> None:
    assert unprintable(text) == ()
    assert unprintable(unicodedata.normalize("NFD", text)) == ()


@pytest.mark.parametrize("name", [".", "…", "- -", "—", "・", "()", "\u0301", "1010", "✈\ufe0f"])
def test_d9_a_name_of_signs_alone_has_no_letter(name: str) -> None:
    assert not has_letter(name)


@pytest.mark.parametrize("name", ["A.", "陳", "〇", "\U00031350", "\U0002ebf0", "1010 Ltd", "ŋ", "ก"])
def test_d9_a_letter_of_any_script_is_a_letter_one_newer_than_this_python_too(name: str) -> None:
    assert has_letter(name)


@given(st.text(st.characters() | st.sampled_from(VARIED + "\u200b\u00ad\ue000\ufffd")))
def test_d9_every_fault_stands_where_it_is_said_and_no_text_at_fault_is_passed_over(text: str) -> None:
    found = unprintable(text)
    for each in found:
        assert text[each.place - 1] == each.character
    never = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert {each for each in text if unicodedata.category(each) in never} <= {
        each.character for each in found
    }
    assert {each for each in without_unseen(text) if unicodedata.category(each) in ("Cc", "Cf")} <= set(
        "\t\n\r"
    )


def test_d9_the_court_has_a_letter_for_every_name_of_the_latin_alphabets() -> None:
    latin = [*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)]
    assigned = "".join(chr(each) for each in latin if unicodedata.category(chr(each)).startswith("L"))
    assert letters.missing_letters(assigned) == ()
    assert letters.missing_letters(unicodedata.normalize("NFD", assigned)) == ()


def test_d9_a_letter_that_no_face_has_is_known_and_a_variation_needs_none() -> None:
    assert letters.missing_letters("陳\U00031350ก陳") == ("\U00031350", "ก")
    assert letters.missing_letters(VARIED.replace("✈", "陳")) == ()


def test_composing_leaves_compatibility_ideographs_as_they_are() -> None:
    assert letters.composed("e\u0301 \uf9d8 \U0002f800") == "é \uf9d8 \U0002f800"
