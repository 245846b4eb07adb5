"""Court's time or real time: each module that measures with this machine's clock is named here (ADR 17)."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import modules

# Modules that read the real time, and what they measure with it.
REAL = {
    "accounts/adapter.py": "when somebody signed in, in an e-mail about it",
    "accounts/models/invitations.py": "whether a link still works",
    "accounts/querysets.py": "links that still work",
    "accounts/transitions/activate.py": "links: their end, and how many a day",
    "accounts/transitions/invite.py": "links: their end, and how many a day",
    "accounts/views/inviting.py": "links that still work",
    "filing/transitions/complete.py": "when a preparation was used last",
    "filing/transitions/locks.py": "when a preparation was used last",
    "filing/transitions/prepare.py": "the sweep of preparations and of checked imports",
    "icms/files/keep.py": "the age of a file, which the sweep compares with the disk's own times",
    "icms/files/sweep.py": "the age of files",
    "icms/kernel/court_clock.py": "from where the clock is moved",
    "icms/kernel/outbox.py": "leases and due times",
    "icms/lib/clock.py": "the seam itself",
    "messaging/handlers.py": "the delivery of e-mails",
    "messaging/mail.py": "the delivery of e-mails",
    "messaging/tasks.py": "the purge of delivered e-mails",
    "messaging/transitions.py": "the delivery of e-mails",
}
# Of these, those in which no court's time is read: a line that did so would make a guard or a lease jump.
ONLY_REAL = {
    "accounts/adapter.py",
    "accounts/models/invitations.py",
    "accounts/views/inviting.py",
    "icms/files/keep.py",
    "icms/files/sweep.py",
    "messaging/handlers.py",
    "messaging/tasks.py",
}
# What else tells the time. Django and allauth read it themselves, for sessions, tokens and codes: that is real too.
ELSEWHERE = {
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "Now",
}
EXCUSED = {
    ("icms/lib/clock.py", "timezone.now"): "the seam itself",
    ("icms/kernel/outbox.py", "Now"): "the database's clock, which all workers share, for leases",
    ("accounts/adapter.py", "time.time"): "allauth's own stamp of a sign-in is compared",
}


def read(path: str, *names: str) -> set[str]:
    """Which of the clock's functions a module names; `now()` is also called bare where it was imported so."""
    found = set()
    for node in ast.walk(modules()[path]):
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "clock":
            found.add(node.attr)
        if isinstance(node, ast.ImportFrom) and node.module == "icms.lib.clock":
            found |= {name.name for name in node.names}
    if path == "icms/lib/clock.py":
        found |= {"real_now", "now", "today"}
    return found & set(names)


def test_the_modules_that_measure_in_real_time_are_the_ones_named():
    assert {path for path in modules() if read(path, "real_now")} == set(REAL)


@pytest.mark.parametrize("path", sorted(ONLY_REAL))
def test_no_line_of_a_module_that_guards_or_leases_reads_the_courts_time(path: str):
    assert path in REAL
    assert read(path, "now", "today") == set()


def test_nobody_reads_the_time_past_the_clock():
    found = {
        (path, name)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (name := ast.unparse(node.func)) in ELSEWHERE
    }
    assert found == set(EXCUSED)


def test_a_lease_and_a_due_time_are_never_written_from_the_courts_time():
    """`clock.now()` stands in the outbox only for what a record says, and for how long a wait of the court's is."""
    lines = [
        ast.unparse(node)
        for node in ast.walk(modules()["icms/kernel/outbox.py"])
        if isinstance(node, (ast.Call, ast.Assign)) and "clock.now()" in ast.unparse(node)
    ]
    assert lines
    wrong = [line for line in lines if "due_at=clock" in line or "leased_until=clock" in line]
    assert wrong == []
