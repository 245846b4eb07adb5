"""The courts as every address asks for them: read once in ten seconds, not once for each link of a page.

A court that staff add or rename is known everywhere within those seconds; in the process that saves it, at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import NamedTuple

from django.db.models.signals import post_delete, post_save

from cases.models import CaseType, Court
from icms.lib import clock

KEPT_SECONDS = 10.0


class _Kept(NamedTuple):
    read_at: float
    by_code: Mapping[str, Court]


_kept: _Kept | None = None


def by_code() -> Mapping[str, Court]:
    """Every court by the code that addresses use, in the order of the courts; at most ten seconds old."""
    global _kept
    if _kept is None or monotonic() - _kept.read_at > KEPT_SECONDS:
        rows = Court.objects.prefetch_related("case_types__modes")
        _kept = _Kept(monotonic(), {court.code: court for court in rows})
    return _kept.by_code


def commencing_in_bulk() -> list[Court]:
    """The courts in which bulk claims can be commenced on this portal today (A1, CRT-1)."""
    return [court for court in by_code().values() if any(map(_takes_bulk_claims, court.case_types.all()))]


def default_code() -> str:
    """The court that a command means where none is named: the first that takes bulk claims, or "" without one."""
    return next((court.code for court in commencing_in_bulk()), "")


def _takes_bulk_claims(case_type: CaseType) -> bool:
    opened = case_type.efiling_from
    return case_type.in_bulk_only and opened is not None and opened <= clock.today()


def forget(**_signal: object) -> None:
    """Reads the courts anew the next time: a row of them was saved, or the tables were put back."""
    global _kept
    _kept = None


for _model in (Court, CaseType):
    post_save.connect(forget, sender=_model, dispatch_uid=f"known_courts.{_model.__name__}.saved")
    post_delete.connect(forget, sender=_model, dispatch_uid=f"known_courts.{_model.__name__}.deleted")
