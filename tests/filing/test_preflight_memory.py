"""The largest import that the law allows stays within 300 MB (P3). A process of its own is measured, from outside."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from benchmarks.batches import largest
from tests.architecture.sources import ROOT

MEGABYTE = 1024 * 1024
CHECK = """
import datetime, resource, sys
import django; django.setup()
from filing.bulk.preflight import check
from filing.bulk.sample import sample_batch
from filing.bulk.write import batch_xml
on = datetime.date(2026, 11, 25)
check(batch_xml(sample_batch(21, seed=1)), on=on)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert check(open(sys.argv[1], "rb").read(), on=on).batch is not None
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
def test_the_largest_legal_import_takes_at_most_300_megabytes(tmp_path):
    file = tmp_path / "largest.xml"
    file.write_bytes(largest())
    env = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(file)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) * 1024 <= 300 * MEGABYTE
