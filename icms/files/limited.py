"""Work on strangers' files happens in child processes with bounded memory, processor time and patience.

A child is a warm process that answers one JSON line with one JSON line, so that a file costs milliseconds and not
the start of an interpreter. When a file kills its child, or takes too long, that file alone has no answer and the
next one is asked of a new child. A child gets no settings, no secrets and no environment, and ends with its parent.
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from io import RawIOBase
from pathlib import Path
from typing import Any, cast

START_SECONDS = 30.0
RESIDENT_BYTES = 256 * 1024 * 1024


class Fate(Enum):
    """Why a request has no answer."""

    DIED = "died"
    TOO_SLOW = "too slow"


Answer = dict[str, Any]


@dataclass(frozen=True)
class Bounds:
    """What a child may use: bytes of address space, processor seconds and wall-clock seconds a request.

    `resident_bytes`: the most resident memory a request may have needed; over it its answer is `too_heavy`.
    """

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: float
    file_bytes: int = 0
    requests: int = 500
    resident_bytes: int = RESIDENT_BYTES


class _Gone(Exception):
    def __init__(self, fate: Fate) -> None:
        super().__init__(fate.value)
        self.fate = fate


class _Child:
    """One running child process."""

    def __init__(self, job: str, bounds: Bounds) -> None:
        # -I: the folder of this file must not be on the path, or the standard `inspect` would be ours.
        limits = {"memory": bounds.memory_bytes, "cpu": bounds.cpu_seconds, "file": bounds.file_bytes}
        command = [
            sys.executable,
            "-I",
            str(Path(__file__).parent / "children" / "run.py"),
            job,
            json.dumps(limits),
        ]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            bufsize=0,
            cwd="/",
        )
        self._asked, self._answered = (
            cast(RawIOBase, self.process.stdin),
            cast(RawIOBase, self.process.stdout),
        )
        self.left = bounds.requests
        self.fresh = True
        self._pending = b""
        try:
            self._line(START_SECONDS)
        except _Gone as gone:
            self.stop()
            raise RuntimeError(f"the limited child for {job} does not start: {gone}") from gone

    def ask(self, request: Mapping[str, Any], seconds: float) -> Answer:
        self.left -= 1
        self.fresh = False
        try:
            self._asked.write(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise _Gone(self._fate()) from error
        answer: Answer = json.loads(self._line(seconds))
        return answer

    def stop(self) -> None:
        self.let_go()
        self.process.kill()
        self.process.wait()

    def let_go(self) -> None:
        self._asked.close()
        self._answered.close()

    def _line(self, seconds: float) -> bytes:
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._answered, selectors.EVENT_READ)
            while b"\n" not in self._pending:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise _Gone(Fate.TOO_SLOW)
                data = os.read(self._answered.fileno(), 65536)
                if not data:
                    raise _Gone(self._fate())
                self._pending += data
        line, self._pending = self._pending.split(b"\n", 1)
        return line

    def _fate(self) -> Fate:
        code = self.process.wait()
        return Fate.TOO_SLOW if code == -signal.SIGXCPU else Fate.DIED


@dataclass
class Pool:
    """The children of one kind of work: at most `at_once` busy, the idle ones kept warm."""

    job: str
    bounds: Bounds
    at_once: int
    _idle: list[_Child] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _turn: threading.BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        self._turn = threading.BoundedSemaphore(self.at_once)
        atexit.register(self.close)
        os.register_at_fork(after_in_child=self._forget)

    def ask(self, requests: Sequence[Mapping[str, Any]]) -> list[Answer | Fate]:
        """One answer a request, in order; a Fate where the child did not live to give one.

        Raises RuntimeError when a child does not even start: that is this server's fault, not the file's.
        """
        answers: list[Answer | Fate] = []
        child: _Child | None = None
        with self._turn:
            try:
                for request in requests:
                    child = child or self._take()
                    answer, child = self._answer(request, child)
                    answers.append(answer)
            except BaseException:
                child = self._stopped(child)
                raise
            finally:
                if child is not None:
                    with self._lock:
                        self._idle.append(child)
        return answers

    def _answer(self, request: Mapping[str, Any], child: _Child) -> tuple[Answer | Fate, _Child | None]:
        """One answer, and the child if it can take another request."""
        fresh = child.fresh
        try:
            answer = child.ask(request, self.bounds.wall_seconds)
        except _Gone as gone:
            self._stopped(child)
            # A child that died may have died of an earlier file, or of somebody who killed it.
            if gone.fate is Fate.DIED and not fresh:
                return self._answer(request, _Child(self.job, self.bounds))
            return gone.fate, None
        if answer.get("too_heavy") or answer["peak"] > self.bounds.resident_bytes:
            self._stopped(child)
            # What earlier files left behind in the child must not count against this one.
            return (
                ({"too_heavy": True, "peak": answer["peak"]}, None)
                if fresh
                else self._answer(request, _Child(self.job, self.bounds))
            )
        # A child that grew gives its memory back by ending.
        spent = child.left <= 0 or answer["kept"] > self.bounds.resident_bytes // 2
        return answer, self._stopped(child) if spent else child

    def close(self) -> None:
        """Ends the idle children."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.stop()

    def _take(self) -> _Child:
        """A warm child that is still alive, or a new one."""
        while True:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            if child is None:
                return _Child(self.job, self.bounds)
            if child.process.poll() is None:
                return child
            child.stop()

    @staticmethod
    def _stopped(child: _Child | None) -> None:
        if child is not None:
            child.stop()

    def _forget(self) -> None:
        """A forked process starts with none: two parents must not talk to one child."""
        for child in self._idle:
            child.let_go()
            child.process.returncode = 0
        self._idle = []
        self._lock = threading.Lock()
        self._turn = threading.BoundedSemaphore(self.at_once)
