"""What notices did not bring is found by asking the bank (PAY-4, F10; FEE-1's thirty minutes)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from icms.lib import clock
from payments import gateways, news
from payments.gateways.base import GatewayUnreachable
from payments.gateways.sandbox import bank
from payments.gateways.sandbox.gateway import SandboxGateway
from payments.models import GatewayNotice, Payment, SandboxCapture
from payments.rules import limits
from payments.states import PaymentState
from payments.tasks import look_after_payments
from tests.payments.bench import open_payment, sent_payment

SILENCE = timedelta(minutes=1)  # settings.PAYMENT_SILENCE_SECONDS, as it stands by default


@pytest.fixture
def time():
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def unreachable(monkeypatch):
    class Silent(SandboxGateway):
        def query(self, reference):
            raise GatewayUnreachable

    monkeypatch.setitem(gateways.GATEWAYS, "sandbox", Silent)


def taken_by_the_bank(payment: Payment, **how) -> SandboxCapture:
    order = bank.BankOrder(payment.reference, payment.total_cents, "HKD", ("visa",))
    return bank.capture(order, "visa", **how)[0]


def test_money_that_the_bank_took_in_silence_files_within_one_round(shop, time):
    payment = sent_payment()
    taken_by_the_bank(payment)
    time.shift(SILENCE)
    asked_at = clock.now()
    assert look_after_payments() == 1
    payment.refresh_from_db()
    assert (payment.state, payment.received_at, payment.brand) == (PaymentState.PAID, asked_at, "visa")
    assert shop.bought_with("1") == payment.pk
    assert GatewayNotice.objects.get().source == "sandbox query"


def test_a_clock_that_is_put_back_keeps_no_payment_from_being_looked_after(shop, time):
    payment = sent_payment()
    taken_by_the_bank(payment)
    time.shift(-timedelta(hours=1))
    with time_machine.travel(clock.now() + timedelta(hours=1, seconds=1), tick=False):
        assert look_after_payments() == 0
    assert look_after_payments() == 1


def test_asking_is_not_before_a_minute_and_not_twice_in_one(shop, time):
    sent_payment()
    assert look_after_payments() == 0
    time.shift(SILENCE)
    assert look_after_payments() == 1
    assert look_after_payments() == 0


def test_an_unpaid_payment_stays_open_for_thirty_minutes_and_then_ends(shop, time):
    payment = sent_payment()
    time.shift(limits.EXPIRES_AFTER - timedelta(seconds=1))
    look_after_payments()
    payment.refresh_from_db()
    assert payment.state == PaymentState.SENT
    time.shift(SILENCE)
    look_after_payments()
    payment.refresh_from_db()
    assert payment.state == PaymentState.EXPIRED
    assert shop.freed("1") == 1


def test_a_payment_that_never_left_us_ends_after_thirty_minutes(shop, time):
    payment = open_payment()
    time.shift(limits.EXPIRES_AFTER)
    look_after_payments()
    payment.refresh_from_db()
    assert payment.state == PaymentState.EXPIRED


def test_while_the_bank_does_not_answer_the_payment_is_asked_for_until_it_does(
    shop, time, unreachable, monkeypatch
):
    payment = sent_payment()
    for _ in range(3):
        time.shift(limits.EXPIRES_AFTER)
        look_after_payments()
        payment.refresh_from_db()
        assert payment.state == PaymentState.UNKNOWN
    assert shop.freed("1") == 0
    monkeypatch.setitem(gateways.GATEWAYS, "sandbox", SandboxGateway)
    taken_by_the_bank(payment)
    time.shift(SILENCE)
    look_after_payments()
    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID
    assert shop.bought_with("1") == payment.pk


def test_what_still_settles_at_the_bank_does_not_expire(shop, time):
    payment = sent_payment()
    time.shift(limits.EXPIRES_AFTER)
    taken_by_the_bank(payment, late=True)
    look_after_payments()
    payment.refresh_from_db()
    assert payment.state == PaymentState.UNKNOWN
    time.shift(SILENCE)
    look_after_payments()
    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID


def test_a_capture_after_the_end_whose_notice_was_lost_is_found(shop, time):
    payment = sent_payment()
    time.shift(limits.EXPIRES_AFTER)
    look_after_payments()
    taken_by_the_bank(payment)
    time.shift(limits.ASK_CLOSED_EVERY)
    look_after_payments()
    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID
    assert shop.bought_with("1") == payment.pk


def test_giving_up_asks_the_bank_first(shop, time):
    paid, unpaid = sent_payment("1"), sent_payment("2")
    taken_by_the_bank(paid)
    assert news.give_up(paid.reference, by=paid.payer).state == PaymentState.PAID
    assert news.give_up(unpaid.reference, by=unpaid.payer).state == PaymentState.EXPIRED
    assert (shop.freed("1"), shop.freed("2")) == (0, 1)


def test_one_payment_that_cannot_be_looked_after_does_not_keep_the_others(shop, time):
    lost, other = sent_payment("1"), sent_payment("2")
    Payment.objects.filter(pk=lost.pk).update(gateway="closed-bank")
    taken_by_the_bank(other)
    time.shift(SILENCE)
    assert look_after_payments() == 1
    other.refresh_from_db()
    assert other.state == PaymentState.PAID
