"""What a name may hold, and how it is kept."""

from __future__ import annotations

import pytest

from accounts.rules.names import pictures, strange, tidy


@pytest.mark.parametrize(
    "name",
    [
        "Chan Tai Man",
        "陳大文",
        "O'Brien-Smith, Jr.",
        "José Ángel",
        "𠮷田",
        "A & B (HK) Ltd.",
        "李 · 王",
        "No. 1",
        "葛\U000e0100城",
        "陳\ufe00",
        "\U00031350",
    ],
)
def test_a_name_of_any_script_is_kept(name: str):
    assert strange(name) == pictures(name) == []
    assert tidy(name) == name


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Chan 😀😀", ["😀"]),
        ("陳\u200d大", ["\u200d"]),
        ("a\u202eb", ["\u202e"]),
        ("a\x07", ["\x07"]),
        ("☎", ["☎"]),
    ],
)
def test_pictures_and_what_cannot_be_seen_are_named(name: str, found: list[str]):
    assert [*pictures(name), *(each.character for each in strange(name))] == found


def test_a_name_is_kept_composed_with_single_spaces():
    assert tidy("  Jose\u0301 \t\n Chan\u3000Man ") == "José Chan Man"
