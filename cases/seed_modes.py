"""The modes of use that are known today (CRT-1, icms-general 8.3)."""

from __future__ import annotations

from datetime import date

from cases.models import CaseType, ModeOfUse
from cases.rules.modes import Mode

# The High Court's electronic types: due with a law firm's first new case. From when the represented must use the
# portal, in the last quarter of 2026, staff enter.
FIRST_NEW_CASE_FROM = date(2026, 6, 1)


def load_modes() -> None:
    """The duty of law firms in the High Court, for each type that has no row of a mode yet."""
    open_types = CaseType.objects.filter(court__code="hc", efiling_from__isnull=False, modes__isnull=True)
    ModeOfUse.objects.bulk_create(
        ModeOfUse(case_type=case_type, mode=Mode.FIRST_NEW_CASE, valid_from=FIRST_NEW_CASE_FROM)
        for case_type in open_types
    )
