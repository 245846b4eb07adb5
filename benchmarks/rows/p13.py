"""P13: what the queue costs: from the commit of a job to its start, and its share of the job of P4."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db import transaction

from benchmarks.ground import Ground
from benchmarks.measure import Line, p95
from benchmarks.rows.p4 import a_case
from filing.models import Submission
from filing.states import SubmissionState
from icms.kernel import outbox
from icms.kernel.models import OutboxJob
from icms.lib import clock

WAIT_MS, SHARE = 50.0, 0.10
SINGLE = 15
PEER = "Celery on Redis alone: 1-2 ms there and back, and it loses filings (measured 2026-11-22)"


def measure(ground: Ground) -> list[Line]:
    """Jobs that find their work done already, so that only the queue's own time is left."""
    with ground.database():
        a_case(ground)
        ground.come_to_rest()
        waits = [_wait(ground) for _ in range(SINGLE * ground.scale.rounds)]
        overhead = _crowd(ground, 2 * ground.scale.claims)
    lines = [Line("P13 commit to start, p95", ground.parts, p95(waits) * 1000, WAIT_MS, PEER, unit="ms")]
    if ground.job_seconds:
        share = overhead / ground.job_seconds
        lines.append(Line("P13 share of the job of P4", ground.parts, share, SHARE, "", unit="of 1"))
    return lines


def _wait(ground: Ground) -> float:
    """Seconds from a commit to the lease that a worker takes."""
    committed: list[datetime] = []
    with transaction.atomic():
        # Before the bell, which the outbox hangs on the same commit.
        transaction.on_commit(lambda: committed.append(clock.now()))
        job = _idle_job()
    ground.come_to_rest()
    leased = OutboxJob.objects.get(pk=job.pk).leased_until
    assert leased is not None
    return (leased - timedelta(seconds=ground.stack.lease) - committed[0]).total_seconds()


def _crowd(ground: Ground, jobs: int) -> float:
    """Seconds for so many jobs at once, as many as P4 has."""
    with transaction.atomic():
        for _ in range(jobs):
            _idle_job()
    started = time.perf_counter()
    ground.come_to_rest()
    return time.perf_counter() - started


def _idle_job() -> OutboxJob:
    sent = Submission.objects.filter(state=SubmissionState.SUBMITTED).latest("pk")
    return outbox.emit("submission.completed", submission=sent.pk)
