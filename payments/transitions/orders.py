"""A payment from its opening to its end without money: opened, sent, asked for, failed, expired (PAY-4, FEE-1).

Notices come twice, late, out of order or never, so every act may be called again, in any order, and ends alike.
The payment's row is the first lock taken; the audit chain's head is the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from accounts.models import Account
from accounts.rules import tokens
from icms.kernel import audit
from icms.kernel.audit import Actor
from icms.lib import clock, references
from icms.lib.errors import Refused
from payments import purposes, tariff
from payments.models import Payment, PaymentLine
from payments.rules import limits
from payments.rules.fees import FeeLine, total
from payments.rules.means import fitting
from payments.states import OPEN, PAYMENT_MOVES, PaymentState

# Two of the capitals that references use; it makes a payment's reference look like no document's.
REFERENCE_PREFIX = "PY"


@dataclass(frozen=True)
class Opened:
    """A payment that was opened; `token` is the secret of its link, "" where it has a payer."""

    payment: Payment
    token: str


def open_for(
    *,
    purpose: str,
    subject: str,
    subject_version: int,
    court: str,
    payer: Account | None,
    means: str,
    items: Mapping[int, Sequence[FeeLine]],
    by: Actor,
) -> Opened:
    """A step: opens the one payment of a subject and freezes its lines (FEE-1). `items` are lines by item number.

    Without a `payer` the token of a link stands for the person: it is returned here, once, and only its hash is kept.
    Raises Refused("means_does_not_fit") where the means does not carry the sum (PAY-2), and
    Refused("payment_already_open") with `reference` of the other one. Raises ValueError for nothing to pay.
    """
    _inside_an_act()
    opened_at = clock.now()
    on = clock.hk(opened_at).date()
    total_cents = _payable(court, means, [total(lines) for lines in items.values()], on)
    token = "" if payer else tokens.new_token()
    payment = _inserted(
        Payment(
            reference=_new_reference(on),
            purpose=purpose,
            subject=subject,
            subject_version=subject_version,
            court=court,
            payer=payer,
            capability_sha256=tokens.hash_of(token) if token else None,
            means=means,
            total_cents=total_cents,
            gateway=settings.PAYMENT_GATEWAY,
            opened_at=opened_at,
        )
    )
    PaymentLine.objects.bulk_create(_lines(payment, items))
    audit.record("payment.opened", payment, by=by, reference=payment.reference, cents=payment.total_cents)
    return Opened(payment, token)


@transaction.atomic(durable=True)
def send_to_gateway(reference: str, *, by: Actor) -> Payment:
    """The payer goes to the payment page. A second click or tab gets the same payment: one order, one capture.

    Raises Refused: "payment_being_asked", "payment_overdue" (30 minutes, FEE-1), "payment_closed", also where a
    late settlement of an earlier payment has bought the subject meanwhile: nobody is sent to pay twice.
    """
    payment = locked(reference)
    if payment.state == PaymentState.UNKNOWN:
        raise Refused("payment_being_asked")
    if payment.state not in (PaymentState.CREATED, PaymentState.SENT) or _held_by_another(payment):
        raise Refused("payment_closed")
    if is_overdue(payment, clock.now()):
        raise Refused("payment_overdue")
    if payment.state == PaymentState.SENT:
        return payment
    payment.state = PaymentState.SENT
    payment.sent_at = clock.now()
    payment.save(update_fields=["state", "sent_at"])
    audit.record("payment.sent", payment, by=by)
    return payment


@transaction.atomic(durable=True)
def fail(reference: str, *, by: Actor) -> Payment:
    """The gateway says that nothing was taken: what was to be paid for is free again. Paid stays paid."""
    return _close(reference, PaymentState.FAILED, "payment.failed", by=by)


@transaction.atomic(durable=True)
def expire(reference: str, *, by: Actor) -> Payment:
    """Nobody paid in time, or the payer gave up: what was to be paid for is free again. Ask the gateway first."""
    return _close(reference, PaymentState.EXPIRED, "payment.expired", by=by)


@transaction.atomic(durable=True)
def cancel(reference: str, *, by: Actor) -> Payment:
    """Cancels a payment: at once if it was never sent to the gateway, otherwise after asking the gateway (FEE-1)."""
    payment = locked(reference)
    if payment.state == PaymentState.CREATED:
        return _move(payment, PaymentState.EXPIRED, "payment.cancelled", by=by)
    if payment.state == PaymentState.SENT:
        return _move(payment, PaymentState.UNKNOWN, "payment.cancelled", by=by)
    return payment


@transaction.atomic(durable=True)
def ask(reference: str, *, by: Actor) -> Payment:
    """The gateway is about to be asked for the last word: nobody can pay meanwhile. Only a sent payment moves."""
    payment = locked(reference)
    if payment.state != PaymentState.SENT:
        return payment
    return _move(payment, PaymentState.UNKNOWN, "payment.asked", by=by)


def is_overdue(payment: Payment, moment: datetime) -> bool:
    """Whether the 30 minutes of a payment are over (FEE-1)."""
    return moment - payment.opened_at >= limits.EXPIRES_AFTER


def locked(reference: str) -> Payment:
    """The payment's row, locked first by each act. Raises Payment.DoesNotExist for an unknown reference."""
    return Payment.objects.select_for_update(no_key=True).get(reference=reference)


