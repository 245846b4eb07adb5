"""The deemed time of receipt (A37 to A40; TIM-1 to TIM-4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.calendar import HONG_KONG, Calendar, Closure, Hours, _walk, is_open, next_open
from filing.rules.filing_time import FilingTime, received
from tests.rules.sct_calendar import HOLIDAYS, hk, registry, storm


def deemed(completed: str, *closures: Closure) -> datetime | None:
    return received(hk(completed), registry(*closures)).deemed_at


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        ("2026-11-25 10:00:00", "2026-11-25 10:00:00"),  # Wednesday: example 1
        ("2026-11-23 19:00:00", "2026-11-24 08:45:00"),  # Monday evening: example 2
        ("2026-11-27 18:00:00", "2026-11-30 08:45:00"),  # Friday evening
        ("2026-11-28 10:00:00", "2026-11-30 08:45:00"),  # Saturday
        ("2026-11-29 10:00:00", "2026-11-30 08:45:00"),  # Sunday
        ("2026-11-25 13:20:00", "2026-11-25 14:00:00"),  # lunch
        ("2026-11-25 08:44:59", "2026-11-25 08:45:00"),
        ("2026-11-25 00:00:00", "2026-11-25 08:45:00"),
        ("2026-09-30 18:00:00", "2026-10-02 08:45:00"),  # eve of National Day
        ("2026-02-16 17:31:00", "2026-02-20 08:45:00"),  # eve of Lunar New Year
        ("2026-12-24 18:00:00", "2026-12-28 08:45:00"),  # Christmas before a weekend
    ],
)
def test_a37_a_document_received_in_closed_hours_counts_as_received_at_the_next_opening(completed, expected):
    assert deemed(completed) == hk(expected)


@pytest.mark.parametrize("on", sorted(HOLIDAYS), ids=str)
def test_a37_nothing_is_received_on_a_general_holiday(on):
    time = received(datetime(on.year, on.month, on.day, 10, tzinfo=HONG_KONG), registry())
    assert time.deemed_at is not None
    assert time.deemed_at.date() > on
    assert time.deemed_at.date() not in HOLIDAYS
    assert time.deemed_at.weekday() < 5
    assert time.reasons[0].code == "general_holiday"


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        ("2026-11-25 17:29:59", "2026-11-25 17:29:59"),
        ("2026-11-25 17:30:00", "2026-11-25 17:30:00"),
        ("2026-11-25 17:30:00.999999", "2026-11-25 17:30:00"),
        ("2026-11-25 17:30:01", "2026-11-26 08:45:00"),
        ("2026-11-25 17:31:00", "2026-11-26 08:45:00"),  # begun at 17:25, paid at 17:31
    ],
)
def test_a38_the_completion_of_everything_decides_however_early_the_sending_began(completed, expected):
    assert deemed(completed) == hk(expected)


def test_a39_the_submission_time_is_the_completion_to_the_second_and_not_the_deemed_time():
    time = received(datetime(2026, 11, 23, 11, 0, 7, 654321, tzinfo=UTC), registry())
    assert time.submitted_at == hk("2026-11-23 19:00:07")
    assert time.submitted_at.tzinfo is HONG_KONG
    assert time.deemed_at == hk("2026-11-24 08:45")
    assert [reason.code for reason in time.reasons] == ["after_closing"]


def test_a40_a_storm_without_end_keeps_the_deemed_time_waiting():
    time = received(hk("2026-11-24 11:00"), registry(storm("2026-11-24 10:00", None)))
    assert time.deemed_at is None
    assert [reason.code for reason in time.reasons] == ["closure_without_end"]


@pytest.mark.parametrize(
    ("reopens", "expected"),
    [("2026-11-24 14:00", "2026-11-24 14:00"), ("2026-11-24 18:00", "2026-11-25 08:45")],
)
def test_a40_a_filing_in_a_storm_is_received_when_the_registry_next_opens(reopens, expected):
    assert deemed("2026-11-24 11:00", storm("2026-11-24 10:00", reopens)) == hk(expected)


def test_a40_a_filing_before_the_storm_keeps_its_time():
    assert deemed("2026-11-24 09:59:59", storm("2026-11-24 10:00", None)) == hk("2026-11-24 09:59:59")


def test_a40_a_storm_that_covers_the_next_opening_moves_it():
    assert deemed("2026-11-23 19:00", storm("2026-11-24 05:00", "2026-11-24 10:40")) == hk("2026-11-24 10:40")


def test_an_unmoved_time_says_open():
    time = received(hk("2026-11-25 10:00"), registry())
    assert time == FilingTime(hk("2026-11-25 10:00"), hk("2026-11-25 10:00"), time.reasons)
    assert [reason.code for reason in time.reasons] == ["open"]


def test_a_naive_completion_is_refused():
    with pytest.raises(ValueError, match="naive"):
        received(hk("2026-11-25 10:00").replace(tzinfo=None), registry())


def test_a_year_without_holidays_keeps_the_deemed_time_waiting():
    time = received(hk("2028-12-29 18:00"), registry())
    assert time.deemed_at is None
    assert [reason.code for reason in time.reasons][-1] == "holidays_unknown"


# The days around New Year, Lunar New Year and the storms, where steps come close together.
EARLIEST, LATEST = datetime(2026, 1, 30, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
MOMENTS = st.datetimes(EARLIEST.replace(tzinfo=None), LATEST.replace(tzinfo=None), timezones=st.just(UTC))
LENGTHS = st.integers(0, 90 * 60).map(lambda minutes: timedelta(minutes=minutes))
CLOSURES = st.builds(
    lambda starts_at, length: Closure("gale_warning", starts_at, starts_at + length), MOMENTS, LENGTHS
)
OPEN_ENDED = st.builds(lambda starts_at: Closure("gale_warning", starts_at, None), MOMENTS)
CALENDARS = st.lists(CLOSURES, max_size=4).map(lambda closures: registry(*closures))
ANY_CALENDARS = st.lists(CLOSURES | OPEN_ENDED, max_size=4).map(lambda closures: registry(*closures))


@given(MOMENTS, ANY_CALENDARS)
def test_nothing_is_received_before_it_was_submitted_nor_in_closed_hours(
    completed: datetime, calendar: Calendar
):
    time = received(completed, calendar)
    assert time.submitted_at == completed.replace(microsecond=0)
    if time.deemed_at is None:
        assert time.reasons[-1].code == "closure_without_end"
    else:
        assert time.deemed_at >= time.submitted_at
        assert time.deemed_at.microsecond == 0
        assert is_open(calendar, time.deemed_at)
        assert (time.deemed_at == time.submitted_at) == (time.reasons[0].code == "open")


@given(MOMENTS, ANY_CALENDARS)
def test_the_day_looked_up_gives_what_the_rule_walked_anew_gives(completed: datetime, calendar: Calendar):
    at = completed.astimezone(HONG_KONG).replace(microsecond=0)
    opening = _walk(calendar, at)
    assert received(completed, calendar) == FilingTime(at, opening.at, opening.reasons)


@given(MOMENTS, CALENDARS)
def test_a_deemed_time_is_its_own_deemed_time(completed: datetime, calendar: Calendar):
    first = received(completed, calendar).deemed_at
    assert first is not None
    assert received(first, calendar).deemed_at == first


@given(MOMENTS, MOMENTS, CALENDARS)
def test_who_completes_earlier_is_never_received_later(one: datetime, other: datetime, calendar: Calendar):
    times = [received(moment, calendar).deemed_at for moment in sorted((one, other))]
    assert times[0] is not None
    assert times[1] is not None
    assert times[0] <= times[1]


@given(MOMENTS, ANY_CALENDARS, CLOSURES | OPEN_ENDED)
def test_one_more_closure_never_makes_a_deemed_time_earlier(
    completed: datetime, calendar: Calendar, more: Closure
):
    before = received(completed, calendar).deemed_at
    after = received(completed, replace(calendar, closures=(*calendar.closures, more))).deemed_at
    assert after is None or (before is not None and before <= after)


@given(MOMENTS, CALENDARS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_decides_nothing(completed: datetime, calendar: Calendar, chance):
    hours: list[Hours] = list(calendar.hours)
    closures = list(calendar.closures)
    chance.shuffle(hours)
    chance.shuffle(closures)
    shuffled = replace(calendar, hours=tuple(hours), closures=tuple(closures))
    assert next_open(shuffled, completed).at == next_open(calendar, completed).at
