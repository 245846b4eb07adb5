"""Money that bought nothing: flagged for the accounts office, and told to the payer (PAY-4, FEE-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from messaging import notices
from payments.models import Payment, RefundDue

SETTLED_LATE = "settled_late"
PAID_TWICE = "paid_twice"
AMOUNT_DIFFERS = "amount_differs"


@dataclass(frozen=True)
class Taken:
    """What a gateway says it took: cents of a currency, under a reference of its own."""

    gateway_reference: str
    cents: int
    currency: str


def flag(payment: Payment, reason: str, taken: Taken, *, received_at: datetime) -> bool:
    """A step: lists the money once and writes the payer a message; False if it was listed before.

    The payment's row must be locked by the act. The message says "apply to the registry in writing".
    """
    refund, new = RefundDue.objects.get_or_create(
        payment=payment,
        gateway_reference=taken.gateway_reference,
        defaults={
            "cents": taken.cents,
            "currency": taken.currency,
            "reason": reason,
            "received_at": received_at,
        },
    )
    if not new:
        return False
    own = taken.gateway_reference == payment.gateway_reference
    notices.send(
        "refund_due",
        event=f"payment:{payment.pk}:refund_due" + ("" if own else f":{refund.pk}"),
        to=[payment.payer_id],
        params={
            "payment": payment.reference,
            "gateway_reference": taken.gateway_reference,
            "total_cents": taken.cents,
            "currency": taken.currency,
            "reason": reason,
            "received_at": received_at.isoformat(),
        },
    )
    return True
