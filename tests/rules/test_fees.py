"""Fees by day and amount (A49; FEE-1 to FEE-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.rules.fees import (
    Band,
    Concession,
    FeeLine,
    FeeUnknown,
    Item,
    Tariff,
    claim_lines,
    item_line,
    total,
)

BANDS_FROM = date(2018, 12, 3)
FROM = date(2000, 1, 1)
IN_CONCESSION = date(2026, 11, 22)
AFTER = date(2027, 10, 31)

TARIFF = Tariff(
    bands=tuple(
        Band(upper, fee, BANDS_FROM, None)
        for upper, fee in ((500_000, 2_000), (2_500_000, 4_000), (5_000_000, 7_000), (7_500_000, 12_000))
    ),
    items=(
        Item("service_fee", 1_000, False, FROM, None),
        Item("search_fee", 1_800, True, FROM, None),
        Item("writ", None, True, FROM, None),
    ),
    concessions=(Concession(80, date(2024, 10, 31), date(2027, 10, 30)),),
)


def filing_fee(amount_cents: int, on: date = AFTER) -> int:
    return claim_lines(amount_cents, 0, on, TARIFF)[0].cents


def test_a49_fifty_claims_above_50000_with_one_address_each_cost_5300():
    lines = [line for _ in range(50) for line in claim_lines(6_000_000, 1, IN_CONCESSION, TARIFF)]
    assert total(line for line in lines if line.code == "filing_fee") == 480_000
    assert total(line for line in lines if line.code == "service_fee") == 50_000
    assert total(lines) == 530_000


def test_a49_the_filing_fee_carries_the_concession_and_the_service_fee_does_not():
    assert claim_lines(7_500_000, 3, IN_CONCESSION, TARIFF) == (
        FeeLine("filing_fee", 1, 9_600, 9_600, 12_000, True),
        FeeLine("service_fee", 3, 1_000, 3_000, 3_000, False),
    )


@pytest.mark.parametrize(
    ("amount_cents", "full", "electronic"),
    [
        (1, 2_000, 1_600),
        (500_000, 2_000, 1_600),
        (500_001, 4_000, 3_200),
        (2_500_000, 4_000, 3_200),
        (2_500_001, 7_000, 5_600),
        (5_000_000, 7_000, 5_600),
        (5_000_001, 12_000, 9_600),
        (7_500_000, 12_000, 9_600),
    ],
)
def test_a49_the_band_holds_up_to_and_including_its_upper_amount(amount_cents, full, electronic):
    assert filing_fee(amount_cents) == full
    assert filing_fee(amount_cents, IN_CONCESSION) == electronic


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 10, 30), 12_000),
        (date(2024, 10, 31), 9_600),
        (date(2027, 10, 30), 9_600),
        (date(2027, 10, 31), 12_000),
    ],
)
def test_the_concession_holds_on_its_first_and_its_last_day(on, expected):
    assert filing_fee(6_000_000, on) == expected


def test_cents_are_dropped_from_the_fee_of_one_unit_so_18_dollars_become_14():
    assert item_line("search_fee", 1, IN_CONCESSION, TARIFF) == FeeLine(
        "search_fee", 1, 1_400, 1_400, 1_800, True
    )
    assert item_line("search_fee", 5, IN_CONCESSION, TARIFF).cents == 7_000
    assert item_line("search_fee", 5, AFTER, TARIFF).cents == 9_000


def test_a_fee_outside_the_concession_keeps_its_cents():
    tariff = replace(
        TARIFF, items=(Item("copy", 1_050, False, FROM, None), Item("search", 1_050, True, FROM, None))
    )
    assert item_line("copy", 1, IN_CONCESSION, tariff).cents == 1_050
    assert item_line("search", 1, IN_CONCESSION, tariff).cents == 800
    assert item_line("search", 1, AFTER, tariff).cents == 1_050


def test_an_amount_above_every_band_has_no_fee():
    with pytest.raises(FeeUnknown) as refused:
        claim_lines(7_500_001, 1, IN_CONCESSION, TARIFF)
    assert refused.value.code == "filing_fee"


def test_before_the_bands_were_in_force_there_is_no_fee():
    with pytest.raises(FeeUnknown):
        claim_lines(6_000_000, 1, date(2018, 12, 2), TARIFF)
    assert filing_fee(6_000_000, date(2018, 12, 3)) == 12_000


def test_an_item_that_the_court_has_still_to_set_cannot_be_charged():
    with pytest.raises(FeeUnknown) as refused:
        item_line("writ", 1, IN_CONCESSION, TARIFF)
    assert refused.value.code == "writ"
    with pytest.raises(FeeUnknown):
        item_line("never heard of", 1, IN_CONCESSION, TARIFF)
    with pytest.raises(FeeUnknown) as refused:
        claim_lines(6_000_000, 1, IN_CONCESSION, replace(TARIFF, items=()))
    assert refused.value.code == "service_fee"


def test_a_later_notice_takes_the_place_of_an_earlier_one():
    dearer = Item("service_fee", 2_000, False, date(2027, 1, 1), None)
    for items in ((*TARIFF.items, dearer), (dearer, *TARIFF.items)):
        tariff = replace(TARIFF, items=items)
        assert item_line("service_fee", 1, date(2026, 12, 31), tariff).cents == 1_000
        assert item_line("service_fee", 1, date(2027, 1, 1), tariff).cents == 2_000


@pytest.mark.parametrize(("amount", "addresses"), [(0, 1), (-1, 1), (100, -1)])
def test_amounts_and_counts_that_cannot_be_are_refused(amount, addresses):
    with pytest.raises(ValueError, match="at least one cent"):
        claim_lines(amount, addresses, IN_CONCESSION, TARIFF)
    with pytest.raises(ValueError, match="at least one unit"):
        item_line("search_fee", 0, IN_CONCESSION, TARIFF)


@given(st.integers(1, 7_500_000), st.integers(0, 49 * 20), st.dates(BANDS_FROM, date(2030, 1, 1)))
def test_a_line_is_its_units_times_its_unit_and_never_above_the_full_fee(amount, addresses, on):
    lines = claim_lines(amount, addresses, on, TARIFF)
    assert [line.code for line in lines] == ["filing_fee", "service_fee"][: 1 + bool(addresses)]
    for line in lines:
        assert line.cents == line.quantity * line.unit_cents
        assert line.cents % 100 == 0
        assert line.cents <= line.full_cents
        assert line.conceded == (line.cents < line.full_cents)
