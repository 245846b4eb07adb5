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
`plan("point", "kill")` arms a named crash point (icms/kernel/crash_points.py). Nothing here was running before, and
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

import environ
import redis
from django.db import connections
from django.db.utils import load_backend
from django.test import override_settings

from icms import embedded
from icms.management.commands import up
from icms.supervisor import ORPHANS
from tests.architecture.sources import ROOT
from tests.faults import invariants, people
from tests.faults.log import Log
from tests.faults.parts import Part, until
from tests.faults.store import copy_files, database_in

LEASE, PAUSE, SWEEP, SILENCE = 3.0, 0.3, 1.0, 1.0  # seconds; in production 120, 20, 60 and 60
EMPTY = "empty"
SET_UP = """
import django; django.setup()
from django.core.management import call_command as call
call('migrate', interactive=False, verbosity=0); call('load_reference', verbosity=0); call('load_demo')
"""
COLLECT = """
import django; django.setup()
from django.core.management import call_command as call
call('collectstatic', interactive=False, verbosity=0)
"""


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
        self.env = self._environment(environment)
        self.broker = self._broker_part()
        self.web = self._part("web", [*up.WEB, "--bind", f"fd://{self._listener.fileno()}"])
        self.web.keep = [self._listener.fileno()]
        self.web.ready = lambda part: bool(part.children()) and people.answers(self.url)
        self.worker = self._part("worker", [*up.WORKER, "--hostname", "one@stack"])
        self.worker.ready = lambda part: " ready." in part.said()
        self.beat = self._part("beat", [*up.BEAT, "--schedule", str(self.folder / "beat"), "--pidfile", ""])

    @property
    def parts(self) -> list[Part]:
        """In the order in which they start."""
        return [part for part in (self.broker, self.web, self.worker, self.beat) if part is not None]

    # --- Life ---------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Everything set up and running, once a run."""
        if self.broker is not None:
            self.broker.start()
        self._flush()
        made = [self._run(words) for words in (SET_UP, COLLECT)]
        for process in made:
            said = process.communicate(timeout=180)[0]
            assert process.returncode == 0, said
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

    def reset(self) -> None:
        """As after the start: what a test has killed runs again, what it left busy is ended, nothing is filed."""
        self.plan(None)
        if not self.is_at_rest():
            self.worker.kill()
        self.put_back(EMPTY)
        self.start_all()

    def restart(self, part: Part) -> None:
        """An orderly stop and a new start."""
        part.stop()
        part.start()

    # --- Rows and files -----------------------------------------------------------------------------------------
    @contextmanager
    def database(self) -> Iterator[None]:
        """Django's models read and write the stack's database, and its files, inside the block."""
        with self._unblock(), override_settings(MEDIA_ROOT=str(self.media), VAR_DIR=self.folder):
            named = {**environ.Env.db_url_config(self.store.url), "OPTIONS": self.store.options}
            settings = connections.configure_settings({"default": named})["default"]
            ours = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
            theirs, connections["default"] = connections["default"], ours
            try:
                yield
            finally:
                ours.close()
                connections["default"] = theirs

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

    def come_to_rest(self, seconds: float = 30.0) -> float:
        """Waits until no job is open; how long that took. AssertionError names the jobs that are still open."""
        started = time.monotonic()
        with self.database():
            until(lambda: not invariants.open_jobs(), seconds, _Open())
        return time.monotonic() - started

    def check(self) -> None:
        """All invariants hold, or an AssertionError names every one that does not."""
        with self.database():
            broken = invariants.broken(self.log)
        assert not broken, "\n".join(broken)

    # --- Harm and people ----------------------------------------------------------------------------------------
    def plan(self, point: str | None, kind: str = "kill", *, about: str = "", always: bool = False) -> None:
        """Arms a named crash point, for the next that comes there (about this); None disarms."""
        for file in (self._plan, self._fired):
            file.unlink(missing_ok=True)
        if point is not None:
            waiting = self._plan.with_suffix(".new")
            waiting.write_text(json.dumps({"point": point, "kind": kind, "about": about, "always": always}))
            waiting.rename(self._plan)

    def fired(self) -> int:
        """How often the armed crash point has fired."""
        return len(self._fired.read_text().splitlines()) if self._fired.exists() else 0

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
    def _plan(self) -> Path:
        return self.folder / "crash-plan"

    @property
    def _fired(self) -> Path:
        return self.folder / "crash-plan.fired"

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
            "CRASH_PLAN": str(self._plan),
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
        binary = embedded.valkey_binary()
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

    def _run(self, words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", words]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def _flush(self) -> None:
        for url in self._queues:
            with redis.Redis.from_url(url, socket_timeout=5) as queue:
                queue.flushdb()


class _Open(str):
    """The jobs that are open, looked up only when somebody wants to read it."""

    def __format__(self, spec: str) -> str:
        return "no job is open; still open: " + ", ".join(invariants.open_jobs())
