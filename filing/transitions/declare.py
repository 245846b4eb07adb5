"""The filer declares, and the payment is opened (A10; FEE-1)."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Account
from filing import filing_kind
from filing.models import Submission
from filing.states import SubmissionState
from filing.transitions.complete import PURPOSE, finish
from filing.transitions.locks import locked
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused
from payments.models import Payment
from payments.rules.fees import total
from payments.transitions import orders


@transaction.atomic(durable=True)
def declare(submission_id: int, *, version: int, means: str, by: Account) -> Payment | None:
    """The filer declares that all is true; the claims are frozen and the payment is opened (FEE-1).

    `version` is what they saw. A second click or tab gets the payment that is open already (BLK-11). None: it is
    submitted, now because nothing was to pay (FEE-4), or before. Raises Submission.DoesNotExist for anybody
    else's, Refused: version_stale, whatever obstacles its kind names, and what payments refuse.
    """
    submission = locked(submission_id)
    if submission.filer_id != by.pk:
        raise Submission.DoesNotExist
    if submission.state == SubmissionState.SUBMITTED:
        return None
    if submission.state == SubmissionState.PAYING:
        return open_payment_of(submission)
    _refuse_unready(submission, version)
    moment = clock.now()
    charged = filing_kind.of(submission).charges(submission, clock.hk(moment).date())
    submission.declared_at = moment
    if total(line for lines in charged.values() for line in lines) == 0:
        submission.save(update_fields=["declared_at"])
        audit.record_many([finish(submission, completed_at=moment, payment=None)], by=by)
        return None
    submission.state = SubmissionState.PAYING
    submission.save(update_fields=["state", "declared_at"])
    payment = orders.open_for(
        purpose=PURPOSE,
        subject=str(submission.pk),
        subject_version=submission.version,
        court=submission.court.code,
        payer=by,
        means=means,
        items=charged,
        by=by,
    ).payment
    audit.record(
        "submission.declared", submission, by=by, version=submission.version, payment=payment.reference
    )
    return payment


def open_payment_of(submission: Submission) -> Payment | None:
    """The payment that waits for this submission; None when there is none."""
    return Payment.objects.open_of(PURPOSE, str(submission.pk)).first()


def _refuse_unready(submission: Submission, version: int) -> None:
    if submission.version != version:
        raise Refused("version_stale")
    for obstacle in filing_kind.of(submission).obstacles(submission):
        raise obstacle
