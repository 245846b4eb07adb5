"""Workers at the job table at once, each on a connection of its own (ALL-5)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from icms.kernel import outbox
from icms.kernel.models import OutboxJob

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]

WORKERS, JOBS = 4, 40


def test_workers_that_claim_in_the_same_moment_get_a_job_each():
    with transaction.atomic():
        outbox.emit_many("test", [{"n": number} for number in range(JOBS)])
    together = Barrier(WORKERS)

    def worker() -> list[int]:
        together.wait(timeout=30)
        try:
            return [job.pk for job in iter(outbox.claim, None)]
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        shares = [pool.submit(worker) for _ in range(WORKERS)]
        claimed = [pk for share in shares for pk in share.result(timeout=60)]
    assert sorted(claimed) == sorted(OutboxJob.objects.values_list("pk", flat=True))
    assert set(OutboxJob.objects.values_list("attempts", flat=True)) == {1}
