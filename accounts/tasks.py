"""What runs by itself, called by beat. Each may run twice."""

from __future__ import annotations

from celery import shared_task

from accounts import transitions


@shared_task(name="accounts.sweep_drafts", ignore_result=True)
def sweep_drafts() -> int:
    """Reminds of draft applications that go soon, and lets the old ones lapse; hourly. Returns how many lapsed."""
    return transitions.sweep()
