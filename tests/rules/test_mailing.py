"""How long mail waits: longer each time, never too long, and not for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from messaging.rules import mailing


def test_the_pauses_double_up_to_the_longest():
    pauses = [mailing.pause(attempt) for attempt in range(1, 200)]
    assert pauses[:4] == [timedelta(seconds=seconds) for seconds in (30, 60, 120, 240)]
    assert pauses == sorted(pauses)
    assert set(pauses[6:]) == {mailing.LONGEST_PAUSE}


@pytest.mark.parametrize(("took", "rest"), [(0, 0), (5, 0), (6, 24), (60, 240)])
def test_a_slow_server_rests_four_times_as_long_as_it_took(took: int, rest: int):
    assert mailing.rest_after(timedelta(seconds=took)) == timedelta(seconds=rest)


def test_a_mail_is_given_up_after_two_days():
    queued = datetime(2026, 11, 25, tzinfo=UTC)
    assert not mailing.is_too_late(queued, queued + timedelta(hours=47, minutes=59))
    assert mailing.is_too_late(queued, queued + timedelta(hours=48))
