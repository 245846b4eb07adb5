"""`python -m benchmarks.statements`: where the time of P2 goes, one line a statement, on PostgreSQL.

The time until an answer is the statement's; what passes before the next one begins is Python's. Both are medians.
"""

from __future__ import annotations

import os
import re
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from payments.models import Payment

ROUNDS, WARM_UP, WIDTH = 40, 5, 100
COMMIT = "(commit)"


@dataclass
class Course:
    """What one act did: the statements in their order, and when each began and ended."""

    begun: float = field(default_factory=time.perf_counter)
    steps: list[tuple[str, float, float]] = field(default_factory=list)

    def waits(self) -> list[float]:
        """The time until each answer."""
        return [ended - begun for _, begun, ended in self.steps]

    def thoughts(self) -> list[float]:
        """The time in Python before each statement."""
        before = [self.begun, *(ended for _, _, ended in self.steps)]
        return [begun - last for (_, begun, _), last in zip(self.steps, before, strict=False)]


@contextmanager
def followed() -> Iterator[Course]:
    """Notes every statement of the block, and its commit as the last."""
    from django.db import connection

    course = Course()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            course.steps.append((re.sub(r'(SAVEPOINT) ".*"', r"\1", sql), begun, time.perf_counter()))

    committing = connection._commit

    def commit() -> None:
        begun = time.perf_counter()
        committing()
        course.steps.append((COMMIT, begun, time.perf_counter()))

    connection._commit = commit
    try:
        with connection.execute_wrapper(note):
            yield course
    finally:
        connection._commit = committing


def table(courses: list[Course]) -> str:
    """Milliseconds before each statement, in it, and its beginning; then the sums."""
    names = [sql for sql, _, _ in courses[0].steps]
    alike = [course for course in courses if [sql for sql, _, _ in course.steps] == names]
    thoughts = [statistics.median(times) * 1000 for times in zip(*(c.thoughts() for c in alike), strict=True)]
    waits = [statistics.median(times) * 1000 for times in zip(*(c.waits() for c in alike), strict=True)]
    rows = [
        f"{thought:8.2f} {wait:8.2f}  {sql[:WIDTH]}"
        for thought, wait, sql in zip(thoughts, waits, names, strict=True)
    ]
    sums = f"{sum(thoughts):8.2f} {sum(waits):8.2f}  {len(names)} statements, {len(alike)} acts"
    return "\n".join([f"{'Python':>8} {'database':>8}  ms", *rows, sums])


def _settled(payment: Payment) -> Course:
    from benchmarks.rows import p2

    payment.refresh_from_db()
    with followed() as course:
        p2.settle(payment)
    time.sleep(p2.BELL_SECONDS)
    return course


def main() -> None:
    """Settles so many batches of 99 claims, and prints the table."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()

    from benchmarks.batches import Scale
    from benchmarks.ground import POSTGRESQL, ground
    from tests.filing import stage

    scale = Scale()
    with ground(POSTGRESQL, scale) as running:
        with running.database():
            payments = [
                stage.declared(stage.prepared(scale.claims, running.seed())) for _ in range(WARM_UP + ROUNDS)
            ]
            running.come_to_rest()
        running.hush()
        with running.database():
            courses = [_settled(payment) for payment in payments]
    print(table(courses[WARM_UP:]))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a killed run stops its servers too
    sys.exit(main())
