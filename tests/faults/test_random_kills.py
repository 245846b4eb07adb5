"""F2: workers are killed at random while batches run through; then quiet, and every invariant has to hold.

Chance is not for every run: `make soak` and `make faults-table` do this. The seed is printed. FAULTS_SEED repeats a
run's choices; FAULTS_SECONDS lengthens it (a nightly run: a thousand kills).
"""

from __future__ import annotations

import os
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest

from cases.models import Case
from filing.models import Claim
from icms.files.models import StoredFile
from icms.kernel.models import OutboxJob
from tests.faults.people import Batch, Filer, Officer
from tests.faults.stack import Stack

SECONDS = float(os.environ.get("FAULTS_SECONDS", "60"))
CLAIMS = 21
WHOLE = 0.1  # the share of kills that take the whole worker, not one child
QUIET = 400.0  # the last batch goes to its end, with jobs that have lost three workers
CONFLICT = 409


class Traffic(threading.Thread):
    """A filer who files batch after batch, and an officer who accepts each, until told to stop."""

    def __init__(self, filer: Filer, officer: Officer) -> None:
        super().__init__(daemon=True, name="traffic")
        self.filer, self.officer = filer, officer
        self.enough = threading.Event()
        self.batches = 0
        self.fault: Exception | None = None
        self.waits_for = ""

    def run(self) -> None:
        try:
            while not self.enough.is_set():
                batch = self.filer.prepare(seed=100 + self.batches, claims=CLAIMS)
                self.waits_for = "the checks"
                self.wait_for_checks(batch)
                self.waits_for = "the acknowledgement"
                self.filer.file(batch)
                self.waits_for = "the decision"
                self.accept(batch)
                self.waits_for = "the next batch"
                self.batches += 1
        except Exception as fault:  # noqa: BLE001 (the test reads it)
            self.fault = fault

    def wait_for_checks(self, batch: Batch) -> None:
        """Waits until every file is checked. A job that lost three workers goes on when staff try it again."""
        while not self.filer.is_checked(batch):
            self.officer.try_again()
            time.sleep(0.2)

    def accept(self, batch: Batch) -> None:
        """Waits until every form is scanned, as the officer's page asks for."""
        while self.officer.accept(batch, list(range(1, CLAIMS + 1))).status == CONFLICT:
            self.officer.try_again()
            time.sleep(0.2)


def kill_at_random(stack: Stack, chosen: random.Random, seconds: float) -> Counter[str]:
    """kill -9 every 0.1 to 0.6 s; what has died altogether is started again, as a supervisor does."""
    kills: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(chosen.uniform(0.1, 0.6))
        stack.supervise()
        if chosen.random() < WHOLE:
            stack.worker.kill()
            kills["workers"] += 1
        elif stack.worker.kill_child(chosen.randrange(100)):
            kills["children"] += 1
    stack.supervise()
    return kills


def unfinished(stack: Stack) -> dict[str, object]:
    """What a run that does not end still waits for."""
    with stack.database():
        jobs = OutboxJob.objects.filter(done_at=None).values_list(
            "topic", "attempts", "given_up_at", "leased_until"
        )
        return {
            "jobs": Counter(
                (topic, tries, bool(given_up), bool(lease)) for topic, tries, given_up, lease in jobs
            ),
            "files": Counter(StoredFile.objects.values_list("verdict", "fault", "scan_state")),
            "claims": Counter(Claim.objects.values_list("state", flat=True)),
        }


@pytest.mark.soak
def test_f2_nothing_is_lost_doubled_or_skipped_under_random_kills(
    stack: Stack, capsys: pytest.CaptureFixture, record_property: Callable
):
    seed = int(os.environ.get("FAULTS_SEED") or secrets.randbits(32))
    traffic = Traffic(stack.filer(), stack.officer())
    traffic.start()
    kills = kill_at_random(stack, random.Random(seed), SECONDS)
    traffic.enough.set()
    traffic.join(timeout=QUIET)
    assert traffic.fault is None, traffic.fault
    assert not traffic.is_alive(), f"{traffic.waits_for}: {unfinished(stack)}"
    stack.come_to_rest(QUIET)
    again = 0
    while stuck := traffic.officer.try_again():
        again += stuck
        stack.come_to_rest(QUIET)
    with stack.database():
        cases, claims = Case.objects.count(), Claim.objects.exclude(state="preparing").count()
    with capsys.disabled():
        print(  # noqa: T201 (a nightly run is repeated by its seed)
            f"\nFAULTS_SEED={seed}: {dict(kills)} killed in {SECONDS:g} s, {claims} claims, {cases} cases,"
            f" {again} jobs tried again by staff"
        )
    for name, value in {"kills": sum(kills.values()), "claims": claims, "cases": cases, "seed": seed}.items():
        record_property(name, value)
    assert cases == claims == traffic.batches * CLAIMS > 0
    stack.check()
