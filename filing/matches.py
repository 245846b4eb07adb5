"""The files of a preparation beside the papers that it names (BLK-3, A12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from filing.bulk.matching import Arrived, Matched, Matching, Place, match
from filing.models import SubmittedDocument, Upload
from filing.rules.claim import FormData
from icms.files.models import ScanState


def matching_of(documents: Sequence[SubmittedDocument], uploads: Iterable[Upload]) -> Matching:
    """Which file is which form of which claim. Files that were refused or found infected count for nothing.

    `documents` are the papers of all claims with their types, claim by claim in the order of the batch: the numbers of
    claims in the answer count from 1 in that order.
    """
    counted = [upload for upload in uploads if is_sound(upload)]
    expected: dict[int | None, list[FormData]] = defaultdict(list)
    hand: dict[int | None, tuple[int | None, str]] = {}
    for document in documents:
        code = document.document_type.code
        expected[document.claim_id].append(FormData(code, document.expected_name, document.expected_sha256))
        if document.placed_by_hand:
            hand[document.upload_id] = document.claim_id, code
    numbers = {claim: number for number, claim in enumerate(expected, start=1)}
    by_hand = [
        Matched(numbers[hand[upload.pk][0]], hand[upload.pk][1], _arrived(upload))
        for upload in counted
        if upload.pk in hand
    ]
    return match(expected.values(), [_arrived(each) for each in counted], by_hand=by_hand)


def placed_at(documents: Sequence[SubmittedDocument]) -> dict[Place, SubmittedDocument]:
    """The papers of claims by the places that `matching_of` speaks of."""
    numbers: dict[int | None, int] = {}
    for document in documents:
        numbers.setdefault(document.claim_id, len(numbers) + 1)
    return {(numbers[each.claim_id], each.document_type.code): each for each in documents}


def is_sound(upload: Upload) -> bool:
    """Neither refused nor found infected; its sealing may still be rehearsed."""
    return not upload.file.refused and upload.file.scan_state != ScanState.INFECTED


def _arrived(upload: Upload) -> Arrived:
    return Arrived(str(upload.pk), upload.given_name or upload.name, upload.file.sha256)
