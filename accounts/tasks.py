"""What runs by itself, called by beat. Each may run twice."""

from __future__ import annotations

from celery import shared_task

from accounts import transitions


@shared_task(name="accounts.sweep_applications", ignore_result=True)
def sweep_applications() -> int:
    """Reminds of applications that lapse soon, and lets the old ones lapse; hourly. Returns how many lapsed."""
    return transitions.sweep()


@shared_task(name="accounts.sweep_application_files", ignore_result=True)
def sweep_application_files() -> int:
    """Deletes the documents of what ended long ago without an account; hourly. Returns of how many."""
    return transitions.sweep_files()
