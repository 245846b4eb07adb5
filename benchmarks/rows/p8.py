"""P8: the filing time of any moment, with holidays and storms. That none is wrong is proved in tests/rules."""

from __future__ import annotations

import random
from collections import deque
from datetime import UTC, datetime, timedelta

from benchmarks.batches import SEED, Scale
from benchmarks.limits.open_hours import look_up, table
from benchmarks.measure import PROCESSOR, Line, interleave
from filing.rules.filing_time import received
from tests.rules.sct_calendar import registry, storm

GOAL = 3.0
MOMENTS = 5_000
PEER = "workalendar 10.5 (14 % wrong); pandas 110; businesstimedelta 631 (measured 2026-11-22)"
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def measure(scale: Scale) -> list[Line]:
    """Random moments of three years."""
    calendar = registry(
        storm("2025-07-20 00:00", "2025-07-21 09:40"),
        storm("2026-09-23 14:40", "2026-09-25 08:45"),
        storm("2027-08-02 10:00", "2027-08-02 16:00"),
    )
    starts, ends = table(calendar, FIRST, LAST + timedelta(days=30))
    spans = [each.astimezone(UTC) for each in starts], [each.astimezone(UTC) for each in ends]
    dice = random.Random(SEED)
    seconds = int((LAST - FIRST).total_seconds())
    moments = [FIRST + timedelta(seconds=dice.randrange(seconds)) for _ in range(MOMENTS)]
    assert all(_agree(received(moment, calendar).deemed_at, look_up(spans, moment)) for moment in moments)
    rounds = interleave(
        lambda: deque((received(moment, calendar) for moment in moments), maxlen=0),
        lambda: deque((look_up(spans, moment) for moment in moments), maxlen=0),
        rounds=scale.rounds,
        clock=PROCESSOR,
    )
    return [rounds.line(f"P8 {MOMENTS:,} filing times", "pure Python", goal=GOAL, peer=PEER)]


def _agree(ours: datetime | None, least: datetime) -> bool:
    """The limit's spans end on the minute; the last second of opening hours is the portal's alone."""
    return ours is not None and (ours == least or ours.second > 0)
