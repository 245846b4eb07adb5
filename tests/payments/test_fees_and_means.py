"""The shipped fees and means, read from rows and rehearsed (FEE-1 to FEE-3, PAY-1, PAY-2; A47 to A49)."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from icms.lib.language import speaking
from payments import seed
from payments.gateways.sandbox.views import BRANDS_OF_METHOD
from payments.models import Concession, FeeBand, FeeItem, MeansOfPayment
from payments.rehearsal import rehearse
from payments.rules.fees import FeeLine, FeeUnknown, claim_lines, item_line
from payments.tariff import means_of, tariff_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _rows(db):
    seed.load()


def bill(*amounts_and_addresses: tuple[int, int], on: date = DAY):
    tariff = tariff_of(seed.SCT, on)
    items = {
        number: claim_lines(cents, addresses, on, tariff)
        for number, (cents, addresses) in enumerate(amounts_and_addresses, start=1)
    }
    return rehearse(seed.SCT, items, on)


def fitting(rehearsal) -> dict[str, bool]:
    return {offer.code: offer.fits for offer in rehearsal.means}


def of_one_item(cents: int):
    return rehearse(seed.SCT, {1: (FeeLine("filing_fee", 1, cents, cents, cents, False),)}, DAY)


def test_loading_twice_adds_nothing_and_keeps_what_staff_changed():
    FeeBand.objects.filter(upper_cents=500_000).update(fee_cents=2_500)
    counts = [model.objects.count() for model in (FeeBand, FeeItem, Concession, MeansOfPayment)]
    seed.load()
    assert [model.objects.count() for model in (FeeBand, FeeItem, Concession, MeansOfPayment)] == counts
    assert FeeBand.objects.get(upper_cents=500_000).fee_cents == 2_500


def test_a47_cards_of_four_brands_and_pps_are_taken_and_no_other():
    assert [means.code for means in means_of(seed.SCT, DAY)] == ["card", "pps"]
    assert BRANDS_OF_METHOD == {"CC": ("visa", "mastercard", "unionpay", "jcb"), "PPS": ("pps",)}


@pytest.mark.parametrize(
    ("cents", "card", "pps"),
    [
        (330_000, True, True),
        (330_001, False, True),
        (10_000_000, False, True),
        (10_000_001, False, False),
    ],
)
def test_a48_card_up_to_3300_for_each_item_and_pps_up_to_100000_for_the_payment(cents, card, pps):
    rehearsal = of_one_item(cents)
    assert fitting(rehearsal) == {"card": card, "pps": pps}
    assert rehearsal.can_be_paid is (card or pps)
    assert bool(rehearsal.advice) is not rehearsal.can_be_paid


def test_a49_fifty_claims_cost_5300_and_may_go_by_card():
    rehearsal = bill(*[(6_000_000, 1)] * 50)
    assert rehearsal.total_cents == 530_000
    assert [(row.code, row.quantity, row.cents) for row in rehearsal.sums] == [
        ("filing_fee", 50, 480_000),
        ("service_fee", 50, 50_000),
    ]
    assert rehearsal.saved_cents == 50 * 2_400
    assert fitting(rehearsal) == {"card": True, "pps": True}
    assert rehearsal.concession is not None
    assert rehearsal.concession.valid_to == date(2027, 10, 30)


def test_a49_one_item_above_the_card_limit_moves_the_whole_sum_to_pps():
    rehearsal = bill((6_000_000, 1), (6_000_000, 321))
    assert fitting(rehearsal) == {"card": False, "pps": True}
    card = next(offer for offer in rehearsal.means if offer.code == "card")
    assert "Item 2 costs HK$3,306.00" in card.why
    assert "HK$3,300.00" in card.why


@pytest.mark.parametrize(
    ("court", "first", "last"),
    [
        (seed.SCT, date(2024, 10, 31), date(2027, 10, 30)),
        (seed.HIGH_COURT, date(2025, 6, 30), date(2028, 6, 29)),
        (seed.DISTRICT_COURT, date(2022, 5, 6), date(2027, 5, 5)),
        (seed.MAGISTRATES, date(2022, 12, 30), date(2027, 12, 29)),
    ],
)
def test_the_concession_of_each_court_holds_on_its_first_and_last_day(court, first, last):
    for day, held in ((first, True), (last, True), (first.replace(day=first.day - 1), False)):
        assert bool(tariff_of(court, day).concessions) is held, day


def test_outside_the_concession_the_full_fee_is_charged():
    assert bill((6_000_000, 1), on=date(2024, 10, 30)).total_cents == 12_000 + 1_000
    assert bill((6_000_000, 1), on=date(2027, 10, 31)).concession is None


def test_a_search_costs_14_in_the_concession_and_18_without():
    def cents(on: date) -> int:
        return item_line("search_fee", 1, on, tariff_of(seed.SCT, on)).cents

    assert (cents(DAY), cents(date(2027, 10, 31))) == (1_400, 1_800)


@pytest.mark.parametrize("code", sorted(seed.SCT_TO_BE_SET))
def test_what_the_court_has_still_to_set_has_no_fee(code):
    with pytest.raises(FeeUnknown):
        item_line(code, 1, DAY, tariff_of(seed.SCT, DAY))


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_every_row_has_a_name_in_each_language(language):
    with speaking(language):
        assert translation.get_language() == language
        for row in [*FeeItem.objects.all(), *MeansOfPayment.objects.all()]:
            assert row.name.strip()
