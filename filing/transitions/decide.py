"""What the registry decides on a claim: accept or reject, whole batches with single exceptions (REG-2).

A decision is two steps. The officer's act writes a decision row a claim (unique, so two officers can never decide the
same) and a job a claim; the job carries it out on that claim alone, so one bad claim never blocks the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from accounts.models import User
from cases import transitions as case_transitions
from filing.handover import opening_of
from filing.models import Claim, Decision, RejectionReason, Submission, Upload
from filing.states import CLAIM_MOVES, ClaimState, SubmissionState
from icms.files.models import ScanState
from icms.kernel import audit, outbox
from icms.lib import clock
from icms.lib.errors import Refused
from messaging import notices

Act = Decision.Act


@dataclass(frozen=True)
class Acceptance:
    """The chosen claims become cases, heard together in this session (A1, REG-3)."""

    session_id: int


@dataclass(frozen=True)
class Rejection:
    """The chosen claims are refused for a reason from the registry's list, with words to the filer (A17)."""

    reason_id: int
    text: str


@transaction.atomic(durable=True)
def decide(submission_id: int, positions: Sequence[int], decision: Acceptance | Rejection, *, by: User) -> int:
    """An officer decides on claims of one submission; returns how many. All of them or none.

    Raises Refused: submission_not_submitted, claims_not_chosen, claim_already_decided, deemed_time_waiting,
    files_not_scanned, session_full, session_too_late, reason_unknown.
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    if submission.state != SubmissionState.SUBMITTED:
        raise Refused("submission_not_submitted")
    claims = _chosen(submission, positions)
    if isinstance(decision, Acceptance):
        _may_accept(submission, claims)
        case_transitions.book_session(
            decision.session_id,
            batch=str(submission.reference),
            places=submission.claims.exclude(decision__act=Act.REJECT).count(),
            filed_on=clock.hk(submission.deemed_at or clock.now()).date(),
        )
    elif not RejectionReason.objects.filter(pk=decision.reason_id).exists():
        raise Refused("reason_unknown")
    Decision.objects.bulk_create([_row(claim, decision, by) for claim in claims])
    outbox.emit_many("claim.decided", [{"claim": claim.pk} for claim in claims])
    act = Act.ACCEPT if isinstance(decision, Acceptance) else Act.REJECT
    audit.record_many(
        [audit.Record(f"claim.decided.{act}", audit.name_of(claim), {"position": claim.position}) for claim in claims],
        by=by,
    )
    return len(claims)


def carry_out(claim_id: int) -> None:
    """Step of the job: does what was decided on one claim. A second run changes nothing."""
    if not connection.in_atomic_block:
        raise RuntimeError("a decision is carried out in the transaction of its job")
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    decision = Decision.objects.select_related("officer", "reason").get(claim=claim)
    wanted = ClaimState.ACCEPTED if decision.act == Act.ACCEPT else ClaimState.REJECTED
    if claim.state == wanted:
        return
    if wanted not in CLAIM_MOVES[claim.state]:
        raise Refused("claim_cannot_move", state=claim.get_state_display())
    (accept if decision.act == Act.ACCEPT else reject)(claim, decision)


def accept(claim: Claim, decision: Decision) -> None:
    """Step: the claim becomes a case with a number, and the filer's organisation is linked to it (REG-3, LNK-6)."""
    if decision.session_id is None:
        raise Refused("session_full")
    case = case_transitions.open_case(opening_of(claim, session_id=decision.session_id), by=decision.officer)
    claim.case = case
    claim.state = ClaimState.ACCEPTED
    claim.save(update_fields=["case", "state"])
    audit.record("claim.accepted", claim, by=decision.officer, case=case.number)


def reject(claim: Claim, decision: Decision) -> None:
    """Step: the claim is refused; the filer is told why, and that the fee can be asked back (A17)."""
    reason = decision.reason
    if reason is None:
        raise Refused("reason_unknown")
    claim.state = ClaimState.REJECTED
    claim.save(update_fields=["state"])
    submission = claim.submission
    notices.send(
        "claim_rejected",
        event=f"claim:{claim.pk}:rejected",
        to=[submission.filer_id],
        params={
            "claim": claim.reference,
            "batch": submission.batch_reference,
            "reference": submission.reference,
            "reason": {"en": reason.name_en, "zh_hant": reason.name_zh_hant, "zh_hans": reason.name_zh_hans},
            "text": decision.text,
        },
    )
    audit.record("claim.rejected", claim, by=decision.officer, reason=reason.code)


def _chosen(submission: Submission, positions: Sequence[int]) -> list[Claim]:
    claims = list(submission.claims.filter(position__in=positions).select_for_update(of=("self",)))
    if not claims or len(claims) != len(set(positions)):
        raise Refused("claims_not_chosen")
    decided = Decision.objects.filter(claim__in=claims).select_related("claim", "officer").order_by("claim__position")
    if first := decided.first():
        raise Refused("claim_already_decided", position=first.claim.position, officer=first.officer.name)
    return claims


def _may_accept(submission: Submission, claims: Sequence[Claim]) -> None:
    if submission.deemed_at is None:
        raise Refused("deemed_time_waiting")
    if not settings.ICMS_CLAMD:
        return
    unclean = Upload.objects.filter(claim__in=claims).exclude(file__scan_state=ScanState.CLEAN)
    if first := unclean.select_related("claim").order_by("claim__position").first():
        raise Refused("files_not_scanned", position=first.claim.position if first.claim else "")


def _row(claim: Claim, decision: Acceptance | Rejection, by: User) -> Decision:
    if isinstance(decision, Acceptance):
        given = {"act": Act.ACCEPT, "session_id": decision.session_id}
    else:
        given = {"act": Act.REJECT, "reason_id": decision.reason_id, "text": decision.text.strip()}
    return Decision(claim=claim, officer=by, decided_at=clock.now(), **given)
