"""The bell's other end: a message says "look", and the worker looks."""

from __future__ import annotations

from celery import shared_task

from icms.kernel import outbox

# A worker takes a handful, then lets the next message have its turn: no task grows old in one process.
HANDFUL = 25


@shared_task(name="kernel.work", ignore_result=True)
def work() -> int:
    """Does due jobs; rings again when there may be more. Returns how many were done."""
    done = outbox.drain(HANDFUL)
    if done >= HANDFUL:
        work.delay()
    return done
