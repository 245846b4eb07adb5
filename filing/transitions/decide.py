"""What the registry decides on a claim: accept or reject, whole batches with single exceptions (REG-2).

A decision is two steps. The officer's act writes a decision row a claim (unique, so two officers can never decide the
same) and a job a claim; the job carries it out on that claim alone, so one bad claim never blocks the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from accounts import roles
from accounts.models import User
from cases import transitions as case_transitions
from cases.models import Case, CaseDocument
from filing.deciding import filed_on
from filing.handover import opening_of
from filing.models import Batch, Claim, Decision, RejectionReason, Submission, SubmittedDocument
from filing.states import CLAIM_MOVES, ClaimState, SubmissionState
from filing.transitions.locks import locked
from icms.files.models import ScanState
from icms.kernel import audit, outbox
from icms.kernel.crash_points import crash
from icms.lib import clock
from icms.lib.errors import Refused
from messaging import notices

Act = Decision.Act

# How long a job that has to wait stays away: until the reopening is entered, and until a lower claim has been tried.
ASK_FOR_REOPENING = timedelta(minutes=1)
GIVE_WAY = timedelta(milliseconds=100)
# [D] A first try that takes longer has stumbled, or its worker is dead: the next claim goes on.
FIRST_TRY = timedelta(seconds=5)


@dataclass(frozen=True)
class Acceptance:
    """The chosen claims become cases, heard together in this session (A1, REG-3).

    `late_reason` is the registrar's, for a session after the 60 days of the law (REG-4); empty for any other.
    """

    session_id: int
    late_reason: str = ""


@dataclass(frozen=True)
class Rejection:
    """The chosen claims are refused for a reason from the registry's list, with words to the filer (A17)."""

    reason_id: int
    text: str


@transaction.atomic(durable=True)
def decide(
    submission_id: int, positions: Sequence[int], decision: Acceptance | Rejection, *, by: User
) -> int:
    """An officer decides on claims of one submission; returns how many. All of them or none.

    An acceptance is carried out at the deemed time of receipt, also where that time still waits (REG-3a). The same
    officer's same decision again (double click, two tabs) changes nothing. Raises Refused: may_not_decide,
    submission_not_submitted, claims_not_chosen, claim_already_decided, files_infected, files_not_scanned,
    may_not_choose_late_session, session_of_another_court and what `book_session` refuses, reason_unknown,
    explanation_missing.
    """
    if not roles.may_decide(by):
        raise Refused("may_not_decide")
    submission = locked(submission_id)
    if submission.state != SubmissionState.SUBMITTED:
        raise Refused("submission_not_submitted")
    claims = _chosen(submission, positions)
    if _decided_so(claims, decision, by=by):
        return len(claims)
    if isinstance(decision, Acceptance):
        _refuse_unclean(claims)
        _book(submission, decision, by=by)
        crash("decide.booked")
        act = Act.ACCEPT
    else:
        _refuse_unreasoned(decision)
        act = Act.REJECT
    moment = clock.now()
    Decision.objects.bulk_create(
        Decision(claim=claim, officer=by, decided_at=moment, **_columns(decision)) for claim in claims
    )
    _note_whether_decided(submission, moment)
    outbox.emit_many("claim.decided", [{"claim": claim.pk} for claim in claims])
    crash("decide.written")
    links = (
        audit.Record(f"claim.decided.{act}", audit.name_of(claim), {"position": claim.position})
        for claim in claims
    )
    audit.record_many(links, by=by)
    return len(claims)


def _note_whether_decided(submission: Submission, moment: datetime) -> None:
    """Keeps for the reports when the last claim of a submission was decided (REG-3a)."""
    if not Claim.objects.of(submission).undecided().exists():
        submission.decided_at = moment
        submission.save(update_fields=["decided_at"])


def carry_out(claim_id: int) -> None:
    """Step of a job: does what was decided on one claim. A second run changes nothing.

    An acceptance waits for the deemed time, and until each lower claim that was accepted with it has been tried once:
    case numbers follow the order of claims, and a claim that cannot be carried out, or kills its worker, holds up
    nobody (REG-3a). Raises NotYet meanwhile.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a decision is carried out in the transaction of its job")
    decision = Decision.objects.select_related("officer", "reason", "claim").get(claim=claim_id)
    # One claim of a batch at a time.
    Batch.objects.select_for_update(of=("self",), no_key=True).values_list("pk").get(
        pk=decision.claim.batch_id
    )
    claim = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim_id)
    # Read after the lock, never joined to it: a job that waited for a closure would see the deemed time before it.
    claim.batch = Batch.objects.select_related("submission__filer").get(pk=claim.batch_id)
    wanted = ClaimState.ACCEPTED if decision.act == Act.ACCEPT else ClaimState.REJECTED
    if claim.state == wanted:
        return
    if wanted not in CLAIM_MOVES[claim.state]:
        raise Refused("claim_cannot_move", state=claim.get_state_display())
    if decision.act == Act.REJECT:
        reject(claim, decision)
        return
    _wait_for_receipt(claim.batch.submission, decision)
    _give_way(claim, decision)
    accept(claim, decision)


def _wait_for_receipt(submission: Submission, decision: Decision) -> None:
    """Raises NotYet until the claims are received, also while that time is open."""
    now, deemed_at = clock.now(), submission.deemed_at
    if deemed_at is None:
        raise outbox.NotYet(now + ASK_FOR_REOPENING)
    # What was received when the officer decided is so by any clock (F14).
    if deemed_at > max(now, decision.decided_at):
        raise outbox.NotYet(deemed_at)


def _give_way(claim: Claim, decision: Decision) -> None:
    """Raises NotYet while a lower claim accepted in the same act has not been tried yet, or is at its first try."""
    lower = Claim.objects.filter(
        batch=claim.batch_id,
        position__lt=claim.position,
        state=ClaimState.SUBMITTED,
        decision__act=Act.ACCEPT,
        decision__decided_at=decision.decided_at,
    )
    waiting = list(lower.values_list("pk", flat=True))
    if waiting and outbox.at_first_try("claim.decided", "claim", waiting, within=FIRST_TRY):
        raise outbox.NotYet(clock.now() + GIVE_WAY)


def accept(claim: Claim, decision: Decision) -> None:
    """Step: the claim becomes a case with a number, and the filer's organisation is linked to it (REG-3, LNK-6)."""
    if decision.session_id is None:
        raise ValueError("an acceptance has a session")
    late = bool(decision.late_reason)
    opening = opening_of(claim, session_id=decision.session_id, late=late)
    case = case_transitions.open_case(opening, by=decision.officer)
    claim.case = case
    claim.state = ClaimState.ACCEPTED
    claim.save(update_fields=["case", "state"])
    _join_documents(claim, case)
    crash("claim.accepted", claim.position)
    audit.record("claim.accepted", claim, by=decision.officer, case=case.number)


