"""The states of payments and refunds, the moves between them (PAY-4, RFD-1), and what became of a notice."""

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


# Notices come in any order, so the end must not hang on it: paid beats failed, failed beats expired, and what the
# bank took is never lost, even after a failure, an expiry or a cancellation (PAY-4).
PAYMENT_MOVES: dict[str, frozenset[str]] = {
    PaymentState.CREATED: frozenset(
        {PaymentState.SENT, PaymentState.FAILED, PaymentState.EXPIRED, PaymentState.PAID}
    ),
    PaymentState.SENT: frozenset(
        {PaymentState.UNKNOWN, PaymentState.PAID, PaymentState.FAILED, PaymentState.EXPIRED}
    ),
    PaymentState.UNKNOWN: frozenset({PaymentState.PAID, PaymentState.FAILED, PaymentState.EXPIRED}),
    PaymentState.EXPIRED: frozenset({PaymentState.PAID, PaymentState.FAILED}),
    PaymentState.FAILED: frozenset({PaymentState.PAID}),
    PaymentState.PAID: frozenset(),
}
OPEN = (PaymentState.CREATED, PaymentState.SENT, PaymentState.UNKNOWN)


class RefundState(models.TextChoices):
    DUE = "due", _("due back")
    APPLIED = "applied", _("applied for")
    APPROVED = "approved", _("refund approved")
    REFUSED = "refused", _("refund refused")
    PAID = "paid", _("paid back")


# The payer applies, the court decides, the accounts office pays (RFD-1; A50 to A52).
REFUND_MOVES: dict[str, frozenset[str]] = {
    RefundState.DUE: frozenset({RefundState.APPLIED}),
    RefundState.APPLIED: frozenset({RefundState.APPROVED, RefundState.REFUSED}),
    RefundState.APPROVED: frozenset({RefundState.PAID}),
    RefundState.REFUSED: frozenset(),
    RefundState.PAID: frozenset(),
}
# Money that has not gone back and that nobody has refused to give back.
OPEN_REFUNDS = (RefundState.DUE, RefundState.APPLIED, RefundState.APPROVED)


class NoticeOutcome(models.TextChoices):
    """What became of a notice. Those of REFUSED_NOTICES are answered 4xx and move no payment."""

    ARRIVED = "arrived", _("being looked at")
    SETTLED = "settled", _("settled the payment")
    REPEATED = "repeated", _("said again what was known")
    FAILED = "failed", _("reported a failure")
    PAID_TWICE = "paid_twice", _("reported a second payment: refund due")
    AMOUNT_DIFFERS = "amount_differs", _("another amount or currency than asked for: refund due")
    REFERENCE_USED = "reference_used", _("gateway reference of another payment")
    FORGED = "forged", _("signature does not match")
    UNREADABLE = "unreadable", _("not a notice")
    NO_PAYMENT = "no_payment", _("no such payment")
    COUNTED = "counted", _("more that nobody signed in this hour: only counted")
