"""The acts of a payment, one by one (FEE-1, PAY-2, TIM-2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connections, transaction

from icms.lib import clock
from icms.lib.errors import Refused
from messaging.catalogue import word
from messaging.models import Message
from payments import seed
from payments.models import Payment, Refund
from payments.rules import limits
from payments.states import PaymentState
from payments.transitions import orders
from tests.payments.bench import BANK, an_account, lines, open_payment, sent_payment, settle


def test_opening_freezes_the_lines_and_the_total(shop):
    payment = open_payment(claims=2)
    assert payment.total_cents == 2 * (9_600 + 1_000)
    assert [(line.item, line.code, line.cents, line.full_cents) for line in payment.lines.all()] == [
        (1, "filing_fee", 9_600, 12_000),
        (1, "service_fee", 1_000, 1_000),
        (2, "filing_fee", 9_600, 12_000),
        (2, "service_fee", 1_000, 1_000),
    ]


def test_a_payment_is_opened_inside_an_act_only(shop):
    with pytest.raises(RuntimeError):
        orders.open_for(
            purpose="test",
            subject="1",
            subject_version=1,
            court=seed.SCT,
            payer=an_account(),
            means="card",
            items={1: lines()},
            by=BANK,
        )


def test_a_second_payment_for_the_same_thing_names_the_open_one(shop):
    payment = open_payment()
    with pytest.raises(Refused) as refused:
        open_payment()
    assert refused.value.code == "payment_already_open"
    assert refused.value.params["reference"] == payment.reference
    assert Payment.objects.count() == 1


def test_a_means_above_whose_limit_an_item_is_opens_no_payment(shop):
    payer = an_account()
    with pytest.raises(Refused) as refused, transaction.atomic():
        orders.open_for(
            purpose="test",
            subject="1",
            subject_version=1,
            court=seed.SCT,
            payer=payer,
            means="card",
            items={1: lines(addresses=321)},
            by=payer,
        )
    assert refused.value.code == "means_does_not_fit"
    assert not Payment.objects.exists()


def test_going_to_the_payment_page_twice_is_one_order(shop):
    payment = open_payment()
    first = orders.send_to_gateway(payment.reference, by=payment.payer)
    second = orders.send_to_gateway(payment.reference, by=payment.payer)
    assert (first.reference, first.sent_at) == (second.reference, second.sent_at)


def test_after_thirty_minutes_nobody_is_sent_to_the_payment_page(shop):
    with time_machine.travel(clock.now(), tick=False) as traveller:
        payment = sent_payment()
        traveller.shift(limits.EXPIRES_AFTER)
        with pytest.raises(Refused) as refused:
            orders.send_to_gateway(payment.reference, by=payment.payer)
    assert refused.value.code == "payment_overdue"


@pytest.mark.parametrize(("late_by", "files"), [(timedelta(0), True), (timedelta(microseconds=1), False)])
def test_a_settlement_files_up_to_24_hours_after_the_opening(shop, late_by, files):
    payment = sent_payment()
    settle(payment, received_at=payment.opened_at + limits.FILES_WITHIN + late_by)
    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID
    assert (shop.bought_with("1") is not None) is files
    assert payment.refund_reason == ("" if files else "settled_late")
    # The subject is free again: it had waited for this payment.
    assert shop.freed("1") == (0 if files else 1)


def test_a_late_settlement_is_told_to_the_payer_and_listed_once(shop):
    payment = sent_payment()
    for _ in range(2):
        settle(payment, received_at=payment.opened_at + timedelta(days=3))
    refund = Refund.objects.get()
    assert (refund.cents, refund.reason) == (payment.total_cents, "settled_late")
    message = Message.objects.get()
    assert (message.template, message.event) == ("refund_due", f"payment:{payment.pk}:refund_due")
    worded = word(message.template, message.params)
    told = " ".join([worded.title, *worded.body, worded.next_step])
    assert payment.reference in told
    assert "HK$106.00" in told
    assert "24 hours" in told
    assert "in writing" in told


def test_what_is_refused_becomes_a_refund_case_and_nothing_of_it_stays(shop):
    payment = sent_payment()
    shop.change("1")
    settle(payment)
    payment.refresh_from_db()
    assert (payment.state, payment.refund_reason) == (PaymentState.PAID, "submission_changed")
    assert shop.bought_with("1") is None


def test_nobody_is_sent_to_pay_for_what_a_late_settlement_has_bought(shop):
    first = sent_payment()
    orders.expire(first.reference, by=BANK)
    second = open_payment()
    settle(first)
    assert shop.bought_with("1") == first.pk
    with pytest.raises(Refused) as refused:
        orders.send_to_gateway(second.reference, by=second.payer)
    assert refused.value.code == "payment_closed"
    second.refresh_from_db()
    assert (second.state, second.sent_at) == (PaymentState.CREATED, None)


def test_an_expired_payment_that_settles_in_time_still_files(shop):
    payment = sent_payment()
    orders.expire(payment.reference, by=BANK)
    settle(payment)
    assert shop.bought_with("1") == payment.pk


def test_two_payments_for_the_same_thing_buy_it_once(shop):
    first = sent_payment()
    orders.expire(first.reference, by=BANK)
    second = sent_payment()
    settle(first, "SB1")
    settle(second, "SB2")
    second.refresh_from_db()
    assert shop.bought_with("1") == first.pk
    assert second.refund_reason == "already_submitted"
    assert Refund.objects.get().payment == second
    assert shop.freed("1") == 1


def test_a_failed_payment_frees_nothing_while_another_is_open(shop):
    first = sent_payment()
    orders.expire(first.reference, by=BANK)
    second = sent_payment()
    orders.fail(first.reference, by=BANK)
    assert shop.freed("1") == 1
    orders.fail(second.reference, by=BANK)
    assert shop.freed("1") == 2


def test_another_amount_or_currency_moves_nothing_and_is_listed_for_the_accounts_office(shop):
    payment = sent_payment()
    settle(payment, "SB1", amount_cents=payment.total_cents - 1)
    settle(payment, "SB2", currency="CNY")
    payment.refresh_from_db()
    assert payment.state == PaymentState.SENT
    assert shop.bought_with("1") is None
    listed = Refund.objects.values_list("gateway_reference", "cents", "currency", "reason")
    assert set(listed) == {
        ("SB1", payment.total_cents - 1, "HKD", "amount_differs"),
        ("SB2", payment.total_cents, "CNY", "amount_differs"),
    }


def test_the_reference_of_another_payments_capture_is_refused(shop):
    settle(sent_payment("1"), "SB1")
    other = sent_payment("2")
    with pytest.raises(Refused) as refused:
        settle(other, "SB1")
    assert refused.value.code == "gateway_reference_used"
    other.refresh_from_db()
    assert other.state == PaymentState.SENT


def test_cancelling_before_the_payment_page_ends_it_at_once(shop):
    payment = open_payment()
    assert orders.cancel(payment.reference, by=payment.payer).state == PaymentState.EXPIRED
    assert shop.freed("1") == 1


def test_cancelling_on_the_payment_page_waits_for_the_banks_word(shop):
    payment = sent_payment()
    assert orders.cancel(payment.reference, by=payment.payer).state == PaymentState.UNKNOWN
    assert shop.freed("1") == 0


@pytest.mark.concurrency
@pytest.mark.slow
def test_fifty_notices_at_once_are_one_settlement(shop):
    from concurrent.futures import ThreadPoolExecutor

    payment = sent_payment()

    def run(_number: int) -> str:
        try:
            return settle(payment).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(run, range(50))) == {PaymentState.PAID}
    assert shop.bought_with("1") == payment.pk
    assert not Refund.objects.exists()


@pytest.mark.concurrency
def test_eight_tabs_that_declare_at_once_open_one_payment(shop):
    from concurrent.futures import ThreadPoolExecutor

    payer = an_account()

    def run(_number: int) -> str:
        try:
            return open_payment(payer=payer).reference
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(run, range(8)))
    assert answers.count("payment_already_open") == 7
    assert Payment.objects.count() == 1
