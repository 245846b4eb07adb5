"""What happens to money that bought nothing: it is flagged as due, and the payer is told (PAY-4, RFD-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from messaging import notices
from payments.models import Payment, Refund
from payments.states import RefundState

SETTLED_LATE = "settled_late"
PAID_TWICE = "paid_twice"
AMOUNT_DIFFERS = "amount_differs"


@dataclass(frozen=True)
class Capture:
    """What a gateway says it took: cents of a currency, under a reference of its own, and when we heard of it."""

    gateway_reference: str
    cents: int
    currency: str
    received_at: datetime


def flag(payment: Payment, capture: Capture, reason: str) -> bool:
    """A step: lists the money as due, once, and writes the payer a message; False if it was listed before.

    The payment's row must be locked by the act. A payer without an account has no message box: the page of their
    link says the same.
    """
    refund, new = Refund.objects.get_or_create(
        payment=payment,
        gateway_reference=capture.gateway_reference,
        defaults={
            "state": RefundState.DUE,
            "cents": capture.cents,
            "currency": capture.currency,
            "reason": reason,
            "received_at": capture.received_at,
        },
    )
    if new and payment.payer_id is not None:
        _tell(payment, payment.payer_id, refund)
    return new


def _tell(payment: Payment, payer_id: int, refund: Refund) -> None:
    own = refund.gateway_reference == payment.gateway_reference
    notices.send(
        "refund_due",
        event=f"payment:{payment.pk}:refund_due" + ("" if own else f":{refund.pk}"),
        to=[payer_id],
        params={
            "payment": payment.reference,
            "gateway_reference": refund.gateway_reference,
            "total_cents": refund.cents,
            "currency": refund.currency,
            "reason": refund.reason,
            "received_at": refund.received_at.isoformat(),
        },
    )
