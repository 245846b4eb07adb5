"""A preparation begins, changes and ends: nothing here is before the court yet (BLK-3, BLK-8)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import Account, Organisation
from cases.models import ApprovedClaimant, Court, DocumentType
from filing import filing_kind
from filing.bulk.intake import remove_claims, write_claims
from filing.commencing import approval_of, bulk_case_type
from filing.models import Batch, ImportCheck, Submission
from filing.rules.batch import BatchData
from filing.states import SubmissionState
from filing.transitions.files import match_files
from filing.transitions.locks import locked, locked_to_change, refuse_unless_open, touch
from icms.files import sweep as stored
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused

# BLK-8 [D]: files of a running preparation survive a lost line, and go this long after its last use.
PREPARATION_KEPT = timedelta(hours=24)
# [D] Enough for an afternoon of mending one file, and at most 400 MB of one account before compression.
CHECKS_KEPT = 20
SWEEPER = audit.SYSTEM("preparations")


@transaction.atomic(durable=True)
def keep_check(data: bytes, name: str, *, into: int | None, by: Account) -> ImportCheck:
    """Keeps an XML file for a day, so that its report can be read again; nothing is filed by it (BLK-5).

    Of one account only the newest CHECKS_KEPT are kept: checking is free, disk is not.
    """
    newest = ImportCheck.objects.filter(account=by).order_by("-checked_at").values_list("pk", flat=True)
    ImportCheck.objects.filter(account=by).exclude(pk__in=list(newest[: CHECKS_KEPT - 1])).delete()
    return ImportCheck.objects.create(
        account=by,
        submission=locked_to_change(into, by=by) if into is not None else None,
        name=name,
        packed=zlib.compress(data, 6),
        checked_at=clock.real_now(),
    )


@transaction.atomic(durable=True)
def import_batch(given: BatchData, *, into: int | None, court: Court, by: Account) -> Submission:
    """Takes a batch without errors as a preparation: a new one, or in place of the claims of `into` (BLK-3).

    The batch reference names it within the organisation, so that importing a file twice gives one preparation
    (BLK-11). Files that were uploaded before are kept and matched anew. Raises Refused: approval_missing,
    batch_already_sent, batch_being_paid, batch_with_colleague, batch_in_other_preparation.
    """
    approval = approval_of(by, court)
    if approval is None or approval.organisation_id is None:
        raise Refused("approval_missing")
    # One import of an organisation at a time: two tabs with the same file find each other's work.
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=approval.organisation_id)
    submission = _preparation_for(given, organisation, into=into, approval=approval, by=by)
    types = _document_types(submission, given)
    batch, placed = submission.batch, _placed_by_hand(submission)
    remove_claims(batch)
    claims = write_claims(batch, given, types=types)
    _place_again(submission, placed)
    match_files(submission)
    batch.batch_reference, batch.approval = given.reference, approval
    batch.approval_reference = given.approval_reference
    batch.save(update_fields=["batch_reference", "approval", "approval_reference"])
    touch(submission)
    audit.record(
        "submission.imported",
        submission,
        by=by,
        batch=given.reference,
        claims=len(claims),
        version=submission.version,
    )
    return submission


def _preparation_for(
    batch: BatchData, organisation: Organisation, *, into: int | None, approval: ApprovedClaimant, by: Account
) -> Submission:
    """The preparation that the batch belongs to, locked; a new one if there is none."""
    same = Batch.objects.filter(organisation=organisation, batch_reference=batch.reference)
    known = same.values_list("pk", flat=True).first()
    if known is not None:
        submission = locked(known)
        _refuse_used(submission, by=by)
        if into not in (None, submission.pk) or submission.court_id != approval.court_id:
            raise Refused("batch_in_other_preparation", batch=batch.reference)
        return submission
    if into is not None:
        submission = locked_to_change(into, by=by)
        if submission.court_id != approval.court_id:
            raise ValueError("a preparation stays with its court")
        return submission
    return _begin(batch, organisation, approval=approval, by=by)


def _begin(
    batch: BatchData, organisation: Organisation, *, approval: ApprovedClaimant, by: Account
) -> Submission:
    """A new preparation with its batch."""
    submission = Submission.objects.create(
        kind=filing_kind.BULK,
        court=approval.court,
        case_type=bulk_case_type(approval.court),
        organisation=organisation,
        filer=by,
        created_at=clock.now(),
        used_at=clock.real_now(),
    )
    Batch.objects.create(
        submission=submission,
        organisation=organisation,
        approval=approval,
        batch_reference=batch.reference,
    )
    return submission


def _refuse_used(submission: Submission, *, by: Account) -> None:
    batch = submission.batch.batch_reference
    if submission.state == SubmissionState.SUBMITTED:
        raise Refused("batch_already_sent", batch=batch, reference=submission.reference)
    if submission.filer_id != by.pk:
        name = submission.filer.user.name if submission.filer else ""
        raise Refused("batch_with_colleague", batch=batch, name=name)
    if submission.state == SubmissionState.PAYING:
        raise Refused("batch_being_paid", batch=batch)


def _document_types(submission: Submission, given: BatchData) -> dict[str, int]:
    """The keys of the types of the batch's forms. Raises Refused("form_not_taken") where a form is taken no more."""
    types = DocumentType.objects.commencing(submission.court_id, clock.today())
    known = dict(types.values_list("code", "pk"))
    for code in dict.fromkeys(form.code for claim in given.claims for form in claim.forms):
        if code not in known:
            raise Refused("form_not_taken")
    return known


