"""The registry's calendar (A37, A40; TIM-1, TIM-3, TIM-4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays as holidays_library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.calendar import (
    HONG_KONG,
    OPEN,
    Calendar,
    Closure,
    Hours,
    Opening,
    closes_at,
    is_open,
    next_open,
    whole,
)
from tests.rules.sct_calendar import HOLIDAYS, HOURS, hk, registry, storm

NAIVE = hk("2026-11-25 10:00").replace(tzinfo=None)


def codes(opening: Opening) -> list[str]:
    return [reason.code for reason in opening.reasons]


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("08:44:59.999999", False),
        ("08:45:00", True),
        ("13:00:00", True),
        ("13:00:00.999999", True),
        ("13:00:01", False),
        ("13:59:59", False),
        ("14:00:00", True),
        ("17:30:00", True),
        ("17:30:00.999999", True),
        ("17:30:01", False),
    ],
)
def test_both_ends_of_a_span_are_open_and_times_are_cut_to_whole_seconds(clock, expected):
    assert is_open(registry(), hk(f"2026-11-25 {clock}")) is expected


def test_the_moment_may_come_in_any_zone():
    utc = datetime(2026, 11, 25, 0, 44, 59, tzinfo=UTC)
    assert next_open(registry(), utc).at == hk("2026-11-25 08:45")
    in_new_york = hk("2026-11-25 10:00").astimezone(ZoneInfo("America/New_York"))
    at = next_open(registry(), in_new_york).at
    assert at is not None
    assert at.tzinfo is HONG_KONG
    assert at == in_new_york


HALF_A_DAY = timedelta(hours=12)
FIRST, LAST = datetime(1977, 1, 1, 0, 30, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
FAR = datetime(9999, 12, 31, 15, tzinfo=UTC).replace(tzinfo=None)


def test_the_hong_kong_clock_is_that_of_the_zone_at_every_noon_and_midnight_summer_time_included():
    moments = [FIRST + number * HALF_A_DAY for number in range((LAST - FIRST) // HALF_A_DAY)]
    summer_and_winter = {moment.astimezone(HONG_KONG).utcoffset() for moment in moments}
    assert len(summer_and_winter) == 2
    differing = [moment for moment in moments if not _same_clock(whole(moment), moment)]
    assert differing == []


@given(st.datetimes(max_value=FAR, timezones=st.just(UTC)))
def test_a_moment_in_utc_comes_to_the_clock_and_zone_that_the_zone_gives(moment: datetime):
    assert _same_clock(whole(moment), moment)
    assert whole(moment).tzinfo is HONG_KONG


def _same_clock(at: datetime, moment: datetime) -> bool:
    """Compared without zones: two times of one zone are equal by their clocks, of two zones by their moments."""
    zoned = moment.astimezone(HONG_KONG).replace(microsecond=0)
    return at.replace(tzinfo=None) == zoned.replace(tzinfo=None) and at.fold == zoned.fold


def test_a_naive_time_and_a_time_beyond_the_calendar_are_refused():
    with pytest.raises(ValueError, match="naive"):
        next_open(registry(), NAIVE)
    with pytest.raises(ValueError, match="naive"):
        next_open(registry(Closure("gale_warning", NAIVE, None)), hk("2026-11-25 10:00"))
    with pytest.raises(ValueError, match="beyond"):
        next_open(registry(), datetime.max.replace(tzinfo=UTC))


def test_an_open_moment_is_not_moved_and_says_so():
    assert next_open(registry(), hk("2026-11-25 10:00")) == Opening(hk("2026-11-25 10:00"), OPEN)


def test_every_step_that_moves_a_time_is_told_in_order():
    opening = next_open(registry(), hk("2026-04-02 18:00"))
    assert opening.at == hk("2026-04-08 08:45")
    assert [(reason.code, reason.params.get("date")) for reason in opening.reasons] == [
        ("after_closing", None),
        ("general_holiday", "2026-04-03"),
        ("general_holiday", "2026-04-04"),
        ("sunday", "2026-04-05"),
        ("general_holiday", "2026-04-06"),
        ("general_holiday", "2026-04-07"),
    ]
    assert opening.reasons[0].params == {"closed_at": "2026-04-02T17:30:00+08:00"}
    assert opening.reasons[1].params["name"] == "General holiday 3/4"


def test_the_reasons_of_a_day_name_the_hours_that_moved_the_time():
    early = next_open(registry(), hk("2026-11-25 07:00"))
    assert [(r.code, dict(r.params)) for r in early.reasons] == [
        ("before_opening", {"opens_at": "2026-11-25T08:45:00+08:00"})
    ]
    lunch = next_open(registry(), hk("2026-11-25 13:20"))
    assert [(r.code, dict(r.params)) for r in lunch.reasons] == [
        ("lunch", {"closed_at": "2026-11-25T13:00:00+08:00", "opens_at": "2026-11-25T14:00:00+08:00"})
    ]
    weekend = next_open(registry(), hk("2026-11-27 18:00"))
    assert (weekend.at, codes(weekend)) == (hk("2026-11-30 08:45"), ["after_closing", "saturday", "sunday"])


def test_a_closure_is_shut_from_its_start_until_just_before_its_end():
    calendar = registry(storm("2026-11-24 10:00", "2026-11-24 14:00"))
    assert is_open(calendar, hk("2026-11-24 09:59:59"))
    assert not is_open(calendar, hk("2026-11-24 10:00:00"))
    moved = next_open(calendar, hk("2026-11-24 10:00:00"))
    assert moved.at == hk("2026-11-24 14:00")
    assert [(r.code, dict(r.params)) for r in moved.reasons] == [
        (
            "closure",
            {
                "kind": "gale_warning",
                "label": "Signal No. 8",
                "starts_at": "2026-11-24T10:00:00+08:00",
                "reopens_at": "2026-11-24T14:00:00+08:00",
            },
        )
    ]
    assert is_open(calendar, hk("2026-11-24 14:00:00"))


def test_a_closure_that_ends_outside_hours_gives_the_opening_after_it():
    evening = registry(storm("2026-11-24 10:00", "2026-11-24 18:00"))
    assert next_open(evening, hk("2026-11-24 11:00")).at == hk("2026-11-25 08:45")
    assert codes(next_open(evening, hk("2026-11-24 11:00"))) == ["closure", "after_closing"]
    night = registry(storm("2026-11-24 10:00", "2026-11-25 07:00"))
    assert codes(next_open(night, hk("2026-11-24 11:00"))) == ["closure", "before_opening"]
    noon = registry(storm("2026-11-24 10:00", "2026-11-24 13:30"))
    assert next_open(noon, hk("2026-11-24 11:00")).at == hk("2026-11-24 14:00")


def test_overlapping_and_adjacent_closures_are_waited_out_together():
    overlapping = registry(
        storm("2026-11-24 10:00", "2026-11-24 12:00"),
        storm("2026-11-24 11:00", "2026-11-24 15:00", "black_rainstorm"),
        storm("2026-11-24 09:00", "2026-11-24 10:30"),
    )
    opening = next_open(overlapping, hk("2026-11-24 10:15"))
    assert opening.at == hk("2026-11-24 15:00")
    assert [reason.params["kind"] for reason in opening.reasons] == ["gale_warning", "black_rainstorm"]
    adjacent = registry(
        storm("2026-11-24 12:00", "2026-11-24 14:30"), storm("2026-11-24 10:00", "2026-11-24 12:00")
    )
    opening = next_open(adjacent, hk("2026-11-24 10:00"))
    assert (opening.at, codes(opening)) == (hk("2026-11-24 14:30"), ["closure", "closure"])


def test_a_closure_without_end_keeps_the_time_waiting_even_where_another_one_has_an_end():
    calendar = registry(storm("2026-11-24 10:00", None), storm("2026-11-24 09:00", "2026-11-25 12:00"))
    opening = next_open(calendar, hk("2026-11-24 11:00"))
    assert (opening.at, codes(opening)) == (None, ["closure_without_end"])
    assert opening.reasons[0].params == {
        "kind": "gale_warning",
        "label": "Signal No. 8",
        "starts_at": "2026-11-24T10:00:00+08:00",
    }


def test_a_closure_without_end_that_starts_after_the_opening_does_not_touch_it():
    calendar = registry(storm("2026-11-25 08:46", None))
    assert next_open(calendar, hk("2026-11-24 19:00")).at == hk("2026-11-25 08:45")
    assert next_open(calendar, hk("2026-11-25 08:45:59")).at == hk("2026-11-25 08:45:59")
    assert next_open(calendar, hk("2026-11-25 08:46")).at is None


def test_a_closure_entered_for_a_day_ahead_moves_the_opening_that_it_covers():
    calendar = registry(storm("2026-11-25 00:00", "2026-11-25 15:00", "directed"))
    opening = next_open(calendar, hk("2026-11-24 19:00"))
    assert (opening.at, codes(opening)) == (hk("2026-11-25 15:00"), ["after_closing", "closure"])


def test_a_closure_outside_hours_moves_nothing_and_is_not_blamed():
    calendar = registry(storm("2026-11-28 09:00", "2026-11-29 20:00"))
    opening = next_open(calendar, hk("2026-11-27 18:00"))
    assert (opening.at, codes(opening)) == (hk("2026-11-30 08:45"), ["after_closing", "saturday", "sunday"])


def test_an_empty_closure_and_parts_of_a_second_change_nothing():
    calendar = registry(
        storm("2026-11-24 10:00", "2026-11-24 09:00"), storm("2026-11-24 11:00:00.3", "2026-11-24 12:00:00.7")
    )
    assert is_open(calendar, hk("2026-11-24 10:00"))
    assert closes_at(calendar, hk("2026-11-24 09:00")) == hk("2026-11-24 11:00")
    assert next_open(calendar, hk("2026-11-24 11:00")).at == hk("2026-11-24 12:00")


def test_a_year_without_holiday_rows_is_unknown_and_the_time_waits():
    calendar = registry(years=range(2026, 2027))
    for moment in ("2027-01-04 10:00", "2027-01-02 10:00", "2025-12-31 23:00"):
        opening = next_open(calendar, hk(moment))
        assert (opening.at, codes(opening)) == (None, ["holidays_unknown"])
        assert opening.reasons[0].params == {"year": moment[:4]}
        assert not is_open(calendar, hk(moment))


def test_a_time_that_rolls_over_into_an_unknown_year_waits_too():
    calendar = registry(years=range(2026, 2027))
    evening = next_open(calendar, hk("2026-12-31 17:30:01"))
    assert (evening.at, codes(evening)) == (None, ["after_closing", "holidays_unknown"])
    assert next_open(calendar, hk("2026-12-31 17:30")).at == hk("2026-12-31 17:30")
    saturday_at_the_end = next_open(registry(years=range(2022, 2023)), hk("2022-12-31 10:00"))
    assert codes(saturday_at_the_end) == ["saturday", "holidays_unknown"]
    stormy = registry(storm("2026-12-31 10:00", "2027-01-04 10:00"), years=range(2026, 2027))
    assert codes(next_open(stormy, hk("2026-12-31 11:00"))) == ["closure", "holidays_unknown"]


def test_a_registry_without_hours_answers_that_it_has_none():
    for hours in ((), (Hours(0, time(9), time(17), date(2020, 1, 1), date(2026, 1, 31)),)):
        opening = next_open(registry(hours=hours), hk("2026-11-25 10:00"))
        assert (opening.at, codes(opening)) == (None, ["no_hours"])
    backwards = (Hours(0, time(17), time(9), date(2020, 1, 1), None),)
    opening = next_open(registry(hours=backwards), hk("2024-01-02 10:00"))
    assert opening.at is None
    assert opening.reasons[-1].code == "no_hours"


def test_hours_change_on_the_day_that_the_notice_says():
    later = tuple(Hours(weekday, time(10), time(16), date(2026, 12, 1), None) for weekday in range(5))
    until = tuple(Hours(h.weekday, h.opens, h.closes, h.valid_from, date(2026, 11, 30)) for h in HOURS)
    calendar = registry(hours=until + later)
    assert next_open(calendar, hk("2026-11-29 12:00")).at == hk("2026-11-30 08:45")
    assert next_open(calendar, hk("2026-11-30 18:00")).at == hk("2026-12-01 10:00")
    assert is_open(calendar, hk("2026-12-01 13:30"))
    assert not is_open(calendar, hk("2026-12-01 16:00:01"))


def test_spans_that_touch_are_one_span():
    hours = (
        Hours(2, time(13), time(17), date(2020, 1, 1), None),
        Hours(2, time(9), time(13), date(2020, 1, 1), None),
    )
    assert closes_at(registry(hours=hours), hk("2026-11-25 10:00")) == hk("2026-11-25 17:00")


def test_the_countdown_runs_to_the_end_of_the_span_or_to_an_earlier_closure():
    assert closes_at(registry(), hk("2026-11-25 10:00")) == hk("2026-11-25 13:00")
    assert closes_at(registry(), hk("2026-11-25 13:00:00.9")) == hk("2026-11-25 13:00")
    assert closes_at(registry(), hk("2026-11-25 17:29:59")) == hk("2026-11-25 17:30")
    assert closes_at(registry(), hk("2026-11-25 13:30")) is None
    ahead = registry(storm("2026-11-25 11:30", None))
    assert closes_at(ahead, hk("2026-11-25 10:00")) == hk("2026-11-25 11:30")
    assert closes_at(ahead, hk("2026-11-25 11:30")) is None


def test_a_calendar_is_equal_to_another_with_the_same_rows_whatever_it_was_asked():
    asked, fresh = registry(storm("2026-11-25 12:00", None)), registry(storm("2026-11-25 12:00", None))
    next_open(asked, hk("2026-11-25 10:00"))
    assert asked == fresh
    assert "_judged" not in repr(asked)
    assert isinstance(fresh, Calendar)


def test_the_library_that_seeds_the_holidays_has_the_seventeen_gazetted_days_of_each_year():
    """A package update must not change them unseen (TIM-4); its default list misses Good Friday."""
    library = holidays_library.country_holidays("HK", years=range(2024, 2029), categories=("optional",))
    assert set(library) == set(HOLIDAYS)
    assert {year: sum(on.year == year for on in HOLIDAYS) for year in range(2024, 2029)} == dict.fromkeys(
        range(2024, 2029), 17
    )
