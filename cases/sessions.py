"""Which hearing sessions an officer may choose for the claims of a batch: the system proposes, they decide (REG-4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cases.models import HearingSession, SessionBooking
from cases.rules.hearing_date import NoSession, Session, choose, last_day
from icms.lib import clock
from icms.lib.clock import HONG_KONG


def proposals(
    *, court_id: int, filed_on: date, places: int, batch: str, late: bool = False
) -> list[HearingSession]:
    """Sessions with room for `places` claims within 60 days of filing, the proposed one first, then by time.

    With `late`, also those after the 60 days, which only a registrar may choose (REG-4). If claims of the batch are to
    be heard at a session already, only that one (A1), until it has begun. Each has `room`. Empty where staff have to
    add a session first.
    """
    sessions = HearingSession.objects.filter(court=court_id)
    booking = SessionBooking.objects.filter(batch=batch, session__starts_at__gt=clock.now()).first()
    if booking is not None:
        return list(sessions.filter(pk=booking.session_id).with_room())
    end = datetime.combine(last_day(filed_on) + timedelta(days=1), time.min, tzinfo=HONG_KONG)
    begin = datetime.combine(filed_on, time.min, tzinfo=HONG_KONG)
    to_come = sessions.filter(starts_at__gt=clock.now(), starts_at__gte=begin)
    rows = list(
        (to_come if late else to_come.filter(starts_at__lt=end)).with_room(places).order_by("starts_at")
    )
    in_time = [row for row in rows if row.starts_at < end]
    offered = [Session(row.pk, row.starts_at, int(getattr(row, "room", 0))) for row in in_time]
    try:
        best = choose(offered, filed_on=filed_on, today=clock.today(), places=max(places, 1))
    except NoSession:
        return rows
    return sorted(rows, key=lambda row: (row.pk != best, row.starts_at))
