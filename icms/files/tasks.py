"""Chores of the store, run by beat. May run twice."""

from __future__ import annotations

from celery import shared_task

from icms.files.sweep import sweep as sweep_store


@shared_task(name="files.sweep", ignore_result=True)
def sweep() -> None:
    """Removes what broken uploads left behind more than a day ago (I7: no file without its row)."""
    sweep_store()
