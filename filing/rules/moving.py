"""Which filings a closure of the registry concerns, and when each is received under the new calendar (TIM-3).

A deemed time moves for no other reason than a closure that is entered, changed or withdrawn; a time that still waits
is worked out anew when what was missing is there (TIM-4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from cases.rules.calendar import Calendar, Closure, Reason, whole
from filing.rules.filing_time import FilingTime, received

OF_CLOSURES = frozenset({"closure", "closure_without_end"})


@dataclass(frozen=True)
class Filed:
    """A filing as the record has it: completion, deemed time (None while it waits), and why."""

    completed_at: datetime
    deemed_at: datetime | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Change:
    """A closure before and after: entered (`old` is None), ended or corrected (both), withdrawn (`new` is None)."""

    old: Closure | None
    new: Closure | None

    @property
    def closures(self) -> tuple[Closure, ...]:
        """What there is of the two."""
        return tuple(closure for closure in (self.old, self.new) if closure is not None)


def covers(closure: Closure, moment: datetime) -> bool:
    """Whether the registry is shut by the closure at the moment: at its start it is, at the reopening it is not."""
    at, start = whole(moment), whole(closure.starts_at)
    return start <= at and (closure.reopens_at is None or at < whole(closure.reopens_at))


def overlap(one: Closure, other: Closure) -> bool:
    """Whether some moment lies in both; one that begins as the other ends does not touch it."""
    first, second = sorted((one, other), key=lambda closure: closure.starts_at)
    return first.reopens_at is None or second.starts_at < first.reopens_at


def concerns(filed: Filed, change: Change) -> bool:
    """Whether completion or deemed time lies in the closure, or the deemed time came from it (TIM-3)."""
    moments = [filed.completed_at, *([filed.deemed_at] if filed.deemed_at else [])]
    if any(covers(closure, moment) for closure in change.closures for moment in moments):
        return True
    if change.old is None:
        return False
    start = whole(change.old.starts_at).isoformat()
    return any(row.code in OF_CLOSURES and row.params["starts_at"] == start for row in filed.reasons)


def after(calendar: Calendar, change: Change) -> Calendar:
    """The calendar with the change made; the same where it is made already."""
    kept = [row for row in calendar.closures if row not in (change.old, change.new)]
    return replace(calendar, closures=(*kept, *([change.new] if change.new else [])))


def moved(filed: Filed, calendar: Calendar) -> FilingTime | None:
    """The filing time under a calendar, where it or its reasons differ from the record; else None."""
    time = received(filed.completed_at, calendar)
    return None if (time.deemed_at, time.reasons) == (filed.deemed_at, filed.reasons) else time


def replayed(filings: Iterable[Filed], calendar: Calendar, change: Change) -> list[Filed]:
    """The filings as the record has them after a change of a closure: what it does not concern stays as it is."""
    new = after(calendar, change)
    result = []
    for filed in filings:
        time = moved(filed, new) if concerns(filed, change) else None
        result.append(Filed(filed.completed_at, time.deemed_at, time.reasons) if time else filed)
    return result
