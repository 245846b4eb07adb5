"""Files of a preparation: they arrive in parts, are matched, moved by hand, and removed (BLK-2, BLK-3, BLK-13)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum

from accounts.models import Account
from filing.matches import is_sound, matching_of
from filing.models import Claim, Submission, Upload
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
    claims = list(submission.claims.order_by("position"))
    uploads = {str(upload.pk): upload for upload in submission.uploads.select_related("file").order_by("pk")}
    matching = matching_of(claims, uploads.values())
    submission.uploads.update(claim=None, form="")
    placed = []
    for found in matching.matched:
        upload = uploads[found.file.id]
        upload.claim, upload.form = claims[found.claim - 1], found.form
        placed.append(upload)
    # No two of them share a place, and every place is free now, so the order of the rows does not matter.
    Upload.objects.bulk_update(placed, ["claim", "form"])
    at_hand = [upload.pk for upload in placed if upload.by_hand]
    submission.uploads.filter(by_hand=True).exclude(pk__in=at_hand).update(by_hand=False)


@transaction.atomic(durable=True)
def place(submission_id: int, upload_id: int, *, claim_id: int | None, form: str, by: Account) -> Upload:
    """Puts a file to a form of a claim by hand, whatever its name; with no claim it is matched by name again.

    What a person had put there before is free again. Raises Upload.DoesNotExist, Claim.DoesNotExist,
    Refused("file_cannot_be_placed") for a refused file.
    """
    submission = locked_to_change(submission_id, by=by)
    upload = submission.uploads.select_related("file").get(pk=upload_id)
    if not is_sound(upload):
        raise Refused("file_cannot_be_placed", name=upload.name)
    claim: Claim | None = submission.claims.get(pk=claim_id) if claim_id is not None else None
    if claim is not None:
        submission.uploads.filter(claim=claim, form=form).update(claim=None, by_hand=False)
    Upload.objects.filter(pk=upload.pk).update(
        claim=claim, form=form if claim else "", by_hand=claim is not None
    )
    match_files(submission)
    touch(submission)
    target = f"{claim.position} {form}" if claim else ""
    audit.record("submission.file_placed", submission, by=by, name=upload.name, place=target)
    upload.refresh_from_db()
    return upload


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
