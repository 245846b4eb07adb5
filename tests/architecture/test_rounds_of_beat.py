"""What beat asks for is known to a worker that has imported nothing but what Celery is told to import."""

from __future__ import annotations

import json
import subprocess
import sys

WORKER = """
import django, json
django.setup()
from icms.celery import app
app.loader.import_default_modules()
asked = [entry["task"] for entry in app.conf.beat_schedule.values()]
print(json.dumps({"asked": asked, "known": sorted(app.tasks)}))
"""


def test_every_round_of_beat_is_a_task_that_a_fresh_worker_knows():
    """In a process of its own: here other tests have imported every module already."""
    printed = subprocess.run([sys.executable, "-c", WORKER], capture_output=True, text=True, check=True)
    told = json.loads(printed.stdout)
    assert len(told["asked"]) > 4
    assert set(told["asked"]) <= set(told["known"])
