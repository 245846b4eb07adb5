"""The job table: every job is done once, or ends on the staff's list (ALL-5)."""

from __future__ import annotations

import contextlib
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from icms.kernel import outbox, tasks
from icms.kernel.models import OutboxJob, Sequence

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def handler(monkeypatch):
    """Registers a handler for the topic "test" for one test."""

    def register(effect, prepare=None):
        monkeypatch.setitem(outbox._handlers, "test", outbox.Handler(effect, prepare))

    return register


def emit(**payload: object) -> OutboxJob:
    with transaction.atomic():
        return outbox.emit("test", **payload)


def leave_a_mark(payload: dict, prepared: object) -> None:
    Sequence.objects.create(name=f"mark {payload['n']}", last=0)


def test_a_job_outside_an_act_is_refused():
    with pytest.raises(RuntimeError):
        outbox.emit("test")


def test_a_job_of_an_act_that_rolls_back_does_not_exist():
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        outbox.emit("test")
        raise ZeroDivisionError
    assert not OutboxJob.objects.exists()


def test_due_jobs_are_done_once_in_the_order_of_their_due_time(handler):
    handler(leave_a_mark)
    for number in range(3):
        emit(n=number)
    assert outbox.drain() == 3
    assert outbox.drain() == 0
    assert list(Sequence.objects.order_by("pk").values_list("name", flat=True)) == [
        "mark 0",
        "mark 1",
        "mark 2",
    ]


def test_jobs_that_fail_leave_none_of_the_others_to_the_sweep(handler, monkeypatch):
    """A worker that has done a full handful rings for the rest; a failure must not look like the end of the table."""
    rings = []
    monkeypatch.setattr(tasks.work, "delay", lambda: rings.append("ring"))

    def fail_the_first(payload: dict, prepared: object) -> None:
        if payload["n"] == 0:
            raise ZeroDivisionError
        leave_a_mark(payload, prepared)

    handler(fail_the_first)
    for number in range(tasks.HANDFUL + 3):
        emit(n=number)
    tasks.work()
    assert rings == ["ring"]
    tasks.work()
    assert rings == ["ring"]
    assert OutboxJob.objects.filter(done_at__isnull=True).count() == 1


def test_slow_work_is_done_with_no_transaction_open_and_handed_to_the_effect(handler):
    seen = []

    def prepare(payload):
        seen.append(transaction.get_connection().in_atomic_block)
        return payload["n"] * 2

    handler(
        lambda payload, prepared: seen.append((transaction.get_connection().in_atomic_block, prepared)),
        prepare,
    )
    emit(n=21)
    outbox.drain()
    assert seen == [False, (True, 42)]


def test_the_effect_and_the_done_mark_are_one_transaction(handler):
    def half(payload, prepared):
        leave_a_mark(payload, prepared)
        raise ZeroDivisionError

    handler(half)
    job = emit(n=1)
    assert outbox.drain() == 0
    job.refresh_from_db()
    assert job.done_at is None
    assert "ZeroDivisionError" in job.last_error
    assert not Sequence.objects.exists()


def test_a_job_that_fails_three_times_is_on_the_staffs_list_and_can_be_tried_again(handler):
    broken = [True]

    def effect(payload, prepared):
        if broken[0]:
            raise ZeroDivisionError

    handler(effect)
    job = emit(n=1)
    for _ in range(outbox.ATTEMPTS):
        OutboxJob.objects.update(due_at=timezone.now())
        assert outbox.drain() == 0
    job.refresh_from_db()
    assert job.given_up_at is not None
    OutboxJob.objects.update(due_at=timezone.now())
    assert outbox.claim() is None
    broken[0] = False
    outbox.retry(job.pk)
    assert outbox.drain() == 1


def test_a_worker_that_died_gives_the_job_back_when_its_lease_ends(handler):
    handler(leave_a_mark)
    emit(n=1)
    assert outbox.claim() is not None
    assert outbox.claim() is None
    OutboxJob.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert outbox.drain() == 1


def test_a_job_that_kills_its_worker_every_time_is_given_up_after_three_attempts(handler):
    handler(leave_a_mark)
    job = emit(n=1)
    for _ in range(outbox.ATTEMPTS):
        assert outbox.claim() is not None
        OutboxJob.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert outbox.drain() == 0
    job.refresh_from_db()
    assert job.given_up_at is not None
    assert not Sequence.objects.exists()


def count_up(payload: dict, prepared: object) -> None:
    """An effect that the database would let happen twice."""
    counter, _new = Sequence.objects.get_or_create(name="effects")
    Sequence.objects.filter(pk=counter.pk).update(last=counter.last + 1)


