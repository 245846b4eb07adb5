"""The calendar proved against an oracle that counts minutes (P8: no difference over three years)."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from cases.rules.calendar import HONG_KONG, Closure, is_open, next_open
from filing.rules.filing_time import received
from tests.rules.sct_calendar import HOLIDAYS, registry, storm

SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)
MINUTES = 24 * 60
FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
STORMS = (
    storm("2025-07-02 09:10", "2025-07-02 14:35"),
    storm("2025-09-23 17:20", "2025-09-25 11:00"),
    storm("2026-08-04 12:00", "2026-08-04 13:30", "black_rainstorm"),
    storm("2026-08-04 13:15", "2026-08-05 07:00"),
    storm("2026-12-24 10:00", "2026-12-28 10:00"),
    storm("2027-03-24 16:00", "2027-03-25 17:30"),
)


class Oracle:
    """Says for each minute of the years whether the registry is open, and counts on from there."""

    def __init__(self, closures: tuple[Closure, ...]) -> None:
        self.days = (LAST - FIRST).days + 7
        self.flags = bytearray(self.days * MINUTES)
        for day in range(self.days):
            on = FIRST + timedelta(days=day)
            if on.strftime("%a") not in ("Sat", "Sun") and on not in HOLIDAYS:
                for begin, end in ((525, 780), (840, 1050)):
                    self.flags[day * MINUTES + begin : day * MINUTES + end + 1] = bytes([1]) * (
                        end - begin + 1
                    )
        for closure in closures:
            assert closure.reopens_at is not None
            begin, end = self.minute(closure.starts_at), self.minute(closure.reopens_at)
            self.flags[begin:end] = bytes(end - begin)
        self.open_minutes = [minute for minute, flag in enumerate(self.flags) if flag]

    def minute(self, moment: datetime) -> int:
        start = datetime.combine(FIRST, time.min, HONG_KONG)
        return (moment - start) // timedelta(minutes=1)

    def next_open(self, moment: datetime) -> datetime:
        minute = self.minute(moment)
        on_the_minute = moment.second == 0
        at_an_end = minute % MINUTES in (780, 1050)
        if self.flags[minute] and (on_the_minute or not at_an_end):
            return moment.replace(microsecond=0)
        minute = self.open_minutes[bisect_left(self.open_minutes, minute + (not on_the_minute))]
        return datetime.combine(FIRST, time.min, HONG_KONG) + timedelta(minutes=minute)

    def edges(self) -> Iterator[datetime]:
        """Every minute at which the registry opens or shuts."""
        start = datetime.combine(FIRST, time.min, HONG_KONG)
        for minute in range(1, ((LAST - FIRST).days + 1) * MINUTES):
            if self.flags[minute] != self.flags[minute - 1]:
                yield start + timedelta(minutes=minute)


@pytest.mark.parametrize("closures", [(), STORMS], ids=["no storm", "six storms"])
def test_no_moment_of_three_years_differs_from_the_minute_by_minute_oracle(closures):
    oracle, calendar = Oracle(closures), registry(*closures)
    chance = random.Random(38)
    start = datetime.combine(FIRST, time.min, HONG_KONG)
    moments = [
        start + timedelta(microseconds=chance.randrange(3 * 365 * 86_400_000_000)) for _ in range(20_000)
    ]
    around = [
        -61 * SECOND,
        -SECOND,
        -MICROSECOND,
        timedelta(0),
        MICROSECOND,
        SECOND,
        59 * SECOND,
        61 * SECOND,
    ]
    moments += [edge + step for edge in oracle.edges() for step in around]
    assert len(moments) > 40_000
    differing = [m for m in moments if next_open(calendar, m).at != oracle.next_open(m)]
    assert differing == []
    from_utc = [m.astimezone(UTC) for m in moments]  # as moments are stored
    assert [m for m in from_utc if received(m, calendar) != received(m.astimezone(HONG_KONG), calendar)] == []
    assert [
        m for m in moments if is_open(calendar, m) != (oracle.next_open(m) == m.replace(microsecond=0))
    ] == []
