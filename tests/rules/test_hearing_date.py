"""The session proposed for the hearing (REG-3, REG-4): within 60 days of filing, with room and time for service."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.calendar import HONG_KONG
from cases.rules.hearing_date import NoSession, Session, choose, last_day

FILED = date(2026, 11, 2)
TODAY = date(2026, 11, 9)


def session(id: int, days: int, free: int = 99, hour: int = 9, today: date = TODAY) -> Session:
    on = today + timedelta(days=days)
    return Session(id, datetime(on.year, on.month, on.day, hour, 30, tzinfo=HONG_KONG), free)


def why(*sessions: Session, places: int = 21, today: date = TODAY) -> str:
    with pytest.raises(NoSession) as none:
        choose(sessions, filed_on=FILED, today=today, places=places)
    assert none.value.last_day == date(2027, 1, 1)
    return none.value.why


def test_the_earliest_session_with_21_days_notice_is_chosen():
    sessions = [session(4, 40), session(3, 21, hour=14), session(2, 21), session(1, 20)]
    assert choose(sessions, filed_on=FILED, today=TODAY, places=21) == 2


def test_a_session_without_room_for_the_whole_batch_is_passed_over():
    sessions = [session(1, 22, free=98), session(2, 23, free=99)]
    assert choose(sessions, filed_on=FILED, today=TODAY, places=99) == 2


def test_the_sixtieth_day_after_filing_is_the_last():
    assert last_day(FILED) == date(2027, 1, 1)
    assert choose([session(1, 53)], filed_on=FILED, today=TODAY, places=21) == 1
    assert why(session(1, 54)) == "none_in_time"


def test_without_21_days_notice_the_latest_session_in_time_is_chosen():
    late = FILED + timedelta(days=45)
    sessions = [session(1, 3, today=late), session(2, 15, today=late), session(3, 16, today=late)]
    assert choose(sessions, filed_on=FILED, today=late, places=21) == 2


def test_the_day_itself_and_days_gone_by_are_not_proposed():
    assert why(session(1, 0), session(2, -1)) == "none_in_time"


def test_a_refusal_says_why():
    assert why() == "none_in_time"
    assert why(session(1, 30, free=20)) == "no_room"
    assert why(session(1, 30, free=20), session(2, 80)) == "no_room"
    assert why(session(1, 1, today=date(2027, 1, 1)), today=date(2027, 1, 1)) == "past_last_day"


def test_the_day_of_a_session_is_its_hong_kong_day():
    eve_in_utc = Session(1, datetime(2026, 11, 29, 20, tzinfo=UTC), 99)
    assert choose([session(2, 22), eve_in_utc], filed_on=FILED, today=TODAY, places=1) == 1


def test_a_hearing_for_nobody_and_a_naive_session_are_refused():
    with pytest.raises(ValueError, match="at least one claim"):
        choose([session(1, 30)], filed_on=FILED, today=TODAY, places=0)
    naive = Session(1, session(1, 30).starts_at.replace(tzinfo=None), 99)
    with pytest.raises(ValueError, match="naive"):
        choose([naive], filed_on=FILED, today=TODAY, places=1)


@given(
    st.lists(st.tuples(st.integers(-10, 80), st.integers(0, 99)), max_size=12),
    st.integers(0, 70),
    st.integers(1, 99),
)
def test_what_is_chosen_is_lawful_and_nothing_better_was_left(rows, age, places):
    today = FILED + timedelta(days=age)
    sessions = [session(number, days, free, today=today) for number, (days, free) in enumerate(rows)]
    allowed = {
        number: days
        for number, (days, free) in enumerate(rows)
        if days > 0 and age + days <= 60 and free >= places
    }
    try:
        chosen = choose(sessions, filed_on=FILED, today=today, places=places)
    except NoSession:
        assert allowed == {}
    else:
        with_notice = [days for days in allowed.values() if days >= 21]
        assert allowed[chosen] == (min(with_notice) if with_notice else max(allowed.values()))
