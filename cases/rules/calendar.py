"""When a registry is open: weekly hours, general holidays and closures, and the next opening after a moment.

Every time here is Hong Kong time in whole seconds. Sources: A37, A40; TIM-1, TIM-3, TIM-4.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

# The same zone as icms.lib.clock.HONG_KONG, named again because rules do not import Django.
HONG_KONG = ZoneInfo("Asia/Hong_Kong")

# A registry that does not open for so long has no hours entered: the walk stops and the time waits [D].
DAYS_TO_SEARCH = 400

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
# Since the last summer time ended in October 1979 Hong Kong's clocks are eight hours ahead of UTC. From UTC, the zone
# of every stored moment, adding them takes half the time of `astimezone`; a test holds the two against each other.
AHEAD_OF_UTC = timedelta(hours=8)
AHEAD_SINCE = datetime(1980, 1, 1, tzinfo=UTC)
_combine = datetime.combine
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class Hours:
    """One weekly span: Monday is 0; both ends count as open; `valid_to` is the last day it holds (TIM-1)."""

    weekday: int
    opens: time
    closes: time
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Closure:
    """The registry is shut from `starts_at` until just before `reopens_at`; None: not yet known (TIM-3)."""

    kind: str
    starts_at: datetime
    reopens_at: datetime | None
    label: str = ""


@dataclass(frozen=True)
class Reason:
    """One step that moved a time; the views word it from `code` and `params` (times and dates in ISO form).

    Moved by before_opening (opens_at), lunch (closed_at, opens_at), after_closing (closed_at), saturday,
    sunday and no_hours (date), general_holiday (date, name), closure (kind, label, starts_at, reopens_at).
    Waiting for closure_without_end (kind, label, starts_at), holidays_unknown (year), no_hours (date).
    Not moved: open.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


OPEN = (Reason("open"),)


class Opening(NamedTuple):
    """The first open moment at or after a moment, and why; `at` is None while it cannot be told."""

    at: datetime | None
    reasons: tuple[Reason, ...]


Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Calendar:
    """A snapshot of one registry's rows. It remembers the days it has judged: build a new one after an edit.

    A year outside `known_years` has no holiday rows: nothing in it can be judged (TIM-4).
    """

    hours: tuple[Hours, ...]
    holidays: Mapping[date, str]
    known_years: frozenset[int]
    closures: tuple[Closure, ...]
    _judged: dict[int, _Day] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def _shut(self) -> tuple[tuple[datetime, datetime | None, Closure], ...]:
        return tuple((whole(c.starts_at), c.reopens_at and whole(c.reopens_at), c) for c in self.closures)


# A day cut where the answer can change: the second has what holds from each start in the first; None means open.
# A plain tuple, which is taken apart far more quickly than a named one, and every filing time does it (P8).
_Day = tuple[tuple[datetime, ...], tuple[Opening | None, ...]]


def whole(moment: datetime) -> datetime:
    """The moment on a Hong Kong clock, cut to whole seconds (TIM-1).

    Raises ValueError for a naive time and for the last hours of the year 9999, which end in no year here.
    """
    try:
        if moment.tzinfo is UTC and moment >= AHEAD_SINCE:
            ahead = moment + AHEAD_OF_UTC
            at = _combine(ahead, ahead.time(), HONG_KONG)
        elif moment.tzinfo is None:
            raise ValueError("a naive time names no moment")
        else:
            at = moment.astimezone(HONG_KONG)
    except OverflowError as beyond:
        raise ValueError("the moment lies beyond the calendar") from beyond
    return at - timedelta(microseconds=at.microsecond) if at.microsecond else at


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Whether the registry is open at the moment (A37, A40); in an unknown year that is not known: False."""
    return moved(calendar, whole(moment)) is None


def next_open(calendar: Calendar, moment: datetime) -> Opening:
    """The moment itself in open hours, else the next opening, with every step that moved it (A37, A40).

    `at` is None while a closure has no end, a year has no holidays (TIM-4) or no hours are entered.
    Raises ValueError for a naive time.
    """
    at = whole(moment)
    return moved(calendar, at) or Opening(at, OPEN)


def closes_at(calendar: Calendar, moment: datetime) -> datetime | None:
    """When the registry shuts next, for a countdown (TIM-5); None while it is closed.

    The end of the span that holds the moment (still open then), or an earlier closure (shut then).
    """
    at = whole(moment)
    if not is_open(calendar, at):
        return None
    end = next(closes for opens, closes in _spans(calendar, at.date()) if opens <= at <= closes)
    ahead = (start for start, stop, _ in calendar._shut if at < start and (stop is None or start < stop))
    return min([end, *ahead])


def moved(calendar: Calendar, at: datetime) -> Opening | None:
    """None when the registry is open at a moment as `whole` gives it, else where that moment moves to."""
    number = at.toordinal()
    day = calendar._judged.get(number)
    if day is None:
        on = at.date()
        if on.year not in calendar.known_years:
            return _walk(calendar, at)
        day = calendar._judged[number] = _judge(calendar, on)
    starts, answers = day
    return answers[bisect_right(starts, at) - 1]


def _judge(calendar: Calendar, on: date) -> _Day:
    """Works out every answer of a day once: all moments between two cuts move alike, for the same reasons."""
    midnight = _at(on)
    cuts = {midnight}
    for opens, closes in _spans(calendar, on):
        cuts |= {opens, closes + SECOND}
    for start, stop, _ in calendar._shut:
        cuts |= {start, stop or start}
    starts = tuple(sorted(cut for cut in cuts if cut.date() == on))
    walked = (_walk(calendar, start) for start in starts)
    return starts, tuple(None if way.reasons == OPEN else way for way in walked)


def _walk(calendar: Calendar, moment: datetime) -> Opening:
    """The rule itself: out of a closure, then to the registry's hours, until both agree."""
    at, reasons = moment, list[Reason]()
    while True:
        closure = _closure_at(calendar, at)
        if closure is not None:
            reopens, reason = closure
            reasons.append(reason)
            if reopens is None:
                return Opening(None, tuple(reasons))
            at = reopens
            continue
        opening, steps = _into_hours(calendar, at)
        reasons += steps
        if opening is None or opening == at:
            return Opening(opening, tuple(reasons) or OPEN)
        at = opening


