"""The only clock of the portal: every act reads the time here, once.

There are two times. The *court's time* (`now`, `today`) decides what a party or the court did when, what is due and
what is kept how long. The *real time* (`real_now`) serves what a machine or a guard measures: leases, due times of
jobs, links, codes, e-mail deliveries, sweeps of the disk. They differ only in the demo, where the court's time can be
moved ahead (ALL-6, ADR 17): there `ahead_by` is given the function that reads by how much. Elsewhere nobody calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
NOTHING = timedelta(0)

_read: Callable[[], timedelta] | None = None
# What was read for the request or job that runs here; an empty list: it has not asked yet.
_held: ContextVar[list[timedelta] | None] = ContextVar("court_time_ahead", default=None)


def now() -> datetime:
    """The court's present moment, aware (stored as UTC, shown in Hong Kong time)."""
    return real_now() if _read is None else real_now() + ahead()


def real_now() -> datetime:
    """The present moment by this machine's clock, whatever the court's time is."""
    return timezone.now()


def today() -> date:
    """The Hong Kong calendar day of now()."""
    return hk(now()).date()


def hk(moment: datetime) -> datetime:
    """The same moment on a Hong Kong clock. Raises ValueError for a naive time: it names no moment."""
    if moment.tzinfo is None:
        raise ValueError("a naive time names no moment")
    return moment.astimezone(HONG_KONG)


def court_time_of(real: datetime) -> datetime:
    """What the court's clock shows at a real moment, for pages that say when a link or a preparation ends."""
    return real + ahead()


def ahead() -> timedelta:
    """How far the court's time is ahead of the real time: nothing, except in the demo."""
    if _read is None:
        return NOTHING
    held = _held.get()
    if held is None:
        return _read()
    if not held:
        held.append(_read())
    return held[0]


def ahead_by(read: Callable[[], timedelta] | None) -> None:
    """Names the function that reads how far the court's time is ahead; None: it is not (any more)."""
    global _read
    _read = read


@contextmanager
def one_reading() -> Iterator[None]:
    """Reads the difference at most once within the block: a request or job lives in one time until it ends."""
    if _read is None:
        yield
        return
    before = _held.set([])
    try:
        yield
    finally:
        _held.reset(before)