def _join_documents(claim: Claim, case: Case) -> None:
    """Notes of each paper of the claim which document of the case it became."""
    registered = CaseDocument.objects.filter(case=case, document_type=OuterRef("document_type"))
    SubmittedDocument.objects.filter(claim=claim).update(case_document=Subquery(registered.values("pk")[:1]))


def reject(claim: Claim, decision: Decision) -> None:
    """Step: the claim is refused; the filer is told why, and that the fee can be asked back (A17)."""
    reason = decision.reason
    if reason is None:
        raise ValueError("a rejection has a reason")
    claim.state = ClaimState.REJECTED
    claim.save(update_fields=["state"])
    crash("claim.rejected", claim.position)
    submission = claim.batch.submission
    notices.send(
        "claim_rejected",
        event=f"claim:{claim.pk}:rejected",
        to=[] if submission.filer_id is None else [submission.filer_id],
        params={
            "claim": claim.reference,
            "batch": claim.batch.batch_reference,
            "reference": submission.reference,
            "reason": {"en": reason.name_en, "zh_hant": reason.name_zh_hant, "zh_hans": reason.name_zh_hans},
            "text": decision.text,
        },
    )
    audit.record("claim.rejected", claim, by=decision.officer, reason=reason.code)


def _chosen(submission: Submission, positions: Sequence[int]) -> list[Claim]:
    rows = Claim.objects.of(submission).filter(position__in=positions)
    claims = list(rows.select_for_update(of=("self",), no_key=True))
    if not claims or len(claims) != len(set(positions)):
        raise Refused("claims_not_chosen")
    return claims


def _decided_so(claims: Sequence[Claim], wanted: Acceptance | Rejection, *, by: User) -> bool:
    """Whether this officer has decided just so on all of them. Raises Refused("claim_already_decided") otherwise,
    if there is any decision on any of them."""
    position = {claim.pk: claim.position for claim in claims}
    decided = list(Decision.objects.filter(claim__in=claims).select_related("officer"))
    if not decided:
        return False
    given = {"officer_id": by.pk, **_columns(wanted)}
    if len(decided) == len(claims) and all(
        getattr(row, name) == value for row in decided for name, value in given.items()
    ):
        return True
    first = min(decided, key=lambda row: position[row.claim_id])
    raise Refused(
        "claim_already_decided",
        position=position[first.claim_id],
        officer=first.officer.name,
        count=len(decided),
    )


def _refuse_unclean(claims: Sequence[Claim]) -> None:
    """Raises Refused for files that the malware scan has not cleared (BLK-13)."""
    papers = SubmittedDocument.objects.filter(claim__in=claims).order_by("claim__position")
    infected = papers.filter(upload__file__scan_state=ScanState.INFECTED)
    if (position := infected.values_list("claim__position", flat=True).first()) is not None:
        raise Refused("files_infected", position=position)
    if not settings.ICMS_CLAMD:
        return
    unclean = papers.exclude(upload__file__scan_state=ScanState.CLEAN)
    if (position := unclean.values_list("claim__position", flat=True).first()) is not None:
        raise Refused("files_not_scanned", position=position)


def _book(submission: Submission, acceptance: Acceptance, *, by: User) -> None:
    """Keeps a place at the session for every claim of the batch that is still to be heard (A1, REG-3, REG-4)."""
    late = bool(acceptance.late_reason.strip())
    if late and not roles.may_choose_late_session(by):
        raise Refused("may_not_choose_late_session")
    booking = case_transitions.book_session(
        acceptance.session_id,
        batch=str(submission.reference),
        places=Claim.objects.of(submission).to_be_heard(clock.now()).count(),
        filed_on=filed_on(submission),
        late=late,
    )
    if booking.session.court_id != submission.court_id:
        raise Refused("session_of_another_court")


def _refuse_unreasoned(rejection: Rejection) -> None:
    """Raises Refused without a reason from the list, or without words to the filer: never a code alone (DOC-7)."""
    if not RejectionReason.objects.filter(pk=rejection.reason_id).exists():
        raise Refused("reason_unknown")
    if not rejection.text.strip():
        raise Refused("explanation_missing")


def _columns(decision: Acceptance | Rejection) -> dict[str, Any]:
    """A decision as it stands in its row."""
    if isinstance(decision, Acceptance):
        late_reason = decision.late_reason.strip()
        return {"act": Act.ACCEPT, "session_id": decision.session_id, "late_reason": late_reason}
    return {"act": Act.REJECT, "reason_id": decision.reason_id, "text": decision.text.strip()}
