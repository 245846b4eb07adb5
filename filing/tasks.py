"""What runs by itself, called by beat. Each may run twice."""

from __future__ import annotations

from celery import shared_task

from filing import transitions


@shared_task(name="filing.sweep_preparations", ignore_result=True)
def sweep_preparations() -> int:
    """Removes preparations that nobody used for a day (BLK-8); hourly. Returns how many went."""
    return transitions.sweep()