def _closure_at(calendar: Calendar, at: datetime) -> tuple[datetime | None, Reason] | None:
    """The longest closure that covers a moment: when it ends (None: unknown), and the reason."""
    shut = [row for row in calendar._shut if row[0] <= at and (row[1] is None or at < row[1])]
    if not shut:
        return None
    start, stop, closure = max(shut, key=lambda row: (row[1] is None, row[1] or row[0]))
    params = {"kind": closure.kind, "label": closure.label, "starts_at": start.isoformat()}
    if stop is None:
        return None, Reason("closure_without_end", params)
    return stop, Reason("closure", params | {"reopens_at": stop.isoformat()})


def _into_hours(calendar: Calendar, at: datetime) -> tuple[datetime | None, list[Reason]]:
    """The first moment at or after `at` within the weekly hours, closures apart, and each step to it."""
    steps: list[Reason] = []
    on = at.date()
    for _ in range(DAYS_TO_SEARCH):
        if on.year not in calendar.known_years:
            return None, [*steps, Reason("holidays_unknown", {"year": str(on.year)})]
        if not any(on <= (row.valid_to or date.max) for row in calendar.hours):
            break
        spans = _spans(calendar, on)
        if not spans:
            steps.append(_why_shut(calendar, on))
        elif on > at.date():
            return spans[0][0], steps
        else:
            opening, step = _within(spans, at)
            steps += step
            if opening is not None:
                return opening, steps
        on += DAY
    return None, [*steps, Reason("no_hours", {"date": on.isoformat()})]


def _within(spans: list[Span], at: datetime) -> tuple[datetime | None, list[Reason]]:
    """Where a moment of an opening day moves to on that day (None: not on that day), and why."""
    closed: datetime | None = None
    for opens, closes in spans:
        if opens <= at <= closes:
            return at, []
        if at < opens and closed is None:
            return opens, [Reason("before_opening", {"opens_at": opens.isoformat()})]
        if at < opens and closed is not None:
            return opens, [Reason("lunch", {"closed_at": closed.isoformat(), "opens_at": opens.isoformat()})]
        closed = closes
    return None, [Reason("after_closing", {"closed_at": spans[-1][1].isoformat()})]


def _why_shut(calendar: Calendar, on: date) -> Reason:
    """Why a day has no hours. A holiday that falls on a Saturday is called by its name."""
    if on in calendar.holidays:
        return Reason("general_holiday", {"date": on.isoformat(), "name": calendar.holidays[on]})
    code = {SATURDAY: "saturday", SUNDAY: "sunday"}.get(on.weekday(), "no_hours")
    return Reason(code, {"date": on.isoformat()})


def _spans(calendar: Calendar, on: date) -> list[Span]:
    """The spans of a day in order, joined where they touch; none on a general holiday."""
    if on in calendar.holidays:
        return []
    rows = sorted(
        (_at(on, row.opens), _at(on, row.closes))
        for row in calendar.hours
        if row.weekday == on.weekday() and row.valid_from <= on <= (row.valid_to or date.max)
    )
    spans: list[Span] = []
    for opens, closes in rows:
        if spans and opens <= spans[-1][1] + SECOND:
            spans[-1] = (spans[-1][0], max(spans[-1][1], closes))
        elif opens <= closes:
            spans.append((opens, closes))
    return spans


def _at(on: date, clock: time = time.min) -> datetime:
    return datetime.combine(on, clock.replace(microsecond=0), tzinfo=HONG_KONG)
