"""Moving deemed times by closures: idempotent, in any order the same, and never another filing's (TIM-3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.calendar import Closure
from filing.rules.filing_time import received
from filing.rules.moving import Change, Filed, after, concerns, covers, moved, overlap, replayed
from tests.rules.sct_calendar import hk, registry, storm

BEGIN = hk("2026-09-21 00:00")  # a Monday
moments = st.integers(0, 9 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


@st.composite
def closures(draw: st.DrawFn) -> Closure:
    start = draw(moments)
    length = draw(st.one_of(st.none(), st.integers(1, 2 * 24 * 60)))
    return Closure("gale", start, start + timedelta(minutes=length) if length else None)


@st.composite
def apart(draw: st.DrawFn) -> list[Closure]:
    """Closures of which no two overlap, in the order in which staff happen to enter them."""
    kept: list[Closure] = []
    for closure in draw(st.lists(closures(), min_size=1, max_size=4)):
        if not any(overlap(closure, other) for other in kept):
            kept.append(closure)
    return draw(st.permutations(kept))


def filed(completed, calendar) -> Filed:
    time = received(completed, calendar)
    return Filed(time.submitted_at, time.deemed_at, time.reasons)


def times(filings: list[Filed]) -> list[object]:
    return [row.deemed_at for row in filings]


@given(st.lists(moments, max_size=8), apart())
def test_closures_entered_one_after_the_other_give_what_the_whole_calendar_gives(completions, entered):
    calendar = registry()
    filings = [filed(moment, calendar) for moment in completions]
    for closure in entered:
        change = Change(None, closure)
        filings, calendar = replayed(filings, calendar, change), after(calendar, change)
    assert times(filings) == [received(moment, registry(*entered)).deemed_at for moment in completions]


@given(st.lists(moments, max_size=8), apart(), st.data())
def test_entering_then_ending_equals_entering_with_the_end_in_any_order(completions, entered, data):
    """Each closure is entered open at first where nothing lies behind it, and ended later, in any order."""
    known = [closure for closure in entered if closure.reopens_at]
    calendar = registry()
    filings = [filed(moment, calendar) for moment in completions]
    changes: list[Change] = []
    for closure in known:
        begun = Closure(closure.kind, closure.starts_at, None)
        if data.draw(st.booleans()) and not any(overlap(begun, row) for row in calendar.closures):
            steps = [Change(None, begun), Change(begun, closure)]
        else:
            steps = [Change(None, closure)]
        for change in steps:
            filings, calendar = replayed(filings, calendar, change), after(calendar, change)
            changes.append(change)
    assert times(filings) == [received(moment, registry(*known)).deemed_at for moment in completions]


@given(st.lists(moments, max_size=8), apart(), st.data())
def test_corrected_and_withdrawn_closures_leave_what_the_calendar_gives(completions, entered, data):
    calendar = registry(*entered)
    filings = [filed(moment, calendar) for moment in completions]
    for old in data.draw(st.permutations(entered)):
        new = data.draw(st.one_of(st.none(), closures()))
        if new and any(overlap(new, row) for row in calendar.closures if row != old):
            new = None
        change = Change(old, new)
        filings, calendar = replayed(filings, calendar, change), after(calendar, change)
    assert times(filings) == [received(moment, calendar).deemed_at for moment in completions]


@given(st.lists(moments, max_size=8), closures())
def test_moving_twice_moves_once(completions, closure):
    change = Change(None, closure)
    filings = [filed(moment, registry()) for moment in completions]
    once = replayed(filings, registry(), change)
    assert replayed(once, registry(closure), change) == once
    assert [moved(row, registry(closure)) for row in once if concerns(row, change)] == [None] * sum(
        concerns(row, change) for row in once
    )


@given(moments, closures())
def test_a_filing_that_has_nothing_to_do_with_a_closure_keeps_its_time_whatever_else_changed(moment, closure):
    """A holiday removed since does not move a time on the occasion of a closure elsewhere."""
    given_time = Filed(moment, received(moment, registry()).deemed_at, ())
    change = Change(None, closure)
    if not any(covers(closure, at) for at in (given_time.completed_at, given_time.deemed_at) if at):
        assert replayed([given_time], registry(years=range(2020, 2022)), change) == [given_time]


@pytest.mark.parametrize(
    ("completed", "reopens", "deemed"),
    [
        ("2026-09-22 11:00", None, None),
        ("2026-09-22 11:00", "2026-09-22 14:00", "2026-09-22 14:00"),
        ("2026-09-22 11:00", "2026-09-22 22:00", "2026-09-23 08:45"),
        ("2026-09-22 11:00", "2026-09-22 13:30", "2026-09-22 14:00"),  # reopened in the lunch hour
        ("2026-09-21 19:00", "2026-09-22 14:00", "2026-09-22 08:45"),  # received before the closure began
        ("2026-09-22 10:00", "2026-09-22 14:00", "2026-09-22 14:00"),  # at the very start
        ("2026-09-22 09:59:59", "2026-09-22 14:00", "2026-09-22 09:59:59"),
    ],
)
def test_a40_a_closure_from_tuesday_at_ten(completed: str, reopens: str | None, deemed: str | None):
    before = filed(hk(completed), registry())
    [result] = replayed([before], registry(), Change(None, storm("2026-09-22 10:00", reopens)))
    assert result.deemed_at == (hk(deemed) if deemed else None)


def test_closures_that_touch_do_not_overlap():
    first = storm("2026-09-22 10:00", "2026-09-22 12:00")
    assert not overlap(first, storm("2026-09-22 12:00", None))
    assert overlap(first, storm("2026-09-22 11:59", None))
    assert overlap(storm("2026-09-22 11:59", None), storm("2026-09-25 11:59", "2026-09-26 11:59"))
