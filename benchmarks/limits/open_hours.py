"""The limit of a filing time: a table of every open span, looked up by halving (P8)."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta

from cases.rules.calendar import Calendar, is_open, next_open

Table = tuple[list[datetime], list[datetime]]


def table(calendar: Calendar, first: datetime, last: datetime) -> Table:
    """Start and end (still open) of every span of the calendar between two moments, to the minute."""
    starts: list[datetime] = []
    ends: list[datetime] = []
    at = next_open(calendar, first).at
    while at is not None and at < last:
        starts.append(at)
        while is_open(calendar, at + timedelta(minutes=1)):
            at += timedelta(minutes=1)
        ends.append(at)
        at = next_open(calendar, at + timedelta(minutes=1)).at
    return starts, ends


def look_up(spans: Table, moment: datetime) -> datetime:
    """The moment itself while the registry is open, else the next opening."""
    starts, ends = spans
    at = bisect_right(starts, moment)
    return moment if at and moment <= ends[at - 1] else starts[at]
