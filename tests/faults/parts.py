"""One process of the stack: its own group, its log, and the ways in which it can come to harm."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.architecture.sources import ROOT

PATIENCE = 60.0  # seconds until a part has to do its work; a busy machine starts slowly
GRACE = 8.0  # seconds for an orderly end


def until(answer: Callable[[], object], seconds: float, what: str) -> None:
    """Waits until `answer()` is true; raises AssertionError naming `what` after so many seconds."""
    deadline = time.monotonic() + seconds
    while not answer():
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.03)


@dataclass
class Part:
    """A process of the project as production starts it. `ready` says whether it does its work."""

    name: str
    command: Sequence[str]
    env: dict[str, str]
    log: Path
    keep: Sequence[int] = ()
    ready: Callable[[Part], bool] = lambda part: True
    on_start: Callable[[int], None] = lambda group: None
    process: subprocess.Popen[bytes] | None = None
    starts: list[int] = field(default_factory=list)

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, *, wait: bool = True) -> None:
        """Starts it, if it does not run; with `wait` until it does its work."""
        if not self.runs:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            self.starts.append(self.log.stat().st_size if self.log.exists() else 0)
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    self.command,
                    cwd=ROOT,
                    env=self.env,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    pass_fds=tuple(self.keep),
                )
            self.on_start(self.process.pid)
        if wait:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Raises AssertionError with the end of its log when it dies or takes too long."""

        def answer() -> bool:
            assert self.runs, f"{self.name} ended:\n{self.said()[-3000:]}"
            return self.ready(self)

        until(answer, PATIENCE, f"{self.name} does its work; its log: {self.log}")

    def said(self) -> str:
        """What it has said since its last start."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(self.starts[-1] if self.starts else 0)
            return log.read().decode(errors="replace")

    def stop(self) -> None:
        """The orderly end, as the supervisor asks for it; by force where it does not come."""
        if self.process is not None and self.runs:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=GRACE)
        self.kill()

    def kill(self) -> None:
        """kill -9 of the whole group, as a power cut would end it."""
        self._signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait(timeout=GRACE)

    def silence(self) -> None:
        """SIGSTOP: it is there, takes connections, and never answers."""
        self._signal(signal.SIGSTOP)

    def wake(self) -> None:
        """SIGCONT."""
        self._signal(signal.SIGCONT)

    def children(self) -> list[int]:
        """The processes that do the work: a worker's children, the web server's workers."""
        if self.process is None or not self.runs:
            return []
        with contextlib.suppress(psutil.NoSuchProcess):
            return [child.pid for child in psutil.Process(self.process.pid).children()]
        return []

    def kill_child(self, number: int = 0) -> int | None:
        """kill -9 of one of them; its parent starts another. Returns its process id, None where there is none."""
        children = self.children()
        if not children:
            return None
        pid = children[number % len(children)]
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return pid

    def _signal(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


@contextlib.contextmanager
def silenced(part: Part) -> Iterator[None]:
    """A part that is silent for the length of the block."""
    part.silence()
    try:
        yield
    finally:
        part.wake()
