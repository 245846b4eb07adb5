"""The files of a preparation beside the forms that its claims name (BLK-3, A12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from filing.bulk.matching import Arrived, FormName, Matched, Matching, match
from filing.models import Claim, Upload
from filing.rules.claim import ClaimData, FormData
from icms.files.models import ScanState


@dataclass(frozen=True)
class _Forms:
    """The part of a claim that matching reads."""

    form_1: FormData
    form_2: FormData


def matching_of(claims: Sequence[Claim], uploads: Iterable[Upload]) -> Matching:
    """Which file is which form. Files that were refused or found infected count for nothing.

    `claims` in the order of the batch; `uploads` with their `file` and, where placed by hand, their `claim`.
    """
    counted = [upload for upload in uploads if is_sound(upload)]
    named = [
        _Forms(
            FormData(claim.form_1_name, claim.form_1_sha256), FormData(claim.form_2_name, claim.form_2_sha256)
        )
        for claim in claims
    ]
    numbers = {claim.pk: number for number, claim in enumerate(claims, start=1)}
    by_hand = [
        Matched(numbers[upload.claim_id], cast(FormName, upload.form), _arrived(upload))
        for upload in counted
        if upload.by_hand and upload.claim_id in numbers
    ]
    return match(cast(list[ClaimData], named), [_arrived(each) for each in counted], by_hand=by_hand)


def is_sound(upload: Upload) -> bool:
    """Neither refused nor found infected; its sealing may still be rehearsed."""
    return not upload.file.refused and upload.file.scan_state != ScanState.INFECTED


def _arrived(upload: Upload) -> Arrived:
    return Arrived(str(upload.pk), upload.given_name or upload.name, upload.file.sha256)
