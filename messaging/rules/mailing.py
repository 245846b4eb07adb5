"""How long mail waits for a mail server, and how long its text is kept [D]."""

from __future__ import annotations

from datetime import datetime, timedelta

# A mail that no server took for so long is the staff's: by then somebody knows, or should, that no mail goes out.
GIVE_UP_AFTER = timedelta(days=2)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=15)

# Handed over so often without an answer, a mail may have arrived so often; a person decides about one more.
UNANSWERED_MOST = 3

# A server that took longer than this is left alone for four times as long: the workers have the court's work to do.
SLOW, REST = timedelta(seconds=5), 4

# The text holds links with tokens, which end after 72 hours; the row says to whom what was sent when.
TEXT_KEPT, ROW_KEPT = timedelta(days=7), timedelta(days=90)


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts (from 1): twice as long each time, up to the longest."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def rest_after(took: timedelta) -> timedelta:
    """How long a server that answered after `took` is left alone; nothing for a quick one."""
    return took * REST if took > SLOW else timedelta(0)


def is_too_late(queued_at: datetime, moment: datetime) -> bool:
    """Whether a mail has waited so long that it is not tried again by itself."""
    return moment - queued_at >= GIVE_UP_AFTER
