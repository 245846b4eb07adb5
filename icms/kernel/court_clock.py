"""The demo's court clock: how far the court's time is ahead of the real time, in one row that only ever grows (ALL-6).

Dangerous, so: outside the demo nothing reads the row and the act refuses. The court's time never goes back, because
deemed times, numbers and the audit trail were written in it.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from icms.kernel import audit, outbox
from icms.kernel.models import ClockOffset
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time

THE_ROW = 1


def ahead() -> timedelta:
    """How far the court's time is ahead, as the row says it now. One query."""
    seconds = ClockOffset.objects.filter(pk=THE_ROW).values_list("seconds", flat=True).first()
    return timedelta(seconds=seconds or 0)


@transaction.atomic(durable=True)
def move_clock(to: datetime, *, latest: datetime, by: audit.Actor) -> datetime:
    """Moves the court's time forward, so that it is `to` or up to a second later; returns the time before.

    `latest` is how far it may go. Jobs that wait are looked at now; what a worker holds stays its own. A request or
    job that runs keeps the time that it began in. Raises Refused: clock_not_in_demo, clock_backwards, clock_too_far;
    ValueError for a naive time.
    """
    if to.tzinfo is None:
        raise ValueError("a naive time names no moment")
    if not settings.ICMS_DEMO:
        raise Refused("clock_not_in_demo")
    ClockOffset.objects.get_or_create(pk=THE_ROW)
    row = ClockOffset.objects.select_for_update(no_key=True).get(pk=THE_ROW)
    real = clock.real_now()
    before = real + timedelta(seconds=row.seconds)
    if to < before:
        raise Refused("clock_backwards", wanted=_written(to), now=_written(before))
    if to > latest:
        raise Refused("clock_too_far", wanted=_written(to), latest=_written(latest))
    row.seconds = math.ceil((to - real).total_seconds())
    row.moved_at = real
    row.save(update_fields=["seconds", "moved_at"])
    outbox.look_now()
    audit.record("clock.moved", row, by=by, before=before, after=to, seconds=row.seconds)
    return before


def _written(moment: datetime) -> str:
    return written_time(moment, get_language() or ENGLISH, seconds=True)
