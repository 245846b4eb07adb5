"""Commands that answer are the first thing that somebody may try: they make their database and print nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"DATABASE_URL", "MEDIA_ROOT", "VAR_DIR", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "ICMS_DEMO"}


def answer(var: Path, *command: str) -> dict:
    env = {name: value for name, value in os.environ.items() if name not in OURS} | {"VAR_DIR": str(var)}
    done = subprocess.run(
        [sys.executable, "manage.py", *command, "--json"], cwd=ROOT, env=env, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.slow
def test_the_fee_and_the_filing_time_make_their_database_and_print_one_object(tmp_path: Path):
    var = tmp_path / "not" / "there"
    fee = answer(var, "fee", "--amount", "60000", "--addresses", "1", "--on", "2026-01-05")
    assert fee["total_cents"] == 10_600
    assert (var / "db.sqlite3").stat().st_size > 0
    time = answer(var, "filing_time", "2026-09-24T18:00")
    assert time["submitted_at"] == "2026-09-24T18:00:00+08:00"
    assert time["deemed_at"] == "2026-09-25T08:45:00+08:00"
