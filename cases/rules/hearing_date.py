"""Which hearing session is proposed for the claims of a batch, heard together (REG-3, REG-4; A1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.rules.calendar import whole

# Cap. 338 s. 14: the registrar fixes a place and a date not later than 60 days after the filing of the claim.
MAX_DAYS_AFTER_FILING = 60

# [D] So many days ahead of the day of choosing, the claim and Form 3 can still be served in good time.
MIN_NOTICE_DAYS = 21

# [D] The registry is warned of what is undecided so many days after filing: 15 are left to hear it in time (REG-4).
WARNING_DAYS = 45


@dataclass(frozen=True)
class Session:
    """A hearing session: when it begins, and how many more claims it can take."""

    id: int
    starts_at: datetime
    free: int


class NoSession(ValueError):
    """No session can be proposed. `why`: past_last_day, none_in_time (no session at all) or no_room."""

    def __init__(self, why: str, last_day: date) -> None:
        super().__init__(f"{why}: the hearing may be fixed until {last_day.isoformat()}")
        self.why = why
        self.last_day = last_day


def last_day(filed_on: date) -> date:
    """The last day on which a claim filed on a Hong Kong day may be heard first (Cap. 338 s. 14)."""
    return filed_on + timedelta(days=MAX_DAYS_AFTER_FILING)


def choose(sessions: Iterable[Session], *, filed_on: date, today: date, places: int) -> int:
    """The id of the earliest session with room for `places` claims that leaves time for service.

    Days are Hong Kong days. If none in time leaves MIN_NOTICE_DAYS, the latest one in time is proposed, for
    the 60 days are law and the notice is ours. Raises NoSession, and ValueError for fewer than one place.
    """
    if places < 1:
        raise ValueError("a hearing is for at least one claim")
    last = last_day(filed_on)
    if today >= last:
        raise NoSession("past_last_day", last)
    dated = sorted((whole(session.starts_at), session.id, session.free) for session in sessions)
    in_time = [row for row in dated if today < row[0].date() <= last]
    if not in_time:
        raise NoSession("none_in_time", last)
    roomy = [(starts_at.date(), session_id) for starts_at, session_id, free in in_time if free >= places]
    if not roomy:
        raise NoSession("no_room", last)
    served_by = today + timedelta(days=MIN_NOTICE_DAYS)
    return next((session_id for on, session_id in roomy if on >= served_by), roomy[-1][1])
