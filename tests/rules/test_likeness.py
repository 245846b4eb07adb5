"""Keys by which officers find what looks alike."""

from __future__ import annotations

import pytest

from accounts.rules.likeness import name_key, number_key, organisation_keys
from accounts.rules.limits import NAME_KEY_MAX, ORGANISATION_NAME_MAX, REGISTRATION_NUMBER_MAX


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chan & Partners Ltd.", "CHAN  PARTNERS  Co. Limited"),
        ("Harbour-Light Company", "harbour light"),
        ("陳記有限公司", "陳記"),
        ("Straße Ltd", "STRASSE"),
        ("ＣＨＡＮ　（ＨＫ）　Ｌｔｄ．", "Chan (HK)"),
    ],
)
def test_names_that_look_alike_have_one_key(one: str, other: str):
    assert name_key(one) == name_key(other) != ""


def test_names_that_differ_have_keys_that_differ():
    assert (
        len({name_key(each) for each in ("Chan & Partners", "Chan & Sons", "陳律師行", "陳大文律師行")}) == 4
    )


@pytest.mark.parametrize("nothing", ["", "  ", "Ltd.", "-", "有限公司"])
def test_what_names_nobody_has_no_key(nothing: str):
    assert name_key(nothing) == ""


def test_numbers_are_compared_without_what_stands_between_their_signs():
    assert number_key("br 1234-5678/0") == number_key("BR12345678 0") == "BR123456780"
    assert number_key("- / -") == ""


def test_a_number_from_a_chinese_keyboard_is_the_same_number():
    assert number_key("ＢＲ　１２３４－５６７８") == number_key("BR 1234-5678")


def test_no_key_outgrows_its_column():
    """Signs that become two in another case are the longest."""
    keys = organisation_keys(
        "ŉ" * REGISTRATION_NUMBER_MAX, "ß" * ORGANISATION_NAME_MAX, "龍" * ORGANISATION_NAME_MAX
    )
    assert len(keys["number_key"]) == REGISTRATION_NUMBER_MAX
    assert len(keys["name_en_key"]) == len(keys["name_zh_key"]) == NAME_KEY_MAX
