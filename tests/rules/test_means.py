"""Which means a payment fits (A48, A49; PAY-2)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.rules.means import Fit, Means, fitting

ON = date(2026, 11, 22)
MEANS = (
    Means("card", 330_000, None, date(2024, 10, 31), None),
    Means("pps", None, 10_000_000, date(2024, 10, 31), None),
)
CARD, PPS = Fit("card", True, "fits"), Fit("pps", True, "fits")
NO_CARD, NO_PPS = Fit("card", False, "item_above_limit"), Fit("pps", False, "total_above_limit")


def claim(addresses: int, filing_fee: int = 9_600) -> int:
    return filing_fee + addresses * 1_000


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (330_000, (CARD, PPS)),
        (330_001, (NO_CARD, PPS)),
        (10_000_000, (NO_CARD, PPS)),
        (10_000_001, (NO_CARD, NO_PPS)),
    ],
)
def test_a48_card_takes_3300_for_an_item_and_pps_100000_for_the_payment(cents, expected):
    assert fitting([cents], MEANS, ON) == expected


def test_a49_fifty_claims_of_106_can_be_paid_by_card_though_they_come_to_5300():
    items = [claim(addresses=1)] * 50
    assert sum(items) == 530_000
    assert fitting(items, MEANS, ON) == (CARD, PPS)


def test_a49_one_item_above_the_card_limit_moves_the_whole_sum_to_pps():
    assert fitting([claim(320)], MEANS, ON) == (CARD, PPS)
    assert claim(320) == 329_600
    assert fitting([claim(1)] * 49 + [claim(321)], MEANS, ON) == (NO_CARD, PPS)


def test_a49_318_addresses_at_the_full_fee_are_exactly_the_card_limit():
    assert claim(318, filing_fee=12_000) == 330_000
    assert fitting([claim(318, filing_fee=12_000)], MEANS, ON) == (CARD, PPS)
    assert fitting([claim(319, filing_fee=12_000)], MEANS, ON) == (NO_CARD, PPS)


def test_a_card_fits_above_100000_in_all_while_every_item_is_small():
    items = [330_000] * 31
    assert sum(items) > 10_000_000
    assert fitting(items, MEANS, ON) == (CARD, NO_PPS)


def test_where_neither_fits_both_say_why():
    items = [330_001] + [330_000] * 30
    assert fitting(items, MEANS, ON) == (NO_CARD, NO_PPS)


def test_only_the_means_in_force_on_the_day_are_answered():
    assert fitting([100], MEANS, date(2024, 10, 30)) == ()
    ended = Means("card", 330_000, None, date(2024, 10, 31), ON)
    assert fitting([100], (ended,), ON) == (CARD,)
    assert fitting([100], (ended,), date(2026, 11, 23)) == ()


def test_a_later_notice_changes_the_limit_from_its_day_and_the_order_stays():
    raised = Means("card", 500_000, None, date(2027, 1, 1), None)
    for means in ((*MEANS, raised), (raised, *MEANS)):
        before = {fit.code: fit.fits for fit in fitting([400_000], means, date(2026, 12, 31))}
        after = {fit.code: fit.fits for fit in fitting([400_000], means, date(2027, 1, 1))}
        assert (before, after) == ({"card": False, "pps": True}, {"card": True, "pps": True})
    assert [fit.code for fit in fitting([1], (*MEANS, raised), date(2027, 1, 1))] == ["card", "pps"]


def test_a_means_with_both_limits_names_the_item_first():
    strict = (Means("account", 100, 1_000, date(2024, 10, 31), None),)
    assert fitting([101] * 20, strict, ON) == (Fit("account", False, "item_above_limit"),)
    assert fitting([100] * 11, strict, ON) == (Fit("account", False, "total_above_limit"),)
    assert fitting([100] * 10, strict, ON) == (Fit("account", True, "fits"),)


def test_a_negative_fee_is_refused():
    with pytest.raises(ValueError, match="negative"):
        fitting([100, -1], MEANS, ON)


@given(st.lists(st.integers(0, 1_000_000), max_size=99))
def test_the_card_asks_for_each_item_and_pps_for_the_sum(items):
    card, pps = fitting(items, MEANS, ON)
    assert card.fits == all(cents <= 330_000 for cents in items)
    assert pps.fits == (sum(items) <= 10_000_000)
