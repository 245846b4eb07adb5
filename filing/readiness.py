"""What still stands between a batch in preparation and its declaration (BLK-2, BLK-13; A10, A11, A18)."""

from __future__ import annotations

from filing.commencing import approval_of, kinds_of
from filing.models import Claim, Submission
from filing.rules import limits
from icms.lib.errors import Refused


def obstacles_of_batch(submission: Submission) -> list[Refused]:
    """Everything that must be corrected first, each worded by itself; nothing when a batch can be declared."""
    claims = Claim.objects.of(submission).count()
    files = submission.uploads.standing()
    missing = submission.documents.count() - files["present"]
    found = []
    if not limits.CLAIMS_MIN <= claims <= limits.CLAIMS_MAX:
        found.append(
            Refused("claims_out_of_range", count=claims, least=limits.CLAIMS_MIN, most=limits.CLAIMS_MAX)
        )
    if files["unsound"]:
        found.append(Refused("files_refused", count=files["unsound"]))
    if files["checking"]:
        found.append(Refused("files_being_checked", count=files["checking"]))
    if missing > 0:
        found.append(Refused("forms_missing", count=missing))
    if files["unplaced"]:
        found.append(Refused("files_unplaced", count=files["unplaced"]))
    return found + _approval_obstacles(submission)


def _approval_obstacles(submission: Submission) -> list[Refused]:
    """The approval is asked again on the day: the court may have changed it since the import (A1)."""
    approval = approval_of(submission.filer, submission.court) if submission.filer else None
    if approval is None:
        return [Refused("approval_missing")]
    outside = Claim.objects.of(submission).exclude(kind__in=kinds_of(approval)).count()
    return [Refused("kinds_outside_approval", count=outside)] if outside else []
