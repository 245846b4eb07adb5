"""What runs by itself, called by beat. May run twice."""

from __future__ import annotations

from celery import shared_task

from icms.lib import clock
from messaging.purge import purge_mail as purge


@shared_task(name="messaging.purge_mail", ignore_result=True)
def purge_mail() -> int:
    """Removes texts with links in them a week after they were sent; hourly. Returns how many rows changed."""
    return purge(clock.real_now())
