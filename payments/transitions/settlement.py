"""The gateway took money: what it paid for is done in the same transaction, or the money is due back (PAY-4, TIM-2).

The payment's row is the first lock taken; the audit chain's head is the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from icms.kernel import audit
from icms.kernel.audit import Actor
from icms.kernel.crash_points import crash
from icms.lib.errors import Refused
from payments import purposes
from payments.models import CURRENCY, Payment
from payments.rules import limits
from payments.states import PaymentState
from payments.transitions import orders, refunds
from payments.transitions.refunds import Capture


@transaction.atomic(durable=True)
def settle(
    reference: str,
    *,
    received_at: datetime,
    gateway_reference: str,
    gateway_at: datetime | None,
    brand: str,
    amount_cents: int,
    currency: str,
    by: Actor,
) -> Payment:
    """The gateway took the money: records it, and does what was paid for in the same transaction (TIM-2).

    `received_at` is when the verified notice or answer reached us. What cannot be done any more, a settlement
    later than 24 h after the opening, another amount and a second capture become refund cases; another amount
    moves nothing else. Raises Refused("gateway_reference_used") for the reference of another payment's capture,
    Payment.DoesNotExist for an unknown reference.
    """
    payment = orders.locked(reference)
    capture = Capture(gateway_reference, amount_cents, currency, received_at)
    if (amount_cents, currency) != (payment.total_cents, CURRENCY):
        return _give_back(payment, capture, refunds.AMOUNT_DIFFERS, by=by)
    if payment.state == PaymentState.PAID:
        if payment.gateway_reference == gateway_reference:
            return payment
        return _give_back(payment, capture, refunds.PAID_TWICE, by=by)
    was_open = payment.is_open
    payment.state = PaymentState.PAID
    payment.received_at, payment.gateway_at = received_at, gateway_at
    payment.gateway_reference, payment.brand = gateway_reference, brand
    _save_paid(payment)
    crash("payment.paid")
    records = _complete(payment)
    book(payment, capture, refund_because=payment.refund_reason)
    if payment.refund_reason and was_open:
        orders.free_subject(payment)
    audit_data = {"gateway_reference": gateway_reference, "refund_reason": payment.refund_reason}
    audit.record_many([*records, audit.Record("payment.settled", audit.name_of(payment), audit_data)], by=by)
    crash("payment.settled")
    return payment


def book(payment: Payment, capture: Capture, *, refund_because: str) -> bool:
    """A step: money that a gateway took has earned the fees of its payment, or, for a reason, is due back.

    Each movement of money passes here and nowhere else, so that one place can post it to a ledger. Returns False
    for a movement that was booked before. The payment's row must be locked by the act.
    """
    if not refund_because:
        return True
    return refunds.flag(payment, capture, refund_because)


def _save_paid(payment: Payment) -> None:
    """Raises Refused where another payment has the capture; the act ends with it, so it needs no savepoint."""
    try:
        payment.save(update_fields=["state", "received_at", "gateway_at", "gateway_reference", "brand"])
    except IntegrityError as clash:
        raise Refused("gateway_reference_used") from clash


def _complete(payment: Payment) -> Sequence[audit.Record]:
    """Does what was paid for and returns its records; else the payment keeps the reason why it bought nothing."""
    if payment.received_at is None or payment.received_at - payment.opened_at > limits.FILES_WITHIN:
        reason = refunds.SETTLED_LATE
    else:
        try:
            with transaction.atomic():
                return purposes.of(payment).complete(payment)
        except Refused as refused:
            reason = refused.code
    payment.refund_reason = reason
    payment.save(update_fields=["refund_reason"])
    return ()


def _give_back(payment: Payment, capture: Capture, reason: str, *, by: Actor) -> Payment:
    """A capture that settles nothing: the payment stays as it is."""
    used = Payment.objects.filter(gateway_reference=capture.gateway_reference).exclude(pk=payment.pk)
    if used.exists():
        raise Refused("gateway_reference_used")
    if book(payment, capture, refund_because=reason):
        audit_data = {"gateway_reference": capture.gateway_reference, "reason": reason}
        audit.record("payment.refund_due", payment, by=by, **audit_data)
    return payment
