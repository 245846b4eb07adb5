"""The states of a payment and the moves between them (PAY-4)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaymentState(models.TextChoices):
    CREATED = "created", _("not yet sent to the payment page")
    SENT = "sent", _("on the payment page")
    UNKNOWN = "unknown", _("being asked for")
    PAID = "paid", _("paid")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("expired")


# A settlement may come after a failure, an expiry or a cancellation: what the bank took is never lost (PAY-4).
PAYMENT_MOVES: dict[str, frozenset[str]] = {
    PaymentState.CREATED: frozenset({PaymentState.SENT, PaymentState.EXPIRED, PaymentState.PAID}),
    PaymentState.SENT: frozenset(
        {PaymentState.UNKNOWN, PaymentState.PAID, PaymentState.FAILED, PaymentState.EXPIRED}
    ),
    PaymentState.UNKNOWN: frozenset({PaymentState.PAID, PaymentState.FAILED, PaymentState.EXPIRED}),
    PaymentState.FAILED: frozenset({PaymentState.PAID}),
    PaymentState.EXPIRED: frozenset({PaymentState.PAID}),
    PaymentState.PAID: frozenset(),
}
OPEN = (PaymentState.CREATED, PaymentState.SENT, PaymentState.UNKNOWN)
