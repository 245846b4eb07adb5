"""Files of a preparation: they arrive in parts, are matched, moved by hand, and removed (BLK-2, BLK-3, BLK-13)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum

from accounts.models import Account
from filing.matches import is_sound, matching_of, placed_at
from filing.models import Submission, SubmittedDocument, Upload
from filing.rules import limits
from filing.transitions.locks import locked_to_change, touch
from icms.files import sweep as stored
from icms.files.inspect import Finding
from icms.files.keep import keep_all
from icms.files.models import StoredFile
from icms.files.receive import Arrived
from icms.kernel import audit
from icms.kernel.crash_points import crash
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.file_names import file_key

Checked = tuple[Arrived, Finding]
Known = tuple[str, str]  # key of the file's name, SHA-256


@transaction.atomic(durable=True)
def receive(submission_id: int, part: Sequence[Checked], *, by: Account) -> list[Upload]:
    """Keeps the checked files of one part, refused ones too, and matches them; their rows in the order given.

    A file that is here already under the same name with the same bytes is not kept twice, so a part can be sent
    again. A refused file goes when another of its name comes. Raises Refused("submission_too_large") above
    500 MB together (A11); then nothing of the part is kept.
    """
    submission = locked_to_change(submission_id, by=by)
    present = list(submission.uploads.select_related("file"))
    known = {(_key_of(upload), upload.file.sha256): upload for upload in present}
    keys: list[Known] = [(file_key(arrived.given_name), arrived.sha256) for arrived, _ in part]
    fresh: dict[Known, Checked] = {}
    for key, checked in zip(keys, part, strict=True):
        if key not in known:
            fresh.setdefault(key, checked)
    if not fresh:  # the same part again: what the filer saw and declares is still the same
        return [known[key] for key in keys]
    names = {name for name, _ in fresh}
    _remove([upload for upload in present if _key_of(upload) in names and not is_sound(upload)])
    _refuse_too_large(submission, sum(arrived.size or 0 for arrived, _ in fresh.values()))
    rows = _record(submission, list(fresh.values()))
    known |= dict(zip(fresh, rows, strict=True))
    match_files(submission)
    touch(submission)
    crash("upload.recorded")
    audit.record(
        "submission.files_received", submission, by=by, files=_listed(rows), version=submission.version
    )
    return [known[key] for key in keys]


def _key_of(upload: Upload) -> str:
    """The key of the name that the file was given; of its shown name where it came before given names were kept."""
    return file_key(upload.given_name or upload.name)


def _refuse_too_large(submission: Submission, more: int) -> None:
    """Exactly at the limit is allowed (BLK-2). The submission's lock keeps two parts from passing together."""
    held = submission.uploads.aggregate(bytes=Sum("file__size"))["bytes"] or 0
    if held + more > limits.SUBMISSION_BYTES_MAX:
        most = limits.SUBMISSION_BYTES_MAX // limits.MEGABYTE
        raise Refused("submission_too_large", limit=most, held=held // limits.MEGABYTE)


def _record(submission: Submission, fresh: Sequence[Checked]) -> list[Upload]:
    kept = keep_all(fresh, to_be_sealed=True)
    moment = clock.now()
    rows = [
        Upload(
            submission=submission,
            file=file,
            name=arrived.name or "",
            given_name=arrived.given_name,
            arrived_at=moment,
        )
        for (arrived, _), file in zip(fresh, kept, strict=True)
    ]
    return Upload.objects.bulk_create(rows)


def _listed(rows: Sequence[Upload]) -> list[dict[str, object]]:
    return [{"name": row.name, "sha256": row.file.sha256, "verdict": str(row.file.verdict)} for row in rows]


def match_files(submission: Submission) -> None:
    """Puts every file where it belongs; a step of each act that changes claims or files."""
    papers = list(submission.documents.of_claims())
    uploads = {str(upload.pk): upload for upload in submission.uploads.select_related("file").order_by("pk")}
    matching = matching_of(papers, uploads.values())
    by_hand = {paper.upload_id for paper in papers if paper.placed_by_hand}
    places = placed_at(papers)
    placed = []
    for found in matching.matched:
        paper = places[found.claim, found.form]
        paper.upload_id = int(found.file.id)
        paper.placed_by_hand = paper.upload_id in by_hand
        placed.append(paper)
    submission.documents.filter(upload__isnull=False).update(upload=None, placed_by_hand=False)
    # No two of them share a file, and every file is free now, so the order of the rows does not matter.
    SubmittedDocument.objects.bulk_update(placed, ["upload", "placed_by_hand"])


@transaction.atomic(durable=True)
def place(submission_id: int, upload_id: int, *, document_id: int | None, by: Account) -> Upload:
    """Makes a file the file of a paper by hand, whatever its name; with no paper it is matched by name again.

    What was there before is free again. Raises Upload.DoesNotExist, SubmittedDocument.DoesNotExist,
    Refused("file_cannot_be_placed") for a refused file.
    """
    submission = locked_to_change(submission_id, by=by)
    upload = submission.uploads.select_related("file").get(pk=upload_id)
    if not is_sound(upload):
        raise Refused("file_cannot_be_placed", name=upload.name)
    papers = submission.documents.select_related("claim", "document_type")
    paper = papers.get(pk=document_id) if document_id is not None else None
    submission.documents.filter(upload=upload).update(upload=None, placed_by_hand=False)
    if paper is not None:
        paper.upload, paper.placed_by_hand = upload, True
        paper.save(update_fields=["upload", "placed_by_hand"])
    match_files(submission)
    touch(submission)
    target = _place_in_words(paper) if paper else ""
    audit.record("submission.file_placed", submission, by=by, name=upload.name, place=target)
    return submission.uploads.select_related("file").get(pk=upload.pk)


def _place_in_words(paper: SubmittedDocument) -> str:
    """Which paper it is, for the audit trail: `3 form_1`."""
    return f"{paper.claim.position if paper.claim else paper.position} {paper.document_type.code}"


@transaction.atomic(durable=True)
def remove(submission_id: int, upload_ids: Sequence[int], *, by: Account) -> int:
    """Takes files out of a preparation for good; files that are not there are passed over. Returns how many went."""
    submission = locked_to_change(submission_id, by=by)
    gone = list(submission.uploads.filter(pk__in=upload_ids).select_related("file"))
    if not gone:
        return 0
    listed = _listed(gone)
    _remove(gone)
    match_files(submission)
    touch(submission)
    audit.record("submission.files_removed", submission, by=by, files=listed, version=submission.version)
    return len(gone)


def _remove(uploads: Sequence[Upload]) -> None:
    if uploads:
        files: list[StoredFile] = [upload.file for upload in uploads]
        Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()
        stored.drop([file.pk for file in files])
