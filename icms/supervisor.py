"""Starts the portal's processes, starts again what dies, and stops them all together within ten seconds.

Each child leads a session and process group of its own, so that Ctrl-C reaches only the supervisor and nothing of a
child outlives it. Should the supervisor be killed outright, icms/orphans.py, running beside it, ends the children.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

TICK = 0.2  # seconds between looks at the children
GRACE = 5.0  # seconds that a child has for an orderly end; the whole stop stays under ten
LAST_GRACE = 2.0  # the same for those that stop after the others (the broker)
STEADY = 60.0  # a child that lived so long has no bad record
LONGEST_PAUSE = 30.0
MAY_FAIL_AT_START = 3
LOG_LINES = 15
LOG_BYTES_KEPT = 5 * 1024 * 1024
ORPHANS = Path(__file__).with_name("orphans.py")


class CouldNotStart(Exception):
    """A child died again and again, or did not answer; `str()` names it and quotes the end of its log."""


@dataclass
class Child:
    """One process of the portal.

    `ready` answers whether it does its work. `last`: it stops after the others. `keep`: descriptors that it inherits.
    """

    name: str
    command: Sequence[str]
    log: Path
    ready: Callable[[], bool] | None = None
    last: bool = False
    keep: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_at: float = 0.0

    def start(self) -> int:
        """Start the process, its words to the log; returns its process group."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES_KEPT:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=tuple(self.keep),
            )
        self.started_at = time.monotonic()
        return self.process.pid

    def ended(self) -> int | None:
        """The exit code if the process has ended since it was started; its whole group is then gone too."""
        if self.process is None or self.process.poll() is None:
            return None
        self.kill_group()
        return self.process.returncode

    def kill_group(self) -> None:
        if self.process is not None:
            # Gone already; macOS says "permission" of a group of zombies.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def tail(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-LOG_LINES:])


class Supervisor:
    """Runs `children` in their order until SIGINT, SIGTERM or SIGHUP. `keep`: descriptors for the one beside it."""

    def __init__(
        self, children: Sequence[Child], say: Callable[[str], None], keep: Sequence[int] = ()
    ) -> None:
        self.children = list(children)
        self.say = say
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        self.beside = subprocess.Popen(
            [sys.executable, "-I", "-S", str(ORPHANS)],
            stdin=subprocess.PIPE,
            start_new_session=True,
            pass_fds=tuple(keep),
        )

    def start(self, patience: float = 60.0) -> bool:
        """Start each child and wait until all answer; False if asked to stop meanwhile. Raises CouldNotStart."""
        for child in self.children:
            self._start(child)
            if child.last and not self._wait_for([child], patience):
                return False
        return self._wait_for(self.children, patience)

    def watch(self) -> None:
        """Keep the children alive until asked to stop."""
        while not self.stopping:
            self._look()
            time.sleep(TICK)

    def stop(self) -> None:
        """End every child: politely, then by force, group by group; the broker after those that talk to it."""
        for last in (False, True):
            leaving = [child for child in self.children if child.last is last and child.process is not None]
            for child in leaving:
                if child.process is not None and child.process.poll() is None:
                    child.process.terminate()
            deadline = time.monotonic() + (LAST_GRACE if last else GRACE)
            while time.monotonic() < deadline and any(child.ended() is None for child in leaving):
                time.sleep(0.05)
            for child in leaving:
                child.kill_group()
                if child.process is not None:
                    child.process.wait()
        self._tell("end")
        self.beside.wait()

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _start(self, child: Child) -> None:
        self._tell(f"+{child.start()}")

    def _tell(self, word: str) -> None:
        """To the one beside; if somebody has killed it, the portal still runs and stops as it should."""
        if self.beside.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self.beside.stdin.write(f"{word}\n".encode())
                self.beside.stdin.flush()

    def _wait_for(self, children: Sequence[Child], patience: float) -> bool:
        deadline = time.monotonic() + patience
        while not self.stopping:
            self._look()
            unready = [child for child in children if child.ready is not None and not child.ready()]
            tired = [child for child in self.children if child.failures >= MAY_FAIL_AT_START]
            if not unready and not tired:
                return True
            if tired or time.monotonic() > deadline:
                child = (tired or unready)[0]
                raise CouldNotStart(f"{child.name} does not start. The end of {child.log}:\n{child.tail()}")
            time.sleep(TICK)
        return False

    def _look(self) -> None:
        now = time.monotonic()
        for child in self.children:
            code = child.ended()
            if code is not None and child.process is not None:
                self._tell(f"-{child.process.pid}")
                child.process = None
                child.failures = 1 if now - child.started_at > STEADY else child.failures + 1
                pause = min(LONGEST_PAUSE, 0.5 * 2 ** (child.failures - 1))
                child.start_at = now + pause
                self.say(
                    f"{child.name} ended ({_words(code)}); it starts again in {pause:g} s. Log: {child.log}"
                )
            elif child.process is None and child.start_at and now >= child.start_at:
                child.start_at = 0.0
                self._start(child)


def _words(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
