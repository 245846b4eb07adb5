"""A settled payment completes a submission, in the act of the payment (BLK-10; A5, A37 to A40).

Dangerous, so: what the court has acknowledged is never lost and never changed. Everything below is one transaction
with the payment itself: reference, times, states, acknowledgement, message, job, audit link.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cases import calendar_words
from cases.office import calendar_of
from filing import filing_kind
from filing.models import Acknowledgement, Submission
from filing.rules.filing_time import received
from filing.states import SUBMISSION_MOVES, SubmissionState
from filing.transitions.locks import hold_calendar, locked
from icms.kernel import audit, numbering, outbox
from icms.kernel.crash_points import crash
from icms.kernel.models import IssuedDocument
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.references import transaction_reference
from messaging import notices
from payments.models import Payment

PURPOSE = "submission"
GATEWAY = audit.SYSTEM("payment")
# What a completion reads of a submission and of its filer, who is named in the audit trail.
COMPLETED = (
    "state",
    "version",
    "kind",
    "court_id",
    "filer__role",
    *(f"filer__user__{field}" for field in ("name_en", "name_zh", "email")),
    *(f"filer__organisation__{field}" for field in ("name_en", "name_zh")),
)


def complete(payment: Payment) -> list[audit.Record]:
    """The step of a settled payment: the submission that it paid for is submitted (FEE-1, TIM-2).

    Returns the link that the payment adds to the audit trail.

    Raises Refused, and the money becomes a refund case: already_submitted; submission_changed when the
    submission is no longer what was paid for, or has gone.
    """
    try:
        submission = locked(int(payment.subject), only=COMPLETED)
    except Submission.DoesNotExist:
        raise Refused("submission_changed") from None
    if submission.state == SubmissionState.SUBMITTED:
        raise Refused("already_submitted")
    if submission.version != payment.subject_version:
        raise Refused("submission_changed")
    if payment.received_at is None:
        raise ValueError("a settled payment has the time of its arrival")
    return [finish(submission, completed_at=payment.received_at, payment=payment)]


def reopen(payment: Payment) -> None:
    """The step of a payment that failed, expired or was cancelled: the submission can be changed or paid anew.

    Nothing was lost. Does nothing while another payment is open, or when the submission is sent or gone.
    """
    try:
        submission = locked(int(payment.subject))
    except Submission.DoesNotExist:
        return
    others = Payment.objects.open_of(PURPOSE, payment.subject).exclude(pk=payment.pk)
    if submission.state != SubmissionState.PAYING or others.exists():
        return
    submission.state = SubmissionState.PREPARING
    submission.used_at = clock.real_now()
    submission.save(update_fields=["state", "used_at"])
    audit.record("submission.reopened", submission, by=GATEWAY, payment=payment.reference)


def finish(submission: Submission, *, completed_at: datetime, payment: Payment | None) -> audit.Record:
    """Submits a locked submission; a step. `completed_at` decides the deemed time (A37, A38).

    Returns the link that the act has yet to add to the audit trail, with its own and last.
    """
    if SubmissionState.SUBMITTED not in SUBMISSION_MOVES[submission.state]:
        raise Refused("already_submitted")
    hold_calendar(submission.court_id)
    time = received(completed_at, calendar_of(submission.court_id))
    day = clock.hk(time.submitted_at).date()
    submission.reference = transaction_reference(day, numbering.take_next(f"transaction:{day:%Y%m%d}"))
    submission.state = SubmissionState.SUBMITTED
    submission.completed_at = time.submitted_at
    submission.deemed_at = time.deemed_at
    submission.reasons = [calendar_words.as_json(reason) for reason in time.reasons]
    submission.save(update_fields=["reference", "state", "completed_at", "deemed_at", "reasons"])
    crash("complete.numbered")
    kind = filing_kind.of(submission)
    parameters = kind.submit(submission)
    acknowledgement = Acknowledgement.objects.create(
        submission=submission, acknowledged_at=clock.now(), payment=payment
    )
    crash("complete.acknowledged")
    particulars = {**parameters, **_particulars(submission, payment)}
    filer = submission.filer
    if filer is not None:
        notices.send(kind.acknowledged, event=event_of(submission), to=[filer.pk], params=particulars)
    crash("complete.message_written")
    outbox.emit("submission.completed", submission=submission.pk)
    audit_data = {
        "acknowledgement": acknowledgement.pk,
        "filer": filer.audit_label if filer else "",
        "person": filer.audit_person if filer else "",
        "organisation": filer.audit_organisation if filer else "",
        "version": submission.version,
        **particulars,
    }
    return audit.Record("submission.acknowledged", audit.name_of(submission), audit_data)


def issue_acknowledgement(
    submission_id: int,
    file_id: UUID,
    *,
    reference: str,
    sha256: str,
    deemed_at: datetime | None,
    by: audit.Actor,
) -> None:
    """Step of the job: the PDF is issued and enclosed to the message. A second run changes nothing.

    `deemed_at` is the deemed time that the PDF states. Raises NotYet where a closure has made it another one
    meanwhile: the PDF is drawn anew, and no document is issued that was wrong on that day.
    """
    submission = locked(submission_id)
    acknowledgement = Acknowledgement.objects.select_for_update(no_key=True).get(submission=submission)
    if acknowledgement.file_id is not None:
        return
    if submission.deemed_at != deemed_at:
        raise outbox.NotYet(clock.now())
    acknowledgement.document = IssuedDocument.objects.create(
        reference=reference, kind="acknowledgement", sha256=sha256, issued_at=clock.now()
    )
    acknowledgement.file_id = file_id
    acknowledgement.save(update_fields=["file", "document"])
    crash("acknowledgement.issued")
    name = f"acknowledgement-{submission.reference}.pdf"
    enclosure = notices.Enclosure("acknowledgement", name, file_id, reference)
    notices.enclose(event=event_of(submission), enclosures=[enclosure])
    audit.record("acknowledgement.issued", acknowledgement, by=by, reference=reference, sha256=sha256)


def event_of(submission: Submission) -> str:
    """The event of the message that carries the acknowledgement."""
    return f"submission:{submission.pk}:acknowledged"


def _particulars(submission: Submission, payment: Payment | None) -> dict[str, object]:
    completed, deemed = submission.completed_at, submission.deemed_at
    return {
        "reference": submission.reference,
        "submitted_at": completed.isoformat() if completed else None,
        "deemed_at": deemed.isoformat() if deemed else None,
        "total_cents": payment.total_cents if payment else 0,
        "payment": payment.reference if payment else "",
    }
