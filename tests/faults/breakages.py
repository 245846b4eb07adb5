"""Deliberate breakages: each takes one safeguard out of a copy of the project, and the named tests must turn red.

`make breakages`, or `python -m tests.faults.breakages [WORD…] [--table FILE]`: prints a table, writes it into FILE if
one is named, and exits with 1 where a breakage stays green, a text does not stand exactly once in its file, or the
tests are red before anything is broken. WORDs choose the breakages whose description contains one of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.sources import ROOT
from tests.faults.table import write_part

OUTBOX = "icms/kernel/outbox.py"
KEYS = "tests/concurrency/test_keys.py"
ORDER = "tests/files/test_order_on_disk.py"
JOBS = "tests/kernel/test_outbox.py"
MINUTES = 5.0  # a test that hangs is red too
RED, GREEN = 1, 0  # pytest's exit codes; any other says that the tests did not run


@dataclass(frozen=True)
class Breakage:
    """`right` stands exactly once in `file` and is replaced by `wrong`; then one of `tests` fails."""

    what: str
    file: str
    right: str
    wrong: str
    tests: tuple[str, ...]


def key(file: str, right: str, wrong: str, name: str) -> Breakage:
    """A key is dropped where the database learns of it."""
    tests = {"payment": "open_payment", "batch": "preparation", "message": "message", "decision": "decision"}
    return Breakage(
        f"the database lets a second {name} in", file, right, wrong, (f"{KEYS} -k {tests[name]}",)
    )


BREAKAGES = (
    Breakage(
        "a worker that lost its lease still marks the job as done",
        OUTBOX,
        "filter(pk=job.pk, done_at__isnull=True, leased_until=job.leased_until)\n    return",
        "filter(pk=job.pk)\n    return",
        (f"{JOBS} -k comes_back",),
    ),
    Breakage(
        "a submission is acknowledged when it is declared",
        "filing/transitions/declare.py",
        "if total(line for lines in charged.values() for line in lines) == 0:",
        "if charged:",
        ("tests/filing/test_declaring.py -k double_click",),
    ),
    key(
        "payments/migrations/0001_initial.py",
        "fields=('purpose', 'subject'), name='payment_open_once",
        "fields=('purpose', 'subject', 'reference'), name='payment_open_once",
        "payment",
    ),
    key(
        "filing/migrations/0001_initial.py",
        "fields=('organisation', 'batch_reference'), name='batch_once",
        "fields=('organisation', 'batch_reference', 'id'), name='batch_once",
        "batch",
    ),
    key(
        "messaging/migrations/0001_initial.py",
        "fields=('account', 'event'), name='message_once",
        "fields=('account', 'event', 'id'), name='message_once",
        "message",
    ),
    key(
        "filing/migrations/0001_initial.py",
        "models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision'",
        "models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decision'",
        "decision",
    ),
    Breakage(
        "the bell rings before the commit",
        OUTBOX,
        "transaction.on_commit(ring)\n    return",
        "ring()\n    return",
        (f"{JOBS} -k rings_after",),
    ),
    Breakage(
        "a job is marked as done in a transaction of its own, before its effect",
        OUTBOX,
        "with transaction.atomic(durable=True):\n        if not _fence(job):\n            return False\n",
        "if not _fence(job):\n        return False\n    with transaction.atomic(durable=True):\n",
        (f"{JOBS} -k one_transaction",),
    ),
    Breakage(
        "attempts are not counted before the work starts",
        OUTBOX,
        "attempts = attempts + 1",
        "attempts = attempts",
        (f"{JOBS} -k kills_its_worker",),
    ),
    Breakage(
        "leases go by the court's time, which jumps in the demo",
        OUTBOX,
        'connection.vendor == "postgresql" else clock.real_now()',
        'connection.vendor == "postgresql" else clock.now()',
        ("tests/kernel/test_court_clock.py -k leased",),
    ),
    Breakage(
        "a server that is away costs a job its attempts",
        OUTBOX,
        "attempts=job.attempts - 1)",
        "attempts=job.attempts)",
        (f"{JOBS} -k server_is_away",),
    ),
    Breakage(
        "beat does not look for jobs whose bell was lost",
        "icms/celery.py",
        '"work": {"task": "kernel.work", **sweep},',
        "",
        ("tests/faults/test_broker.py -k flushed",),
    ),
    Breakage(
        "a file is kept without fsync",
        "icms/files/incoming.py",
        "os.fsync(self._file.fileno())",
        "pass",
        (ORDER,),
    ),
    Breakage("a rename is not synced", "icms/files/keep.py", "os.fsync(descriptor)", "pass", (ORDER,)),
    Breakage(
        "the row of a file is written before the file is in its place",
        "icms/files/keep.py",
        "        each.move_to(place / name)\n",
        "        transaction.on_commit(lambda each=each, name=name: each.move_to(place / name))\n",
        (ORDER,),
    ),
    Breakage(
        "the signature of a notice is not verified",
        "payments/gateways/paydollar.py",
        "if not is_signed(fields, FEED_SIGNED, secret):",
        "if not fields:",
        ("tests/payments/test_notices.py -k tampered",),
    ),
    Breakage(
        "the amount of a notice is not compared",
        "payments/transitions/settlement.py",
        "if (amount_cents, currency) != (payment.total_cents, CURRENCY):",
        "if currency != CURRENCY:",
        ("tests/payments/test_notices.py -k does_not_fit",),
    ),
    Breakage(
        "a submission is complete when the portal gets to it, not when the notice came",
        "filing/transitions/complete.py",
        "finish(submission, completed_at=payment.received_at,",
        "finish(submission, completed_at=clock.now(),",
        ("tests/filing/test_completing.py -k a38",),
    ),
    Breakage(
        "the deemed time is that of the declaration",
        "filing/transitions/complete.py",
        "time = received(completed_at,",
        "time = received(submission.declared_at or completed_at,",
        ("tests/filing/test_completing.py -k a38",),
    ),
    Breakage(
        "a number can be taken outside the transaction that uses it",
        "icms/kernel/numbering.py",
        "if not connection.in_atomic_block:",
        "if not name:",
        ("tests/kernel/test_numbering.py -k outside",),
    ),
    Breakage(
        "a link of the audit trail does not seal the one before it",
        "icms/kernel/audit.py",
        "            link.previous_hash,\n        ],",
        "        ],",
        ("tests/kernel/test_audit.py -k rewritten",),
    ),
)


def main(arguments: Sequence[str]) -> int:
    """Breaks and tests one after another; 0 when every breakage was found."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("words", nargs="*")
    asked.add_argument("--table", type=Path)
    given = asked.parse_args(arguments)
    chosen = [each for each in BREAKAGES if not given.words or any(word in each.what for word in given.words)]
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory(prefix="icms-broken-") as folder:
        copy = Path(folder) / "portal"
        copy_of_the_tree(copy)
        faults = before(copy, chosen)
        for each in chosen if not faults else ():
            rows.append((each.what, each.file, found(copy, each)))
            print(f"{rows[-1][2]:28} {each.what}", flush=True)
    if given.table and rows:
        write_part(given.table, "breakages", table(rows, given.table.read_text(encoding="utf-8")))
    stayed = [what for what, _, outcome in rows if not outcome.startswith("red")]
    print("\n".join(faults) or f"{len(rows) - len(stayed)} of {len(rows)} breakages are found")
    return 1 if faults or stayed else 0


