"""Runs inside the limited child: sets the bounds, then answers one JSON line with one JSON line until its parent goes.

Started as a script in isolated mode; imports nothing of the portal but the one job file that it is told.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

Job = Callable[[dict[str, Any]], dict[str, Any]]


def load(name: str) -> Job:
    """The `answer` function of the job file beside this one."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    job: Job = module.answer
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
        try:
            answer = job(json.loads(line))
        except MemoryError:
            answer = {"too_heavy": True}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
