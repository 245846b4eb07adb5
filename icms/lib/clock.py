"""The only clock of the portal: every act reads the time here, once."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

HONG_KONG = ZoneInfo("Asia/Hong_Kong")


def now() -> datetime:
    """The present moment, aware (stored as UTC, shown in Hong Kong time)."""
    return timezone.now()


def hk(moment: datetime) -> datetime:
    """The same moment on a Hong Kong clock. Raises ValueError for a naive time: it names no moment."""
    if moment.tzinfo is None:
        raise ValueError("a naive time names no moment")
    return moment.astimezone(HONG_KONG)


def today() -> date:
    """The Hong Kong calendar day of now()."""
    return hk(now()).date()