def test_a_worker_that_comes_back_after_its_lease_changes_nothing(handler):
    handler(count_up)
    emit(n=1)
    slow = outbox.claim()
    OutboxJob.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert outbox.drain() == 1
    assert outbox.run(slow) is False
    assert Sequence.objects.get().last == 1


def test_a_worker_that_comes_back_while_another_has_the_job_changes_nothing(handler):
    handler(count_up)
    emit(n=1)
    slow = outbox.claim()
    OutboxJob.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    other = outbox.claim()
    assert outbox.run(slow) is False
    assert not Sequence.objects.exists()
    assert outbox.run(other) is True


def test_a_claim_is_one_statement_and_reads_the_whole_job():
    emit(n=1)
    with CaptureQueriesContext(connection) as queries:
        job = outbox.claim()
    assert len(queries) == 1
    assert job.payload == {"n": 1}
    assert job == OutboxJob.objects.get(leased_until=job.leased_until, attempts=1)


def test_a_topic_has_exactly_one_handler(monkeypatch):
    monkeypatch.setitem(outbox._handlers, "test", outbox.Handler(leave_a_mark, None))
    with pytest.raises(ValueError, match="handler already"):
        outbox.handles("test")(leave_a_mark)


def test_the_bell_rings_after_the_commit_and_a_broken_bell_breaks_nothing(monkeypatch):
    rung = []

    def bell():
        rung.append(transaction.get_connection().in_atomic_block)
        raise ConnectionError

    monkeypatch.setattr(outbox, "_bell", bell)
    with transaction.atomic():
        outbox.emit("test")
        assert rung == []
    for _ in range(200):
        if rung:
            break
        time.sleep(0.01)
    assert rung == [False]


def test_a_clock_that_was_put_back_keeps_no_job_waiting(handler):
    handler(leave_a_mark)
    emit(n=1)
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        assert outbox.claim() is not None


def test_a_worker_whose_clock_was_ahead_holds_no_job_longer_than_its_lease(handler):
    handler(leave_a_mark)
    emit(n=1)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        ahead = outbox.claim()
    OutboxJob.objects.update(leased_until=timezone.now() + timedelta(days=1))  # what such a clock writes
    assert outbox.drain() == 1
    assert outbox.run(ahead) is False
    assert Sequence.objects.count() == 1


def test_a_job_that_waits_for_its_next_attempt_is_not_taken_for_one_of_another_clock(handler):
    handler(lambda payload, prepared: 1 / 0)
    emit(n=1)
    for attempt in range(1, outbox.ATTEMPTS):
        assert outbox.drain() == 0
        assert OutboxJob.objects.get().attempts == attempt
        assert outbox.claim() is None
        OutboxJob.objects.update(due_at=timezone.now())


def test_leases_go_by_the_databases_clock_where_it_has_one(handler):
    handler(leave_a_mark)
    emit(n=1)
    an_hour = timedelta(hours=1)
    with time_machine.travel(timezone.now() - an_hour):
        held = outbox.claim()
        assert outbox.claim() is None
    assert held is not None
    behind = timedelta(0) if connection.vendor == "postgresql" else an_hour
    assert abs(held.leased_until + behind - timezone.now() - outbox.LEASE) < timedelta(seconds=30)


def test_a_job_whose_server_is_away_waits_without_being_given_up(handler):
    away = [True]
    until = timezone.now() + timedelta(minutes=10)

    def prepare(payload):
        if away[0]:
            raise outbox.NotYet(until)

    handler(leave_a_mark, prepare)
    job = emit(n=1)
    for _ in range(3 * outbox.ATTEMPTS):
        OutboxJob.objects.update(due_at=timezone.now())
        assert outbox.drain() == 0
    job.refresh_from_db()
    assert (job.attempts, job.given_up_at, job.leased_until) == (0, None, None)
    assert abs(job.due_at - until) < timedelta(seconds=5)
    assert outbox.claim() is None
    away[0] = False
    OutboxJob.objects.update(due_at=timezone.now())
    assert outbox.drain() == 1


def test_no_job_is_put_off_for_longer_than_a_clock_that_was_put_back_may_keep_it(handler):
    def prepare(payload):
        raise outbox.NotYet(timezone.now() + timedelta(days=1))

    handler(leave_a_mark, prepare)
    job = emit(n=1)
    assert outbox.drain() == 0
    job.refresh_from_db()
    assert abs(job.due_at - timezone.now() - outbox.LONGEST_WAIT) < timedelta(seconds=5)
    assert outbox.claim() is None


def test_an_attempt_that_was_put_off_does_not_forget_those_that_killed_their_worker(handler):
    def prepare(payload):
        raise outbox.NotYet(timezone.now())

    handler(leave_a_mark, prepare)
    job = emit(n=1)
    OutboxJob.objects.update(attempts=2)
    assert outbox.drain(1) == 0
    job.refresh_from_db()
    assert job.attempts == 2
