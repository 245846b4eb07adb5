"""The portal's own processes on a database, broker, port and folder of their own, to be hurt.

How to use it: the fixture `stack` gives the running portal, emptied to reference data and the demo's cast.

    def test_something(stack):
        filer = stack.filer()                  # signs in over HTTP; see tests/faults/people.py
        batch = filer.prepare(seed=7)          # import, upload, up to the declaration
        filer.file(batch)                      # declare, pay at the sandbox bank, read the acknowledgement
        stack.worker.kill_child()              # or .kill(), .silence(), .wake(), .stop(), .start(); stack.web, .broker
        stack.come_to_rest()                   # every job is done or on the staff's list
        with stack.database():                 # the ORM on the stack's database, MEDIA_ROOT on its files
            ...
        stack.check()                          # I1 to I10, tests/faults/invariants.py

`keep_copy(name)` and `put_back(name)` save building the same submission again (rows, files, the clients' log).
`plan("point", "kill")` arms a named crash point (icms/kernel/crash_points.py); the fixture `scenes`
(tests/faults/scenes.py) has a batch begun, ready to pay, or filed, at once. Nothing here was running before, and
everything ends with the tests: also when they are killed, by icms/orphans.py running beside them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import redis
from django.test import override_settings

from icms import embedded
from icms.kernel.crash_points import FIRED, POINTS
from icms.management.commands import up
from icms.supervisor import ORPHANS
from tests.faults import invariants, people
from tests.faults.log import Log
from tests.faults.parts import Part, until
from tests.faults.set_up import set_up
from tests.faults.store import copy_files, database_in, models_on

LEASE, PAUSE, SWEEP, SILENCE = 3.0, 0.3, 1.0, 1.0  # seconds; in production 120, 20, 60 and 60
# `make faults-table` tries every kind of fault at every point; the suite a part of that.
WHOLE_MATRIX = bool(os.environ.get("FAULTS_TABLE"))
EMPTY = "empty"


class Stack:
    """Broker, web server, workers and beat. `unblock` lets the tests' own process use a database."""

    def __init__(self, unblock: Callable[[], AbstractContextManager[None]], **environment: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="icms-stack-"))
        self.media = self.folder / "media"
        self.log = Log(self.folder / "clients.jsonl")
        self.store = database_in(self.folder)
        self._unblock = unblock
        self._listener = embedded.listen(0)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._beside = subprocess.Popen(
            [sys.executable, "-I", "-S", str(ORPHANS)], stdin=subprocess.PIPE, start_new_session=True
        )
        self.lease = float(environment.get("JOB_LEASE_SECONDS", LEASE))
        self.env = self._environment(environment)
        self.broker = self._broker_part()
        self.web = self._part("web", [*up.WEB, "--bind", f"fd://{self._listener.fileno()}"])
        self.web.keep = [self._listener.fileno()]
        self.web.ready = lambda part: bool(part.children()) and people.answers(self.url)
        self.scanner = self._part("scanner", ["tests.faults.scanner", self.env["ICMS_CLAMD"]])
        self.scanner.ready = lambda part: Path(self.env["ICMS_CLAMD"]).exists()
        self.worker = self._part("worker", [*up.WORKER, "--hostname", "one@stack"])
        self.worker.ready = lambda part: " ready." in part.said()
        self.beat = self._part("beat", [*up.BEAT, "--schedule", str(self.folder / "beat"), "--pidfile", ""])

    @property
    def parts(self) -> list[Part]:
        """In the order in which they start."""
        every = (self.broker, self.scanner, self.web, self.worker, self.beat)
        return [part for part in every if part is not None]

    # --- Life ---------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Everything set up and running, once a run."""
        if self.broker is not None:
            self.broker.start()
        self._flush()
        self.lease *= set_up(self.env)
        self.env["JOB_LEASE_SECONDS"] = str(self.lease)
        self.keep_copy(EMPTY)
        self.start_all()

    def start_all(self) -> None:
        """Starts whatever does not run, and waits until all do their work."""
        for part in self.parts:
            part.wake()
            part.start(wait=part is self.broker)
        for part in self.parts:
            part.wait_until_ready()

    def stop(self) -> None:
        """The end of all, folder and database included."""
        for part in reversed(self.parts):
            part.wake()
            part.kill()
        if self._beside.stdin is not None:
            self._beside.stdin.write(b"end\n")
            self._beside.stdin.close()
        self._beside.wait(timeout=15)
        self._listener.close()
        self.store.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def reset(self, copy: str = EMPTY) -> None:
        """As when the copy was made: what a test has killed runs again, what it left busy is ended."""
        shutil.rmtree(self._plans, ignore_errors=True)
        self._plans.mkdir()
        for part in self.parts:
            part.wake()
        if not self.is_at_rest():
            self.worker.kill()
        if self.broker is not None:
            self.broker.start()
        self.put_back(copy)
        self.start_all()

    def restart(self, part: Part) -> None:
        """An orderly stop and a new start."""
        part.stop()
        part.start()

    # --- Rows and files -----------------------------------------------------------------------------------------
    @contextmanager
    def database(self) -> Iterator[None]:
        """Django's models read and write the stack's database, and its files, inside the block."""
        with (
            self._unblock(),
            override_settings(MEDIA_ROOT=str(self.media), VAR_DIR=self.folder),
            models_on(self.store),
        ):
            yield

    def keep_copy(self, name: str) -> None:
        """Rows, files and the clients' log as they are now, the broker's messages not."""
        self.store.copy(name)
        copy_files(self.media, self.folder / f"media-{name}")
        shutil.copyfile(self.log.path, self.folder / f"log-{name}")

    def put_back(self, name: str) -> None:
        """As it was when the copy was made; what the broker and the cache held is gone."""
        self._flush()
        self.store.put_back(name)
        copy_files(self.folder / f"media-{name}", self.media)
        shutil.copyfile(self.folder / f"log-{name}", self.log.path)

    def is_at_rest(self) -> bool:
        """Whether no job waits or runs: each is done or on the staff's list."""
        with self.database():
            return not invariants.open_jobs()

    @property
    def patience(self) -> float:
        """Seconds in which work that lost its worker is done: two lost leases, the sweeps, and the work itself."""
        return 4 * (self.lease + SWEEP) + 20.0

    def come_to_rest(self, seconds: float = 0.0) -> float:
        """Waits until no job is open; how long that took. AssertionError names the jobs that are still open.

        Meanwhile it does what a supervisor does: it starts again what has died altogether.
        """
        started = time.monotonic()

        def rests() -> bool:
            self.supervise()
            return not invariants.open_jobs()

        with self.database():
            until(rests, seconds or self.patience, _Open())
        return time.monotonic() - started

    def supervise(self) -> None:
        """Starts whatever has died, without waiting for it."""
        for part in self.parts:
            if not part.runs:
                part.start(wait=False)

    def check(self) -> None:
        """All invariants hold, or an AssertionError names every one that does not."""
        with self.database():
            broken = invariants.broken(self.log)
        assert not broken, "\n".join(broken)

    # --- Harm and people ----------------------------------------------------------------------------------------
    def plan(self, point: str, kind: str = "kill", *, about: object = "", always: bool = False) -> None:
        """Arms a named crash point for the next that comes there (about this), or for all; until the next reset."""
        assert point in POINTS, f"{point} is no crash point"
        waiting = self._plans / f"{point}.new"
        waiting.write_text(json.dumps({"kind": kind, "about": str(about), "always": always}))
        waiting.rename(self._plans / point)

    def disarm(self, point: str) -> None:
        """The point is harmless again."""
        (self._plans / point).unlink(missing_ok=True)

    def fired(self, point: str) -> int:
        """How often a crash point has fired since the last reset."""
        mark = self._plans / f"{point}{FIRED}"
        return len(mark.read_text().splitlines()) if mark.exists() else 0

    def bells(self) -> int:
        """How many messages wait at the broker for a worker."""
        with redis.Redis.from_url(self._queues[0], socket_timeout=5) as queue:
            return int(queue.llen("celery"))

    def flush_broker(self) -> None:
        """FLUSHALL: every message that waits is gone."""
        self._flush()

    def filer(self, email: str = "filer@demo.example") -> people.Filer:
        """A filer who has signed in."""
        return people.Filer(self.url, self.log, email).sign_in()

    def officer(self, email: str = "officer@demo.example") -> people.Officer:
        """An officer of the registry who has signed in."""
        return people.Officer(self.url, self.log, email).sign_in()

    # --- Parts --------------------------------------------------------------------------------------------------
    @property
    def _plans(self) -> Path:
        return self.folder / "crash-plans"

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        socket = embedded.broker_socket(self.folder)
        self._socket = socket
        server = os.environ.get("STACK_BROKER_URL", "").rstrip("/")
        broker = f"{server}/14" if server else f"redis+socket://{socket}?virtual_host=0"
        cache = f"{server}/15" if server else f"unix://{socket}?db=1"
        self._queues = [broker, cache] if server else [f"unix://{socket}?db=0", cache]
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "icms.settings",
            "VAR_DIR": str(self.folder),
            "MEDIA_ROOT": str(self.media),
            "DATABASE_URL": self.store.url,
            "BROKER_URL": broker,
            "CACHE_URL": cache,
            "SECRET_KEY": "only-for-the-fault-tests-" + "0" * 40,
            "SITE_URL": self.url,
            "ICMS_DEMO": "1",
            "ICMS_CLAMD": str(self.folder / "run" / "clamd.sock"),
            "CRASH_PLANS": str(self._plans),
            "JOB_LEASE_SECONDS": str(LEASE),
            "JOB_PAUSE_SECONDS": str(PAUSE),
            "SWEEP_SECONDS": str(SWEEP),
            "PAYMENT_SILENCE_SECONDS": str(SILENCE),
            **more,
        }

    def _part(self, name: str, arguments: list[str]) -> Part:
        command = [sys.executable, "-m", *arguments]
        return Part(name, command, self.env, self.folder / "log" / f"{name}.log", on_start=self._started)

    def _broker_part(self) -> Part | None:
        if os.environ.get("STACK_BROKER_URL"):
            return None
        binary = os.environ.get("TEST_REDIS_BINARY") or embedded.valkey_binary()
        if binary is None:
            raise FileNotFoundError("no Valkey or Redis for this machine")
        command = embedded.valkey_command(binary, self._socket, self.folder / "valkey")
        log = self.folder / "log" / "broker.log"
        part = Part("broker", command, self.env, log, on_start=self._started)
        part.ready = lambda part: embedded.valkey_answers(self._socket)
        return part

    def _started(self, group: int) -> None:
        if self._beside.stdin is not None:
            self._beside.stdin.write(f"+{group}\n".encode())
            self._beside.stdin.flush()

    def _flush(self) -> None:
        for url in self._queues:
            with redis.Redis.from_url(url, socket_timeout=5) as queue:
                queue.flushdb()


class _Open(str):
    """The jobs that are open, looked up only when somebody wants to read it."""

    def __format__(self, spec: str) -> str:
        return "no job is open; still open: " + ", ".join(invariants.open_jobs())
