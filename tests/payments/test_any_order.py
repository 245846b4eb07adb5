"""Whatever comes, however often and in whatever order, a payment ends alike (PAY-4, F8)."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from icms.kernel.models import AuditEvent
from messaging.models import Message
from payments.models import Payment, Refund
from payments.states import PaymentState
from payments.transitions import orders
from tests.payments.bench import BANK, sent_payment, settle

pytestmark = pytest.mark.slow

EVENTS = {
    "paid": settle,
    "paid again": settle,
    "failed": lambda payment: orders.fail(payment.reference, by=BANK),
    "cancelled": lambda payment: orders.cancel(payment.reference, by=BANK),
    "expired": lambda payment: orders.expire(payment.reference, by=BANK),
}


def run(shop, order: tuple[str, ...], subject: str) -> Payment:
    payment = sent_payment(subject)
    for event in order:
        act = EVENTS[event]
        act(payment, f"SB{subject}") if act is settle else act(payment)
    payment.refresh_from_db()
    return payment


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_order_of_the_same_events_ends_alike(shop, size):
    for events in combinations(EVENTS, size):
        check(shop, events)
    assert not Refund.objects.exists()


def check(shop, events: tuple[str, ...]) -> None:
    ends = set()
    for number, order in enumerate(permutations(events)):
        subject = f"{'+'.join(events)} {number}"
        payment = run(shop, order, subject)
        bought = shop.bought_with(subject) == payment.pk
        ends.add((payment.state, payment.refund_reason, bought, payment.is_open))
        if "paid" in events or "paid again" in events:
            assert (payment.state, bought) == (PaymentState.PAID, True), order
            assert payment.gateway_reference == f"SB{subject}"
        else:
            assert not bought
            # Freed once, whichever event closed it; a payment that is being asked for still holds its subject.
            assert shop.freed(subject) == (0 if payment.is_open else 1), order
    assert len(ends) == 1, (events, ends)


def test_two_captures_of_one_payment_buy_once_and_one_is_to_be_given_back(shop):
    for number, order in enumerate(permutations(["first", "second", "failed", "expired"])):
        payment = sent_payment(str(number))
        for event in order:
            if event in EVENTS:
                EVENTS[event](payment)
            else:
                settle(payment, f"{event} {number}")
        payment.refresh_from_db()
        assert (payment.state, payment.refund_reason) == (PaymentState.PAID, ""), order
        assert shop.bought_with(str(number)) == payment.pk
        refund = Refund.objects.get(payment=payment)
        assert {refund.gateway_reference, payment.gateway_reference} == {
            f"first {number}",
            f"second {number}",
        }
        assert (refund.reason, refund.cents) == ("paid_twice", payment.total_cents)
        told = Message.objects.filter(
            template="refund_due", account=payment.payer, params__payment=payment.reference
        )
        assert told.count() == 1


def test_the_same_settlement_twice_leaves_one_link_in_the_audit_trail(shop):
    payment = sent_payment()
    settle(payment)
    settle(payment)
    assert AuditEvent.objects.filter(action="payment.settled").count() == 1
