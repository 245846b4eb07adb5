"""What still stands between a preparation and its declaration (BLK-2, BLK-13; A10, A11, A18)."""

from __future__ import annotations

from filing.commencing import approval_of, kinds_of
from filing.models import Submission
from filing.rules import limits
from icms.lib.errors import Refused

FORMS_OF_A_CLAIM = 2


def obstacles(submission: Submission) -> list[Refused]:
    """Everything that must be mended first, each worded by itself; nothing when it can be declared."""
    claims = submission.claims.count()
    uploads = submission.uploads
    unsound = uploads.unsound().count()
    missing = claims * FORMS_OF_A_CLAIM - uploads.present().count()
    unplaced = uploads.sound().filter(claim__isnull=True).count()
    found = []
    if not limits.CLAIMS_MIN <= claims <= limits.CLAIMS_MAX:
        found.append(
            Refused("claims_out_of_range", count=claims, least=limits.CLAIMS_MIN, most=limits.CLAIMS_MAX)
        )
    if unsound:
        found.append(Refused("files_refused", count=unsound))
    checking = uploads.checking().count()
    if checking:
        found.append(Refused("files_being_checked", count=checking))
    if missing > 0:
        found.append(Refused("forms_missing", count=missing))
    if unplaced:
        found.append(Refused("files_unplaced", count=unplaced))
    return found + _approval_obstacles(submission)


def _approval_obstacles(submission: Submission) -> list[Refused]:
    """The approval is asked again on the day: the court may have changed it since the import (A1)."""
    approval = approval_of(submission.filer)
    if approval is None:
        return [Refused("approval_missing")]
    outside = submission.claims.exclude(kind__in=kinds_of(approval)).count()
    return [Refused("kinds_outside_approval", count=outside)] if outside else []
