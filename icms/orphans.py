"""Ends what a killed supervisor leaves behind: runs beside it, notes its children, and acts when it is suddenly gone.

Standard library only, started as a script by icms/supervisor.py. A signal on the parent's death (which only Linux has)
would reach the children but not theirs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable

GRACE = 5.0  # seconds for an orderly end, then force
GONE = 1.0  # seconds after force; where nobody reaps zombies, a group never quite disappears


def watch(lines: Iterable[str]) -> set[int]:
    """Read "+group", "-group" and "end" until the supervisor's end of the pipe closes; returns the groups left."""
    groups: set[int] = set()
    for line in lines:
        word = line.strip()
        if word == "end":
            return set()
        if word.startswith("+"):
            groups.add(int(word))
        elif word.startswith("-"):
            groups.discard(-int(word))
    return groups


def bury(groups: set[int]) -> None:
    """Ask each group's leader to stop, then end whatever is left of the groups."""
    for group in groups:
        with contextlib.suppress(OSError):
            os.kill(group, signal.SIGTERM)
    _wait(groups, GRACE)
    for group in groups:
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)
    _wait(groups, GONE)


def _wait(groups: set[int], patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and any(_exists(group) for group in groups):
        time.sleep(0.05)


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # macOS says so of a group of zombies
        return False
    return True


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    bury(watch(sys.stdin))
