"""Reference numbers (CRT-3): shape, tolerance of typing, and what the check sign finds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.case_number import case_number, parse
from icms.lib.references import (
    SIGNS,
    document_reference,
    is_wellformed,
    normalise,
    transaction_reference,
)

CAPITALS = SIGNS[10:]
PREFIXES = st.text(CAPITALS, min_size=2, max_size=2)
DOCUMENTS = st.builds(
    lambda prefix, year, drawn: document_reference(prefix, year, lambda size: drawn[:size]),
    PREFIXES,
    st.integers(2024, 2099),
    st.binary(min_size=5, max_size=5),
)
TRANSACTIONS = st.builds(
    transaction_reference, st.dates(date(2024, 1, 1), date(2099, 12, 31)), st.integers(1, 9_999_999)
)
REFERENCES = DOCUMENTS | TRANSACTIONS


def test_a_document_reference_has_court_year_eight_random_signs_and_a_check():
    reference = document_reference("SC", 2026, lambda size: bytes.fromhex("3cc74ba7ad")[:size])
    assert reference == "SC26-7K3M-Q9XD-" + reference[-1]
    assert is_wellformed(reference)
    assert document_reference("SC", 2026, lambda size: bytes(size))[:14] == "SC26-0000-0000"
    assert document_reference("SC", 2026, lambda size: b"\xff" * size)[:14] == "SC26-ZZZZ-ZZZZ"


def test_document_references_differ_without_being_told_what_is_random():
    references = {document_reference("SC", 2026) for _ in range(1_000)}
    assert len(references) == 1_000
    assert all(is_wellformed(reference) for reference in references)


def test_a_transaction_reference_shows_its_day_and_its_serial_number():
    reference = transaction_reference(date(2026, 11, 22), 123)
    assert reference[:-1] == "T20261122-0000123-"
    assert is_wellformed(reference)


@pytest.mark.parametrize("prefix", ["", "S", "SCT", "sc", "S1", "LT", "IO", "U2", "審裁"])
def test_a_prefix_that_could_be_misread_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        document_reference(prefix, 2026)


@pytest.mark.parametrize("serial", [0, -1, 10_000_000])
def test_a_serial_number_without_seven_digits_is_refused(serial):
    with pytest.raises(ValueError, match="serial"):
        transaction_reference(date(2026, 11, 22), serial)


@given(REFERENCES)
def test_a_reference_is_well_formed_and_already_normal(reference):
    assert is_wellformed(reference)
    assert normalise(reference) == reference
    assert not set(reference) & set("ILOU")


@given(REFERENCES, st.data())
def test_any_single_wrong_sign_is_found(reference, data):
    place = data.draw(st.sampled_from([i for i, sign in enumerate(reference) if sign != "-"]))
    wrong = data.draw(st.sampled_from([sign for sign in SIGNS if sign != reference[place]]))
    assert not is_wellformed(reference[:place] + wrong + reference[place + 1 :])


@given(REFERENCES, st.data())
def test_any_two_signs_that_changed_places_are_found(reference, data):
    signs = reference.replace("-", "")
    first = data.draw(st.integers(0, len(signs) - 2))
    second = data.draw(st.integers(first + 1, len(signs) - 1))
    swapped = list(signs)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    assert is_wellformed("".join(swapped)) == (signs[first] == signs[second])


def test_every_swap_of_neighbours_and_every_wrong_sign_of_one_reference_is_found():
    signs = transaction_reference(date(2026, 11, 22), 1_234_567).replace("-", "")
    swaps = [signs[:i] + signs[i + 1] + signs[i] + signs[i + 2 :] for i in range(len(signs) - 1)]
    assert [swap for swap in swaps if swap != signs and is_wellformed(swap)] == []
    wrong = [
        signs[:i] + sign + signs[i + 1 :] for i in range(len(signs)) for sign in SIGNS if sign != signs[i]
    ]
    assert [text for text in wrong if is_wellformed(text)] == []


@given(REFERENCES, st.data())
def test_what_people_type_is_read_as_the_reference(reference, data):
    look_alikes = {"0": "0Oo", "1": "1IiLl"}
    typed = ""
    for sign in reference.replace("-", ""):
        shown = data.draw(st.sampled_from(look_alikes.get(sign, sign + sign.lower())))
        wide = data.draw(st.booleans())
        typed += chr(ord(shown) + 0xFEE0) if wide else shown
        typed += data.draw(st.sampled_from(["", " ", "-", "\u2013", "\u3000", "\uff0d", "\u200b", "\n"]))
    assert normalise(typed) == reference
    assert is_wellformed(typed)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "SC26", "SC26-7K3M-Q9XD", "SC26-7K3M-Q9XD-44", "SCT 123/2026", "你好", "T20261122"]
)
def test_other_texts_are_not_well_formed(text):
    assert not is_wellformed(text)


@given(st.text(max_size=40))
def test_any_text_at_all_can_be_asked_and_is_no_reference(text):
    assert not is_wellformed(text)


def test_a_case_number_is_written_as_the_court_writes_it():
    assert case_number("SCTC", 123, 2026) == "SCTC 000123/2026"
    assert case_number("HCA", 1_234_567, 2026) == "HCA 1234567/2026"


@pytest.mark.parametrize(
    "typed",
    ["SCTC 000123/2026", "sctc123/2026", " SCTC  123 / 2026 ", "\uff33CTC 000123\uff0f2026", "SCTC0123/2026"],
)
def test_a_case_number_is_read_as_people_type_it(typed):
    assert parse(typed) == ("SCTC", 123, 2026)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "SCTC",
        "123/2026",
        "SCTC 123",
        "SCTC 123/26",
        "SCTC 0/2026",
        "SCTC 1/0026",
        "S 1/2026",
        "SCTC -1/2026",
    ],
)
def test_what_is_no_case_number_is_refused(typed):
    with pytest.raises(ValueError, match="looks like"):
        parse(typed)


@pytest.mark.parametrize(
    ("prefix", "n", "year"), [("sctc", 1, 2026), ("", 1, 2026), ("SCTC", 0, 2026), ("SCTC", 1, 26)]
)
def test_a_case_number_that_could_not_be_read_back_is_not_made(prefix, n, year):
    with pytest.raises(ValueError, match="case number needs"):
        case_number(prefix, n, year)


@given(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=6),
    st.integers(1, 999_999_999),
    st.integers(1000, 9999),
)
def test_a_case_number_is_read_back_as_it_was_made(prefix, n, year):
    assert parse(case_number(prefix, n, year)) == (prefix, n, year)
