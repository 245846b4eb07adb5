"""Which hearing sessions an officer may choose for the claims of a batch: the system proposes, he decides (REG-4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cases.models import HearingSession, SessionBooking
from cases.rules.hearing_date import NoSession, Session, choose, last_day
from icms.lib import clock
from icms.lib.clock import HONG_KONG


def proposals(*, court_id: int, filed_on: date, places: int, batch: str) -> list[HearingSession]:
    """Sessions with room for `places` claims within 60 days of filing, the proposed one first, then by time.

    If claims of the batch are to be heard at a session already, only that one (A1), until it has begun.
    Each has `room`. Empty where
    staff have to add a session first.
    """
    sessions = HearingSession.objects.filter(court=court_id)
    booking = SessionBooking.objects.filter(batch=batch, session__starts_at__gt=clock.now()).first()
    if booking is not None:
        return list(sessions.filter(pk=booking.session_id).with_room())
    end = datetime.combine(last_day(filed_on) + timedelta(days=1), time.min, tzinfo=HONG_KONG)
    in_time = sessions.filter(starts_at__gt=clock.now(), starts_at__lt=end)
    rows = list(in_time.with_room(places).order_by("starts_at"))
    offered = [Session(row.pk, row.starts_at, int(getattr(row, "room", 0))) for row in rows]
    try:
        best = choose(offered, filed_on=filed_on, today=clock.today(), places=max(places, 1))
    except NoSession:
        return rows
    return sorted(rows, key=lambda row: (row.pk != best, row.starts_at))
