"""What a new installation does before its first start: rows and static files, side by side."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping

from tests.architecture.sources import ROOT

IDLE_SECONDS = 6.0  # what it takes on two idle cores
DJANGO = "import django; django.setup()\nfrom django.core.management import call_command as call\n"
ROWS = (
    "call('migrate', interactive=False, verbosity=0); call('load_reference', verbosity=0); call('load_demo'); "
    "from tests.open_hours import open_round_the_clock; open_round_the_clock()"
)
FILES = "call('collectstatic', interactive=False, verbosity=0)"


def set_up(env: Mapping[str, str]) -> float:
    """Sets up; returns how busy this machine is otherwise: 1.0 where nothing else runs, 3.0 where it takes thrice."""
    started = time.monotonic()
    made = [_run(words, env) for words in (ROWS, FILES)]
    for process in made:
        said = process.communicate(timeout=300)[0]
        assert process.returncode == 0, said
    return max(1.0, (time.monotonic() - started) / IDLE_SECONDS)


def _run(words: str, env: Mapping[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", DJANGO + words]
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
