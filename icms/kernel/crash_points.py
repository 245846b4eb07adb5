"""Named points of the main job at which the fault tests let a process die, fail or hang. Free in production.

CRASH_PLAN names a file that only the fault tests write: which point, what happens there, and to whom. The point is
fired once: whoever takes the file away fires it. Without CRASH_PLAN a point is one comparison.
"""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

PLAN = os.environ.get("CRASH_PLAN", "")

# Every point, with what has happened before it and what has not.
POINTS: dict[str, str] = {}


class Crashed(RuntimeError):
    """What a planned failure raises."""


def crash(point: str, about: object = "") -> None:
    """A named point. `about` tells one passer-by from another, where a plan wants only one."""
    if PLAN:
        _pass(point, str(about))


def _pass(point: str, about: str) -> None:
    plan = Path(PLAN)
    try:
        planned = json.loads(plan.read_text())
    except FileNotFoundError:
        return
    if planned["point"] != point or planned["about"] not in ("", about):
        return
    fired = plan.with_suffix(".fired")
    if not planned["always"]:
        try:
            plan.rename(plan.with_suffix(".taken"))
        except FileNotFoundError:
            return
    with fired.open("a") as mark:
        mark.write(f"{point} {planned['kind']} {os.getpid()}\n")
        mark.flush()
        os.fsync(mark.fileno())
    _fire(point, planned["kind"])


def _fire(point: str, kind: str) -> None:
    """kill, kill-group: SIGKILL. exception: Crashed. hang:SECONDS: nothing for so long, then on as if nothing was."""
    if kind == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif kind == "kill-group":
        os.killpg(0, signal.SIGKILL)
    elif kind == "exception":
        raise Crashed(point)
    else:
        time.sleep(float(kind.removeprefix("hang:")))
