"""What a gateway says, turned into acts: by a notice that came, or by an answer that we asked for (PAY-4)."""

from __future__ import annotations

import logging
from datetime import datetime

from icms.kernel.audit import SYSTEM, Actor
from icms.lib import clock
from icms.lib.errors import Refused
from payments import gateways
from payments.gateways.base import GatewayUnreachable, News, Standing
from payments.models import CURRENCY, GatewayNotice, Payment
from payments.states import OPEN, NoticeOutcome, PaymentState
from payments.transitions import orders, settlement

logger = logging.getLogger("icms.payments")

GATEWAY = SYSTEM("gateway")


def heed(news: News, before: Payment | None, *, received_at: datetime, by: Actor) -> NoticeOutcome:
    """Does what verified news say. May be called for the same news again, in any order; says what became of it.

    `before` is the payment as it stood when the news came, None where there is none.
    """
    if before is None:
        return NoticeOutcome.NO_PAYMENT
    if news.standing is Standing.FAILED:
        orders.fail(news.reference, by=by)
        return NoticeOutcome.FAILED
    try:
        after = settlement.settle(
            news.reference,
            received_at=received_at,
            gateway_reference=news.gateway_reference,
            gateway_at=news.gateway_at,
            brand=news.brand,
            amount_cents=news.cents,
            currency=news.currency,
            by=by,
        )
    except Refused:
        return NoticeOutcome.REFERENCE_USED
    if (news.cents, news.currency) != (after.total_cents, CURRENCY):
        return NoticeOutcome.AMOUNT_DIFFERS
    if news.gateway_reference != after.gateway_reference:
        return NoticeOutcome.PAID_TWICE
    return NoticeOutcome.REPEATED if before.state == PaymentState.PAID else NoticeOutcome.SETTLED


def ask_gateway(reference: str, *, final: bool, by: Actor) -> Payment:
    """Asks the gateway where a payment stands, and heeds the answer. No transaction may be open: it takes time.

    With `final` an unpaid one expires (FEE-1: asked for once). Without an answer it is asked again later.
    """
    payment = Payment.objects.get(reference=reference)
    if payment.sent_at is None or payment.state == PaymentState.PAID:
        return payment
    Payment.objects.filter(pk=payment.pk).update(asked_at=clock.now())
    try:
        news = gateways.named(payment.gateway).query(reference)
    except GatewayUnreachable:
        logger.warning("no answer about the payment %s; it will be asked for again", reference)
        return payment
    received_at = clock.now()
    if news.standing in (Standing.PAID, Standing.FAILED):
        payment.refresh_from_db()
        outcome = heed(news, payment, received_at=received_at, by=by)
        GatewayNotice.objects.create(
            payment=payment,
            received_at=received_at,
            source=f"{payment.gateway} query",
            body=news.as_it_came,
            outcome=outcome,
        )
    payment.refresh_from_db()
    if final and payment.state in OPEN and news.standing is not Standing.PENDING:
        payment = orders.expire(reference, by=by)
    return payment


def look_after(reference: str, *, by: Actor = GATEWAY) -> Payment:
    """One round for one payment: the overdue are asked for the last time and end, the silent are asked (PAY-4)."""
    payment = Payment.objects.get(reference=reference)
    overdue = orders.is_overdue(payment, clock.now())
    if payment.state == PaymentState.CREATED and overdue:
        return orders.expire(reference, by=by)
    if payment.state == PaymentState.SENT and overdue:
        payment = orders.ask(reference, by=by)
    return ask_gateway(reference, final=payment.state == PaymentState.UNKNOWN, by=by)


def give_up(reference: str, *, by: Actor) -> Payment:
    """The payer cancels: what never left us ends at once, what did is asked for first (FEE-1)."""
    payment = orders.cancel(reference, by=by)
    if payment.state == PaymentState.UNKNOWN:
        return ask_gateway(reference, final=True, by=GATEWAY)
    return payment
