"""F8: whatever becomes known of a payment, in whatever order, its submission ends alike; no money is unexplained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import permutations

import pytest
import time_machine
from django.test import Client

from accounts.models import Account
from filing import transitions
from filing.models import Submission
from icms.lib import clock
from icms.lib.errors import Refused
from payments import news
from payments.gateways.sandbox import bank as sandbox
from payments.models import Payment, Refund, SandboxCapture
from payments.states import PaymentState
from payments.transitions import orders
from tests.faults import bank, invariants
from tests.faults.people import Batch
from tests.faults.scenes import Scenes
from tests.payments.bench import post

ASKED = (
    invariants.i2_every_captured_dollar_is_a_submission_or_a_refund,
    invariants.i6_the_audit_chain_holds,
    invariants.i9_states_move_along_the_graph,
)
COPY = "taken"
LATE = timedelta(days=3)


class Order:
    """What may become known of one payment; each is an event, done by the project's own acts and its own door."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.capture = SandboxCapture.objects.get()

    def paid(self) -> None:
        assert post(Client(), sandbox.feed_of(self.capture)).status_code == 200

    paid_again = paid

    def failed(self) -> None:
        order = sandbox.BankOrder(self.batch.payment, self.capture.cents, "HKD", ("visa",))
        assert post(Client(), sandbox.feed_of_decline(order, "visa")).status_code == 200

    def cancelled(self) -> None:
        orders.cancel(self.batch.payment, by=Payment.objects.get().payer)

    def expired(self) -> None:
        orders.expire(self.batch.payment, by=news.GATEWAY)

    def discarded(self) -> None:
        """The filer throws the preparation away, where he may."""
        with suppress(Refused, Submission.DoesNotExist):
            transitions.discard(
                self.batch.submission, by=Account.objects.get(pk=Payment.objects.get().payer_id)
            )


@pytest.fixture
def taken(scenes: Scenes) -> Iterator[Callable[[], Order]]:
    """Gives the same paid order anew for each permutation; the portal's workers stand still."""
    batch, stack = scenes.ready(), scenes.stack
    stack.beat.stop()
    bank.taken_in_silence(stack, scenes.filer, batch)
    stack.keep_copy(COPY)

    def again() -> Order:
        stack.store.put_back(COPY)
        return Order(batch)

    with bank.open_bank(stack):
        yield again


def end(scenes: Scenes) -> tuple[str, ...]:
    """How it ended, without what hangs on the moment."""
    breaches = [words for question in ASKED for words in question(scenes.stack.log)]
    assert breaches == []
    payment = Payment.objects.get()
    submission = Submission.objects.filter(pk=payment.subject).first()
    refunds = ",".join(sorted(Refund.objects.values_list("reason", flat=True)))
    return payment.state, payment.refund_reason, submission.state if submission else "gone", refunds


def test_every_order_of_five_events_ends_in_one_submission(scenes: Scenes, taken: Callable[[], Order]):
    """F8: all 120 orders of paid, paid again, failed, cancelled and expired, on the database of the portal."""
    ends = set()
    for events in permutations(["paid", "paid_again", "failed", "cancelled", "expired"]):
        order = taken()
        for event in events:
            getattr(order, event)()
        ends.add(end(scenes))
    assert ends == {(PaymentState.PAID, "", "submitted", "")}


def test_money_for_a_preparation_that_may_be_discarded_buys_it_or_is_due_back(
    scenes: Scenes, taken: Callable[[], Order]
):
    """F8: all orders of paid, cancelled, expired and discarded: a notice for what was thrown away."""
    for events in permutations(["paid", "cancelled", "expired", "discarded"]):
        order = taken()
        for event in events:
            getattr(order, event)()
        gone = (PaymentState.PAID, "submission_changed", "gone", "submission_changed")
        bought = (PaymentState.PAID, "", "submitted", "")
        free = {"cancelled", "expired"} & set(events[: events.index("discarded")])
        thrown_away = bool(free) and events.index("discarded") < events.index("paid")
        assert end(scenes) in ((gone, bought) if thrown_away else (bought,)), events


def test_a_notice_three_days_late_is_due_back_and_the_preparation_can_be_paid_anew(
    scenes: Scenes, taken: Callable[[], Order]
):
    """F8: the notice comes three days after the money was taken."""
    order = taken()
    with time_machine.travel(clock.now() + LATE):
        order.paid()
    assert end(scenes) == (PaymentState.PAID, "settled_late", "preparing", "settled_late")