def free_subject(payment: Payment) -> None:
    """A step: lets the subject be changed or paid for again, unless another payment holds it or has bought it."""
    if not _held_by_another(payment):
        purposes.of(payment).reopen(payment)


def _payable(court: str, means: str, totals: Sequence[int], on: date) -> int:
    """The cents to pay for items of these totals. Raises ValueError for nothing, Refused if the means does not fit."""
    if sum(totals) <= 0:
        raise ValueError("nothing to pay needs no payment (FEE-4)")
    fits = {fit.code: fit.fits for fit in fitting(totals, tariff.means_of(court, on), on)}
    if not fits.get(means, False):
        raise Refused("means_does_not_fit")
    return sum(totals)


def _inserted(payment: Payment) -> Payment:
    """The payment as the one open payment of its subject. Raises Refused("payment_already_open")."""
    # A plain look first: waiting for the unique index would wait for a settlement that waits for our subject.
    other = Payment.objects.open_of(payment.purpose, payment.subject).first()
    if other is not None:
        raise Refused("payment_already_open", reference=other.reference)
    try:
        with transaction.atomic():
            payment.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused("payment_already_open", reference="") from clash
    return payment


def _inside_an_act() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a payment is opened in the transaction of the act that asks for it")


def _new_reference(on: date) -> str:
    while True:
        reference = references.document_reference(REFERENCE_PREFIX, on.year)
        if not Payment.objects.filter(reference=reference).exists():
            return reference


def _lines(payment: Payment, items: Mapping[int, Sequence[FeeLine]]) -> list[PaymentLine]:
    return [
        PaymentLine(
            payment=payment,
            item=item,
            code=line.code,
            quantity=line.quantity,
            unit_cents=line.unit_cents,
            cents=line.cents,
            full_cents=line.full_cents,
        )
        for item, lines in items.items()
        for line in lines
    ]


def _close(reference: str, state: PaymentState, action: str, *, by: Actor) -> Payment:
    payment = locked(reference)
    if state not in PAYMENT_MOVES[payment.state]:
        return payment
    return _move(payment, state, action, by=by)


def _move(payment: Payment, state: PaymentState, action: str, *, by: Actor) -> Payment:
    was_open = payment.is_open
    payment.state = state
    payment.save(update_fields=["state"])
    if was_open and state not in OPEN:
        free_subject(payment)
    audit.record(action, payment, by=by)
    return payment


def _held_by_another(payment: Payment) -> bool:
    return Payment.objects.holding(payment.purpose, payment.subject).exclude(pk=payment.pk).exists()
