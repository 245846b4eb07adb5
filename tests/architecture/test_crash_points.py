"""Crash points and their register agree, and no step of the main job changes anything without one (F1)."""

from __future__ import annotations

import ast

from icms.kernel.crash_points import POINTS
from tests.architecture.sources import called, calls, modules, text

# Where the main job changes something: from the file on its way to the disk to the documents of a case.
MAIN_JOB = (
    "cases/issuing.py",
    "cases/register.py",
    "cases/transitions.py",
    "filing/handlers.py",
    "filing/transitions/complete.py",
    "filing/transitions/decide.py",
    "filing/transitions/files.py",
    "icms/files/handlers.py",
    "icms/files/incoming.py",
    "icms/files/keep.py",
    "icms/files/transitions.py",
    "icms/kernel/outbox.py",
    "payments/transitions/orders.py",
    "payments/transitions/refunds.py",
    "payments/transitions/settlement.py",
    "payments/webhooks.py",
)
CHANGES = frozenset(
    "save create bulk_create bulk_update update delete raw get_or_create move_to fsync keep_bytes keep_all".split()
)
# What changes something there without a point of its own or of its callers, and why.
WITHOUT = {
    "cases/transitions.py:move_deemed_times": "staff declare or withdraw a closure; one transaction of its own",
    "cases/register.py:enter": "staff enter one document; nothing follows from it",
    "filing/transitions/complete.py:reopen": "a payment that came to nothing; nothing is acknowledged",
    "filing/transitions/files.py:match_files": "also follows an import and a move by hand; `receive` has its own",
    "filing/transitions/files.py:place": "a move by hand in one transaction; nothing follows from it",
    "filing/transitions/files.py:_remove": "a removal by hand in one transaction; nothing follows from it",
    "icms/kernel/outbox.py:claim": "`run` follows at once and begins with a point",
    "icms/kernel/outbox.py:look_now": "the demo's clock is moved; one statement of that act",
    "icms/kernel/outbox.py:retry": "staff, one row",
    "payments/transitions/orders.py:open_for": "nothing is paid yet; one transaction",
    "payments/transitions/orders.py:_inserted": "nothing is paid yet; one transaction",
    "payments/transitions/orders.py:send_to_gateway": "nothing is paid yet; one transaction",
    "payments/transitions/orders.py:_move": "a payment that came to nothing, or is asked for; one transaction",
}


def test_every_point_in_the_code_is_registered_and_every_registered_point_is_in_the_code():
    named = [text(call.args[0]) for path, call in calls("crash") if not path.endswith("crash_points.py")]
    assert None not in named, "a point has a literal name"
    assert sorted(str(name) for name in named) == sorted(POINTS)


def test_every_point_says_what_is_done_and_what_is_not():
    assert [point for point, words in POINTS.items() if not words.endswith(".") or len(words) < 30] == []


def functions() -> dict[str, tuple[str, set[str]]]:
    """Where each function of the main job is, and the names that it calls."""
    return {
        f"{path}:{node.name}": (
            node.name,
            {called(each) for each in ast.walk(node) if isinstance(each, ast.Call)},
        )
        for path in MAIN_JOB
        for owner in [
            modules()[path],
            *(each for each in modules()[path].body if isinstance(each, ast.ClassDef)),
        ]
        for node in owner.body
        if isinstance(node, ast.FunctionDef)
    }


def has_point(place: str, asked: frozenset[str] = frozenset()) -> bool:
    """Whether a function has a point, or everything of the main job that calls it has."""
    name, names = functions()[place]
    if "crash" in names:
        return True
    callers = [other for other, (_, calls) in functions().items() if name in calls and other not in asked]
    return bool(callers) and all(has_point(caller, asked | {place}) for caller in callers)


def test_every_step_of_the_main_job_that_changes_something_has_a_point():
    changing = [place for place, (_, names) in functions().items() if names & CHANGES]
    assert len(changing) > 20
    assert {place for place in changing if not has_point(place)} == set(WITHOUT)
