"""Runs inside the limited child: sets the bounds, then answers one JSON line with one JSON line until its parent goes.

Started as a script in isolated mode; imports one job of `icms.files.children`, and what that needs.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

Job = Callable[[dict[str, Any]], dict[str, Any]]
STATUS, FORGET_PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")
MEGABYTE = 1024 * 1024


def load(name: str) -> Job:
    """The `answer` function of a job: a module of `icms.files.children`."""
    # At the end of the path, so that no module of the portal can stand before one of Python's own.
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    job: Job = importlib.import_module(f"icms.files.children.{name}").answer
    return job


def bound(limits: dict[str, int]) -> None:
    """Sets what cannot be taken back: memory, size of a written file, no core dump."""
    for kind, value in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["file"]),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS knows RLIMIT_AS but refuses to set it; the other bounds still hold there.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def allow(cpu_seconds: int) -> None:
    """Gives the next request its processor time; over it the kernel ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_seconds, resource.RLIM_INFINITY))


def forget_peak() -> None:
    """Begins to measure resident memory again, where the kernel can (Linux)."""
    with suppress(OSError):
        FORGET_PEAK.write_text("5")


def memory() -> dict[str, int]:
    """`peak`: the most resident memory since `forget_peak`, `kept`: what is resident now; in bytes.

    On other systems both are the peak since the start of this process.
    """
    with suppress(OSError):
        status = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
        return {
            key: int(status[name].split()[0]) * 1024 for key, name in (("peak", "VmHWM"), ("kept", "VmRSS"))
        }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS counts bytes
    return {"peak": peak, "kept": peak}


def answered(job: Job, request: dict[str, Any]) -> dict[str, Any]:
    """The answer of the job, or `too_heavy`, or `failed` with the trace of our own fault; and the memory it took."""
    forget_peak()
    try:
        answer = job(request)
    except MemoryError:
        answer = {"too_heavy": True}
    except Exception:  # noqa: BLE001 - our own faults are never faults of the file
        answer = {"failed": traceback.format_exc(limit=-6)}
    return {**answer, **memory()}


def main() -> None:
    """Answers until standard input ends."""
    job, limits = load(sys.argv[1]), json.loads(sys.argv[2])
    # A library that prints must not break the conversation.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    bound(limits)
    answers.write("{}\n")
    answers.flush()
    for line in sys.stdin:
        allow(limits["cpu"])
        answers.write(json.dumps(answered(job, json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
