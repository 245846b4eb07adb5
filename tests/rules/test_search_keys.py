"""Numbers as the registry's search boxes compare them (REG-2a)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.case_number import DIGITS, Reading, case_number, readings
from icms.lib.names import KEY_MAX
from icms.lib.search_keys import code_signs, narrow_number, number_key, number_keys, plain


@pytest.mark.parametrize(
    ("number", "typed"),
    [
        ("CL-2026-0001", "cl-2026-0001"),
        ("CL-2026-0001", "CL20260001"),
        ("CL-2026-0001", "cl 2026 1"),
        ("CL-2026-0001", "ＣＬ－２０２６－０００１"),
        ("HL-00042", "hl42"),
        ("HL-00042", "HL 42"),
        ("00123456-000-11-25-9", "00123456 000 11 25 9"),
        ("批次 007", "批次7"),
        ("No. 7/A", "no 7a"),
    ],
)
def test_d11_a_number_of_others_is_found_without_zeros_blanks_and_hyphens(number: str, typed: str):
    assert number_key(number) in number_keys(typed)


@pytest.mark.parametrize("typed", ["CL-2026-0010", "CL-2026-2", "L-2026-1", "CL"])
def test_another_number_is_not_found(typed: str):
    assert number_key("CL-2026-0001") not in number_keys(typed)


@given(st.text(max_size=600))
def test_keys_are_short_and_the_keys_of_what_was_typed_hold_its_own(text: str):
    assert len(number_key(text)) <= KEY_MAX
    keys = number_keys(text)
    assert (number_key(text) in keys) == bool(number_key(text))
    assert len(keys) <= 121
    assert len(plain(text)) <= KEY_MAX
    assert "\0" not in plain(text) + number_key(text) + code_signs(text)


WRITTEN = case_number("SCTC", 131, 2026)


@pytest.mark.parametrize(
    "typed",
    [
        WRITTEN,
        "sctc000131/2026",
        "ＳＣＴＣ　０００１３１／２０２６",
        "SCTC131/2026",
        "sctc-000131-2026",
        "SCTC 000131 2026",
        "SCTC0001312026",
        "SCTC 131/26",
        "Case No. SCTC 000131/2026",
        "Case No.: SCTC 131/2026.",
        "案件編號：SCTC 000131/2026",
        "SCTC 131 of 2026",
        "SCTC000131∕2026",
        "SCTC\u00a0000131/2026",
        "“SCTC 000131/2026”。",
    ],
)
def test_d11_a_case_number_is_read_as_it_is_printed_and_as_it_is_typed(typed: str):
    assert Reading("SCTC", 131, 2026) in readings(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("000131", Reading(None, 131, None)),
        ("131", Reading(None, 131, None)),
        ("131/2026", Reading(None, 131, 2026)),
        ("131/26", Reading(None, 131, 2026)),
        ("SCTC 131", Reading("SCTC", 131, None)),
        ("No. 131", Reading(None, 131, None)),
    ],
)
def test_d11_prefix_and_year_of_a_case_number_may_be_missing(typed: str, meant: Reading):
    assert meant in readings(typed)


@pytest.mark.parametrize(
    "typed", ["", "SCTC", "Chan Tai Man", "0", "SCTC 000000/2026", "/", "陳大文", "1" * 60]
)
def test_what_is_no_case_number_is_read_as_none(typed: str):
    assert readings(typed) == []


@given(
    st.sampled_from(["SCTC", "DCCJ", "AB", "LONGER"]), st.integers(1, 10**DIGITS - 1), st.integers(2000, 2099)
)
def test_every_case_number_is_read_back_with_anything_left_out(prefix: str, n: int, year: int):
    assert Reading(prefix, n, year) in readings(case_number(prefix, n, year).lower().replace(" ", ""))
    assert Reading(prefix, n, year) in readings(f"{prefix}{n}/{year}")
    assert Reading(None, n, year) in readings(f"{n}/{year}")
    assert Reading(None, n, None) in readings(str(n))


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault_and_no_number_is_beyond_the_column(text: str):
    assert all(0 < reading.n < 10**9 for reading in readings(text))


def test_d12_codes_and_kept_numbers_are_read_from_wide_signs():
    assert code_signs("１２３　４５６") == "123456"
    assert code_signs("123-456。") == "123456"
    assert narrow_number("＋８５２　２４７７－１００２") == "+852 2477-1002"
