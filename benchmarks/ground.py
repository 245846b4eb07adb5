"""The portal as a filer meets it: web server, workers, beat and Valkey of its own, on PostgreSQL or on SQLite.

It is the stack of the fault tests at production's pace; PostgreSQL comes from the dev wheel, with fsync on.
"""

from __future__ import annotations

import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from celery import Celery
from django.db import connection
from django.test import override_settings

from benchmarks.batches import SEED, Scale
from benchmarks.limits.settle import PostgreSQLTwin, SQLiteTwin, Twin
from icms.kernel import outbox
from icms.kernel.models import OutboxJob
from tests.faults.stack import Stack
from tests.faults.store import PostgreSQL, SQLite
from tests.on_production import postgres, postgres_binaries

POSTGRESQL, SQLITE = "PostgreSQL", "SQLite"
LEASE = 120.0  # seconds, production's
PACE = {"JOB_LEASE_SECONDS": str(LEASE), "JOB_PAUSE_SECONDS": "20", "SWEEP_SECONDS": "60"}
PATIENCE = 300.0  # seconds until the workers have to be at rest


@dataclass
class Ground:
    """A running portal, and what the rows ask of it."""

    stack: Stack
    parts: str
    scale: Scale
    job_seconds: float | None = None
    _seeds: Iterator[int] = field(default_factory=lambda: itertools.count(SEED))

    def seed(self) -> int:
        """A seed that no batch here has had: its reference is free."""
        return next(self._seeds)

    @contextmanager
    def database(self) -> Iterator[None]:
        """The acts of the portal, called from here on its database; their jobs ring its workers."""
        with (
            self.stack.database(),
            override_settings(SITE_URL=self.stack.url, SANDBOX_SECRET=self.stack.env["SECRET_KEY"]),
        ):
            yield

    def hush(self) -> None:
        """Ends everything but the broker."""
        for part in reversed(self.stack.parts):
            if part is not self.stack.broker:
                part.stop()

    def wake_all_but_the_workers(self) -> None:
        """Starts what was hushed. Workers that were stopped at once would keep the jobs that they have leased."""
        for part in self.stack.parts:
            if part is not self.stack.worker:
                part.start()

    @contextmanager
    def no_workers(self) -> Iterator[None]:
        """Work waits meanwhile: nothing but web server and database uses the cores."""
        self.stack.worker.stop()
        try:
            yield
        finally:
            self.stack.worker.start()

    @contextmanager
    def workers_that_compare_nothing(self) -> Iterator[None]:
        """Workers that seal without looking at pictures (benchmarks/worker.py)."""
        worker = self.stack.worker
        usual = worker.command
        at = list(usual).index("celery")
        worker.stop()
        worker.command = [*usual[:at], "benchmarks.worker", *usual[at + 1 :]]
        worker.start()
        try:
            yield
        finally:
            worker.stop()
            worker.command = usual
            worker.start()

    def twin(self) -> Twin:
        """A copy of the database. Nobody may be connected to it."""
        connection.close()
        store = self.stack.store
        if isinstance(store, PostgreSQL):
            return PostgreSQLTwin(store.server, store.name)
        assert isinstance(store, SQLite)
        return SQLiteTwin(store.path)

    def come_to_rest(self) -> None:
        """Waits until no job is open. Only inside `database`."""
        deadline = time.monotonic() + PATIENCE
        waiting = OutboxJob.objects.filter(done_at__isnull=True)
        while waiting.exists():
            if time.monotonic() > deadline:
                jobs = list(waiting.values_list("topic", "attempts", "leased_until", "last_error")[:5])
                raise TimeoutError(f"the workers do not come to an end: {jobs}")
            time.sleep(0.02)


Unblock = Callable[[], AbstractContextManager[None]]


@contextmanager
def ground(parts: str, scale: Scale, unblock: Unblock = nullcontext) -> Iterator[Ground]:
    """The portal on these parts, for the length of the block. `unblock` lets a test's process use a database."""
    with ExitStack() as ends:
        if parts == POSTGRESQL:
            folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="icms-bench-")))
            server = ends.enter_context(postgres(postgres_binaries(installed=False), folder, fsync=True))
            ends.enter_context(_environment(STACK_DATABASE_URL=server))
        stack = Stack(unblock, **PACE)
        ends.callback(stack.stop)
        stack.start()
        bell = ends.enter_context(Celery(broker=stack.env["BROKER_URL"]))
        ring, before = (lambda: bell.send_task("kernel.work")), outbox._bell
        outbox.hang_bell(ring)
        if before is not None:
            ends.callback(outbox.hang_bell, before)
        yield Ground(stack, parts, scale)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
