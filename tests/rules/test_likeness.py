"""Keys by which officers find what looks alike."""

from __future__ import annotations

from accounts.rules.likeness import number_key, organisation_keys
from accounts.rules.limits import NAME_KEY_MAX, ORGANISATION_NAME_MAX, REGISTRATION_NUMBER_MAX


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
