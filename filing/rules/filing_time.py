"""The time at which the court receives a filing (A37 to A40; TIM-1 to TIM-4)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cases.rules.calendar import OPEN, Calendar, Reason, moved, whole


class FilingTime(NamedTuple):
    """Submission time (A39), deemed time of receipt (None while it waits, TIM-3, TIM-4), and why it moved.

    Both are Hong Kong time in whole seconds.
    """

    submitted_at: datetime
    deemed_at: datetime | None
    reasons: tuple[Reason, ...]


# Makes a FilingTime from its three fields. FilingTime(…) does the same, and takes longer than the look-up itself (P8).
_made = tuple.__new__


def received(completed_at: datetime, calendar: Calendar) -> FilingTime:
    """The filing time of a submission that was complete, payment included, at `completed_at` (A38).

    In open hours it is received then, else when the registry next opens (A37, A40). When the sending began
    does not matter. Raises ValueError for a naive time.
    """
    submitted_at = whole(completed_at)
    opening = moved(calendar, submitted_at)
    if opening is None:
        return _made(FilingTime, (submitted_at, submitted_at, OPEN))
    return _made(FilingTime, (submitted_at, opening.at, opening.reasons))
