"""The bell's other end: a message says "look", and the worker looks."""

from __future__ import annotations

from celery import shared_task

from icms.kernel import outbox

# A worker takes a handful, then lets the next message have its turn: no task grows old in one process.
HANDFUL = 25


@shared_task(name="kernel.work", ignore_result=True)
def work() -> None:
    """Does due jobs; rings again when there may be more."""
    if outbox.handful(HANDFUL):
        work.delay()
