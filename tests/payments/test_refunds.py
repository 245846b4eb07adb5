"""Refunds have states; what is open waits in the queue, and money moves through one function (PAY-4, RFD-1)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from icms.queues import queues_for
from payments.models import Refund
from payments.states import OPEN_REFUNDS, RefundState
from tests.architecture.sources import calls
from tests.payments.bench import PASSWORD, open_by_link, sent_payment, settle


@pytest.fixture
def officer(shop) -> User:
    return User.objects.create_superuser("officer@registry.example", PASSWORD)


@pytest.fixture
def desk(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def a_refund_in_each_state() -> None:
    for number, state in enumerate(RefundState, start=1):
        payment = sent_payment(str(number))
        settle(payment, f"SB{number}", amount_cents=number)
        Refund.objects.filter(payment=payment).update(state=state)


def test_what_is_flagged_is_due(shop):
    settle(sent_payment(), amount_cents=1)
    assert Refund.objects.get().state == RefundState.DUE


def test_the_queue_counts_open_refunds_only_and_leads_to_them(officer, desk):
    a_refund_in_each_state()
    [queue] = [queue for queue in queues_for(officer) if "refund" in queue.url]
    assert queue.count == len(OPEN_REFUNDS) == 3
    listed = desk.get(queue.url).context["cl"].queryset
    assert set(listed.values_list("state", flat=True)) == set(OPEN_REFUNDS)


def test_the_list_of_refunds_is_filtered_by_state(officer, desk):
    a_refund_in_each_state()
    page = desk.get(reverse("admin:payments_refund_changelist"), {"state__exact": "refused"})
    assert [refund.state for refund in page.context["cl"].queryset] == ["refused"]


def test_a_payer_without_an_account_stands_in_the_lists_of_staff(officer, desk):
    payment = open_by_link().payment
    settle(payment, amount_cents=1)
    for model in ("payment", "refund"):
        for query in ({}, {"q": payment.reference}):
            page = desk.get(reverse(f"admin:payments_{model}_changelist"), query).content.decode()
            assert "A person without an account" in page, model
            assert payment.reference in page, model
    page = desk.get(reverse("admin:payments_payment_change", args=[payment.pk]))
    assert page.status_code == 200
    assert payment.capability_sha256 not in page.content.decode()


def test_every_movement_of_money_passes_one_function():
    assert [path for path, _call in calls("flag")] == ["payments/transitions/settlement.py"]
    assert {path for path, _call in calls("Refund")} == set()
    assert {path for path, _call in calls("book")} == {"payments/transitions/settlement.py"}
