"""`make bench` does not rot: every row runs one tiny round. No time is asserted here."""

from __future__ import annotations

import pytest

from benchmarks import report, run
from benchmarks.batches import TINY
from benchmarks.ground import SQLITE


@pytest.mark.slow
def test_every_row_of_the_bench_runs(django_db_blocker):
    bench = run.Bench(TINY, django_db_blocker.unblock)
    found = list(bench.lines(run.NAMES, parts=[SQLITE]))
    assert not bench.failed
    assert {line.metric.split()[0] for line in found} == set(run.NAMES)
    assert all(line.ratio > 0 for line in found if line.limit is not None)
    table = report.table(found)
    assert all(line.metric in table for line in found)
