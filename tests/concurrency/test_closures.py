"""A closure and the filings that complete meanwhile, each on a connection of its own: every time ends right (TIM-3)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from cases.models import Case, Closure
from cases.office import calendar_of
from filing.models import DeemedTimeMove, Submission
from filing.rules.filing_time import received
from filing.rules.moving import Change
from filing.transitions import closures as acts
from filing.transitions.complete import finish
from filing.transitions.locks import hold_calendar, locked
from icms.kernel import audit, outbox
from icms.kernel.models import AuditEvent
from icms.lib.errors import Refused
from messaging.models import Message
from tests.filing import registry, stage, storms
from tests.filing.storms import hk

pytestmark = [pytest.mark.usefixtures("scene"), pytest.mark.concurrency]

LONG_ENOUGH = 0.7  # seconds: for the other act to begin and, were there no lock, to end


@pytest.fixture(autouse=True)
def in_the_week_of_the_storm():
    with time_machine.travel(hk("2026-09-22 11:30")):
        yield


def closing(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def both(*acts_: Callable[[], Any]) -> list[Any]:
    """What each act returned; none may wait for another for ever."""
    with ThreadPoolExecutor(len(acts_)) as pool:
        futures: list[Future[Any]] = [pool.submit(closing, act) for act in acts_]
        return [future.result(timeout=60) for future in futures]


def complete(submission: Submission, moment: str, *, then: Callable[[], None] = lambda: None) -> None:
    """The step of completion in its transaction; `then` happens before the commit."""
    with transaction.atomic(durable=True):
        link = finish(locked(submission.pk), completed_at=hk(moment), payment=None)
        audit.record_many([link], by=stage.GATEWAY)
        then()


def test_a_completion_that_read_the_calendar_before_the_closure_is_moved_by_it():
    submission = stage.prepared(with_forms=False)
    by, court, read = registry.officer(), storms.court().pk, Event()

    def slow_completion() -> None:
        complete(submission, "2026-09-22 11:00:00", then=lambda: (read.set(), sleep(LONG_ENOUGH)))

    def closure() -> acts.Done:
        assert read.wait(timeout=30)
        return acts.enter(court, storms.storm("2026-09-22 10:00"), by=by)

    [_, done] = both(slow_completion, closure)
    assert done.moved == 1
    assert storms.deemed(submission) is None
    assert DeemedTimeMove.objects.get().before == hk("2026-09-22 11:00:00")
    assert Message.objects.filter(template="deemed_time_moved").count() == 1


def test_a_completion_that_begins_while_a_closure_is_being_recorded_reads_the_closure():
    submission = stage.prepared(with_forms=False)
    by, court, begun = registry.officer(), storms.court().pk, Event()

    def slow_closure() -> None:
        wanted = storms.storm("2026-09-22 10:00")
        with transaction.atomic(durable=True):
            hold_calendar(court)
            row = Closure.objects.create(court_id=court, kind=wanted.kind, starts_at=wanted.starts_at)
            acts._moved(row, Change(None, wanted), "entered", by=by, note="")
            begun.set()
            sleep(LONG_ENOUGH)

    def completion() -> None:
        assert begun.wait(timeout=30)
        complete(submission, "2026-09-22 11:00:00")

    both(slow_closure, completion)
    assert storms.deemed(submission) is None
    assert not DeemedTimeMove.objects.exists()


def test_settlements_closures_and_corrections_at_once_end_as_the_calendar_says():
    payments = [stage.declared(stage.prepared(21, seed)) for seed in (1, 2, 3)]
    by, court, start = registry.officer(), storms.court().pk, Barrier(6)

    def settling(payment: Any) -> Callable[[], Any]:
        return lambda: (start.wait(timeout=30), stage.settle(payment))

    def recording(starts: str, reopens: str | None) -> Callable[[], Any]:
        def record() -> Any:
            start.wait(timeout=30)
            try:
                return acts.enter(court, storms.storm(starts, reopens), by=by)
            except Refused as refused:
                return refused.code

        return record

    both(
        *map(settling, payments),
        recording("2026-09-22 11:00", None),
        recording("2026-09-22 11:00", None),
        recording("2026-09-22 10:00", "2026-09-22 11:00"),
    )
    assert Closure.objects.count() == 2
    calendar = calendar_of(court)
    for submission in Submission.objects.submitted():
        assert submission.deemed_at == received(submission.completed_at, calendar).deemed_at
    assert Submission.objects.submitted().count() == 3
    moves, told = DeemedTimeMove.objects.count(), Message.objects.filter(template="deemed_time_moved").count()
    assert moves == told
    assert list(audit.breaks(AuditEvent.objects.all())) == []


def test_claims_that_become_cases_while_a_closure_is_recorded_all_get_the_new_time():
    registry.session()
    sent = storms.settled_at("2026-09-22 11:00:00")
    by, court, start = registry.officer(), storms.court().pk, Barrier(3)
    registry.accept(sent, range(1, 22))

    def work() -> None:
        start.wait(timeout=30)
        outbox.drain()

    def close() -> acts.Done:
        start.wait(timeout=30)
        return acts.enter(court, storms.storm("2026-09-22 10:00", "2026-09-22 11:20"), by=by)

    both(work, work, close)
    outbox.drain()
    assert storms.deemed(sent) == hk("2026-09-22 11:20")
    assert Case.objects.count() == 21
    assert set(Case.objects.values_list("deemed_at", flat=True)) == {hk("2026-09-22 11:20")}


def test_a_claim_that_waits_for_a_closure_becomes_a_case_with_the_time_after_it():
    registry.session()
    sent = storms.settled_at("2026-09-22 11:00:00")
    by, court, begun = registry.officer(), storms.court().pk, Event()
    outbox.drain()
    registry.accept(sent, [1])

    def slow_closure() -> None:
        wanted = storms.storm("2026-09-22 10:00", "2026-09-22 11:20")
        with transaction.atomic(durable=True):
            hold_calendar(court)
            row = Closure.objects.create(
                court_id=court, kind=wanted.kind, starts_at=wanted.starts_at, reopens_at=wanted.reopens_at
            )
            acts._moved(row, Change(None, wanted), "entered", by=by, note="")
            begun.set()
            sleep(LONG_ENOUGH)

    def work() -> None:
        assert begun.wait(timeout=30)
        outbox.drain()

    both(slow_closure, work)
    outbox.drain()
    assert Case.objects.get().deemed_at == hk("2026-09-22 11:20")
