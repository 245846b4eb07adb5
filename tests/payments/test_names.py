"""Fees and means are called as the rows of their court call them on the day of the payment (PAY-1, FEE-2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from cases import known_courts
from payments import labels, seed
from payments.models import FeeItem, MeansOfPayment, PaymentLine
from tests.payments.bench import PASSWORD, open_payment

DAY = date(2026, 1, 5)
NEW = {"name_en": "Any card", "name_zh_hant": "任何信用卡", "name_zh_hans": "任何信用卡"}


@pytest.fixture
def renamed(shop) -> MeansOfPayment:
    """The court calls cards otherwise from a later day."""
    before = MeansOfPayment.objects.get(court=seed.SCT, code="card")
    before.valid_to = DAY
    before.save()
    return MeansOfPayment.objects.create(
        court=seed.SCT, code="card", valid_from=DAY + timedelta(days=1), per_item_limit_cents=330_000, **NEW
    )


def test_the_row_of_the_day_gives_the_name(renamed):
    names = labels.Names(seed.SCT)
    assert names.means(seed.SCT, "card", DAY).startswith("Card: Visa")
    assert names.means(seed.SCT, "card", DAY + timedelta(days=1)) == "Any card"
    with override("zh-hant"):
        assert names.means(seed.SCT, "card", DAY + timedelta(days=1)) == "任何信用卡"


def test_a_row_that_has_ended_still_names_what_was_paid_under_it(renamed):
    renamed.valid_to = renamed.valid_from
    renamed.save()
    assert labels.Names().means(seed.SCT, "card", DAY + timedelta(days=400)) == "Any card"


def test_another_courts_row_gives_no_name(shop):
    FeeItem.objects.filter(court=seed.SCT).delete()
    assert labels.Names().fee(seed.SCT, "search_fee", DAY) == "search_fee"
    assert labels.Names().fee(seed.HIGH_COURT, "search_fee", DAY) == "Search and inspection"


def test_what_no_row_names_is_called_by_its_code(shop):
    names = labels.Names(seed.SCT)
    assert names.means(seed.SCT, "barter", DAY) == "barter"
    assert names.fee(seed.SCT, "barter", DAY) == "barter"
    assert names.fee(seed.SCT, "filing_fee", DAY) == "Filing fee"


def test_all_lines_of_a_payment_are_named_by_one_statement(shop):
    payment = open_payment(claims=5)
    lines = list(payment.lines.all())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert {line.label for line in lines} == {"Filing fee", "Service of a claim, each address"}
    assert len(lines) == 10
    assert len(asked) == 1


def test_the_list_of_payments_takes_as_many_statements_for_five_as_for_one(shop):
    User.objects.create_superuser("officer@registry.example", PASSWORD)
    desk = Client()
    assert desk.login(email="officer@registry.example", password=PASSWORD)
    known_courts.by_code()  # read once in a process, for every page
    counts = []
    for subjects in (("1",), ("2", "3", "4", "5")):
        for subject in subjects:
            open_payment(subject)
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(reverse("admin:payments_payment_changelist")).content.decode()
        assert "Card: Visa" in page
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert PaymentLine.objects.count() == 10