def _placed_by_hand(submission: Submission) -> list[tuple[int, str, str]]:
    """What a person has placed: the file, the reference of its claim, the code of the form's type."""
    papers = submission.documents.filter(placed_by_hand=True, claim__isnull=False)
    return list(papers.values_list("upload_id", "claim__reference", "document_type__code"))


def _place_again(submission: Submission, placed: Sequence[tuple[int, str, str]]) -> None:
    """Puts files that a person had placed back to the claim with the same reference; the others are free again."""
    for upload, reference, code in placed:
        papers = submission.documents.filter(claim__reference=reference, document_type__code=code)
        papers.update(upload=upload, placed_by_hand=True)


@transaction.atomic(durable=True)
def discard(submission_id: int, *, by: Account) -> None:
    """Throws a preparation away, with its claims and files; its batch reference is free again.

    Raises Submission.DoesNotExist for anybody else's, Refused for one that is being paid or was sent (A33).
    """
    _remove(locked_to_change(submission_id, by=by), "submission.discarded", by=by)


def sweep(older_than: timedelta = PREPARATION_KEPT) -> int:
    """Removes preparations and checked import files that nobody used for so long (BLK-8 [D]); returns how many
    preparations went. Each is an act of its own, so that one that fails keeps none of the others."""
    before = clock.real_now() - older_than
    ImportCheck.objects.filter(checked_at__lt=before).delete()
    stale = list(Submission.objects.unused_since(before).values_list("pk", flat=True))
    return sum(_sweep_one(pk, older_than) for pk in stale)


@transaction.atomic(durable=True)
def _sweep_one(submission_id: int, older_than: timedelta) -> bool:
    """Looks again under the lock: it may have been used, paid or discarded since it was found."""
    submission = Submission.objects.select_for_update(no_key=True).filter(pk=submission_id).first()
    if submission is None or submission.used_at >= clock.real_now() - older_than:
        return False
    try:
        refuse_unless_open(submission)
    except Refused:
        return False
    _remove(submission, "submission.swept", by=SWEEPER)
    return True


def _remove(submission: Submission, action: str, *, by: audit.Actor) -> None:
    files: list[UUID] = list(submission.uploads.values_list("file_id", flat=True))
    name, called = audit.name_of(submission), filing_kind.of(submission).name_of(submission)
    batch = Batch.objects.filter(pk=submission.pk).first()
    if batch is not None:
        remove_claims(batch)
    submission.delete()
    stored.drop(files)
    audit.record(action, name, by=by, batch=called, files=len(files))
