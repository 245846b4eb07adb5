"""For whom the use of the portal is a choice or a duty, from when (CRT-1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.modes import Mode, Span, announced, mode_on

FIRST, REPRESENTED, OPTIONAL = Mode.FIRST_NEW_CASE, Mode.REPRESENTED, Mode.OPTIONAL
JUNE = Span(FIRST, date(2026, 6, 1))
OCTOBER = Span(REPRESENTED, date(2026, 10, 5))
ENDED = Span(FIRST, date(2026, 6, 1), date(2026, 6, 30))
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
SPANS = st.lists(st.builds(Span, st.sampled_from(Mode), DAYS, st.none() | DAYS), max_size=6)


@pytest.mark.parametrize(
    ("spans", "day", "mode"),
    [
        ((), date(2026, 6, 1), OPTIONAL),
        ((JUNE,), date(2026, 5, 31), OPTIONAL),
        ((JUNE,), date(2026, 6, 1), FIRST),
        ((JUNE, OCTOBER), date(2026, 10, 4), FIRST),
        ((JUNE, OCTOBER), date(2026, 10, 5), REPRESENTED),
        ((OCTOBER, JUNE), date(2027, 1, 1), REPRESENTED),
        ((ENDED,), date(2026, 6, 30), FIRST),
        ((ENDED,), date(2026, 7, 1), OPTIONAL),
    ],
)
def test_the_mode_that_began_last_holds_and_none_means_a_choice(spans: tuple, day: date, mode: Mode):
    assert mode_on(spans, day) == mode


@pytest.mark.parametrize(
    ("day", "coming"),
    [(date(2026, 5, 31), JUNE), (date(2026, 6, 1), OCTOBER), (date(2026, 10, 5), None)],
)
def test_the_next_change_is_announced_until_its_day(day: date, coming: Span | None):
    assert announced((OCTOBER, JUNE), day) == coming


@given(SPANS, DAYS)
def test_the_order_of_the_rows_does_not_matter_and_what_is_announced_lies_ahead(spans: list, day: date):
    firsts = [span.first for span in spans]
    if len(set(firsts)) == len(firsts):  # a type of case has one row from a day
        assert mode_on(spans, day) == mode_on(spans[::-1], day)
    coming = announced(spans, day)
    assert coming is None or day < coming.first == min(first for first in firsts if first > day)


@given(SPANS, DAYS)
def test_a_duty_holds_only_within_its_days(spans: list, day: date):
    mode = mode_on(spans, day)
    holding = [s for s in spans if s.first <= day <= (s.last or day + timedelta(1))]
    assert mode in {span.mode for span in holding} or (mode == OPTIONAL and not holding)
