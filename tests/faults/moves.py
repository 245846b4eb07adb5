"""The life of each submission, claim and payment as the audit trail tells it (I9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filing.models import Claim, Submission
from filing.states import CLAIM_MOVES, SUBMISSION_MOVES, ClaimState, SubmissionState
from icms.kernel.models import AuditEvent
from payments.models import Payment
from payments.states import PAYMENT_MOVES, PaymentState

SUBMISSION = {
    "submission.imported": SubmissionState.PREPARING,
    "submission.declared": SubmissionState.PAYING,
    "submission.reopened": SubmissionState.PREPARING,
    "submission.acknowledged": SubmissionState.SUBMITTED,
}
CLAIM = {"claim.accepted": ClaimState.ACCEPTED, "claim.rejected": ClaimState.REJECTED}
PAYMENT = {
    "payment.opened": PaymentState.CREATED,
    "payment.sent": PaymentState.SENT,
    "payment.asked": PaymentState.UNKNOWN,
    "payment.failed": PaymentState.FAILED,
    "payment.expired": PaymentState.EXPIRED,
    "payment.settled": PaymentState.PAID,
}


def impossible_moves() -> Iterator[str]:
    """Every move that no table of moves has, and every row that is not where its trail ends."""
    submissions = dict(Submission.objects.values_list("pk", "state"))
    yield from _lives("filing.submission", SUBMISSION, SUBMISSION_MOVES, "", submissions)
    claims = dict(Claim.objects.exclude(state=ClaimState.PREPARING).values_list("pk", "state"))
    yield from _lives("filing.claim", CLAIM, CLAIM_MOVES, ClaimState.SUBMITTED, claims)
    payments = dict(Payment.objects.values_list("pk", "state"))
    yield from _lives("payments.payment", PAYMENT, PAYMENT_MOVES, "", payments)


def _lives(
    name: str,
    acts: Mapping[str, str],
    moves: Mapping[str, frozenset[str]],
    born: str,
    rows: Mapping[int, str],
) -> Iterator[str]:
    state = dict.fromkeys(rows, born)
    trail = AuditEvent.objects.filter(target__startswith=f"{name}:").order_by("sequence")
    for action, target in trail.values_list("action", "target"):
        pk = int(target.rpartition(":")[2])
        to = _to(action, acts, state.get(pk, ""))
        if pk not in rows or to is None:
            continue
        before = state[pk]
        again = before == to == SubmissionState.PREPARING  # an import replaces an import
        if before and not again and to not in moves[before]:
            yield f"{target} went from {before} to {to} ({action})"
        state[pk] = to
    for pk, now in rows.items():
        if state[pk] != now:
            yield f"{name}:{pk} is {now}; its trail ends at {state[pk] or 'nothing'}"


def _to(action: str, acts: Mapping[str, str], before: str) -> str | None:
    """Where an act leads; None for one that moves nothing. A cancelled payment is asked for if it was sent."""
    if action == "payment.cancelled":
        return PaymentState.UNKNOWN if before == PaymentState.SENT else PaymentState.EXPIRED
    return acts.get(action)