def table(rows: Sequence[tuple[str, str, str]], before: str) -> list[str]:
    """The lines of the table: those of this run, and of the others what stood there."""
    new = {what: f"| {what} | `{file}` | {outcome.partition(' in ')[0]} |" for what, file, outcome in rows}
    old = {
        line.split(" | ")[0].removeprefix("| "): line for line in before.splitlines() if line.startswith("| ")
    }
    known = {**old, **new}
    lines = [known[each.what] for each in BREAKAGES if each.what in known]
    return ["| Breakage | In | Outcome |", "| --- | --- | --- |", *lines]


def copy_of_the_tree(to: Path) -> None:
    """The project's files as they are now, without what a run leaves behind."""
    left_out = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", "node_modules")
    shutil.copytree(ROOT, to, ignore=left_out)


def before(copy: Path, chosen: Sequence[Breakage]) -> list[str]:
    """What makes the answer worthless: a text that is not there once, or tests that are red already."""
    places = [
        f"{each.file} has the text of “{each.what}” {times} times"
        for each in chosen
        if (times := (copy / each.file).read_text(encoding="utf-8").count(each.right)) != 1
    ]
    tests = sorted({test for each in chosen for test in each.tests})
    return places or [
        f"{test} is not green before anything is broken" for test in tests if run(copy, test) != GREEN
    ]


def found(copy: Path, breakage: Breakage) -> str:
    """Breaks, runs, mends. "red in … s" when a test failed."""
    file = copy / breakage.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(breakage.right, breakage.wrong), encoding="utf-8")
    started = time.monotonic()
    try:
        ends = {run(copy, test) for test in breakage.tests}
    finally:
        file.write_text(whole, encoding="utf-8")
    if RED in ends:
        return f"red in {time.monotonic() - started:.0f} s"
    return "STAYED GREEN" if ends == {GREEN} else f"DID NOT RUN ({ends})"


def run(copy: Path, test: str) -> int:
    """pytest's exit code for a file and its -k; RED too when it does not end."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *test.split(" ", 2)]
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    try:
        return subprocess.run(
            command, cwd=copy, env=env, capture_output=True, timeout=60 * MINUTES
        ).returncode
    except subprocess.TimeoutExpired:
        return RED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
