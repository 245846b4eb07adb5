"""Puts the clock of a Python process forward or back while it runs, as far as a file says (tests/faults/clocks.py).

Python imports this at its start where the folder is on PYTHONPATH. time.time and datetime are moved, also in
processes that are forked later; time-outs and sleeps go by the monotonic clock, which nobody can put back.
libfaketime cannot do it: with it every time.sleep of Python 3.11 fails, or the monotonic clock jumps as well.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import time_machine

FILE = Path(os.environ["CLOCK_OFFSET_FILE"])
LOOK_EVERY = 0.02  # seconds

clock = time_machine.travel(time.time(), tick=True).start()
at = 0.0


def follow() -> None:
    """Reads the file again and again, and moves the clock when it says something else."""
    global at
    while True:
        wanted = float(FILE.read_text())
        if wanted != at:
            clock.move_to(time_machine.escape_hatch.time.time() + wanted)
            at = wanted
        time.sleep(LOOK_EVERY)


def start() -> None:
    threading.Thread(target=follow, daemon=True, name="clockwork").start()


start()
os.register_at_fork(after_in_child=start)
