"""The demo's court clock goes forward only, nowhere else, and takes no job from its worker (ALL-6)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from icms.kernel import court_clock, outbox
from icms.kernel.models import AuditEvent, ClockOffset, OutboxJob, Sequence
from icms.lib import clock
from icms.lib.errors import Refused
from tests.demo import TESTER, demo_is_on, jump

pytestmark = pytest.mark.django_db(transaction=True)
WEEKS = timedelta(days=40)
LATE = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def demo() -> Iterator[None]:
    with demo_is_on():
        yield


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
    Sequence.objects.create(name="mark", last=0)


def test_the_courts_time_goes_on_from_where_it_was_moved_to_and_real_time_stays(demo):
    with time_machine.travel("2026-11-20T10:00:00Z", tick=False) as machine:
        real = clock.real_now()
        jump(datetime(2026, 12, 3, 0, 45, tzinfo=UTC))
        assert clock.now() == datetime(2026, 12, 3, 0, 45, tzinfo=UTC)
        assert clock.today().isoformat() == "2026-12-03"
        assert clock.real_now() == real
        assert clock.court_time_of(real) == clock.now()
        machine.shift(timedelta(minutes=5))
        assert clock.now() == datetime(2026, 12, 3, 0, 50, tzinfo=UTC)


def test_the_moment_asked_for_is_reached_and_passed_by_less_than_a_second(demo):
    with time_machine.travel("2026-11-20T10:00:00.400Z", tick=False):
        wanted = datetime(2026, 12, 3, 0, 45, tzinfo=UTC)
        jump(wanted)
        assert timedelta(0) <= clock.now() - wanted < timedelta(seconds=1)


def test_a_move_is_in_the_audit_trail_with_both_times(demo):
    jump(WEEKS)
    event = AuditEvent.objects.get(action="clock.moved")
    assert event.actor == TESTER.audit_label
    assert '"before"' in event.data
    assert '"after"' in event.data


def test_the_clock_is_not_moved_back(demo):
    jump(WEEKS)
    stood = ClockOffset.objects.get().seconds
    for back in (timedelta(seconds=2), WEEKS, timedelta(days=9000)):
        with pytest.raises(Refused) as refused:
            court_clock.move_clock(clock.now() - back, latest=LATE, by=TESTER)
        assert refused.value.code == "clock_backwards"
        assert "never goes back" in str(refused.value)
    assert ClockOffset.objects.get().seconds == stood
    assert AuditEvent.objects.filter(action="clock.moved").count() == 1


def test_the_clock_is_not_moved_beyond_its_bound(demo):
    with pytest.raises(Refused) as refused:
        court_clock.move_clock(LATE + timedelta(seconds=1), latest=LATE, by=TESTER)
    assert refused.value.code == "clock_too_far"
    assert clock.ahead() == timedelta(0)


def test_a_naive_time_names_no_moment(demo):
    with pytest.raises(ValueError, match="naive"):
        court_clock.move_clock(datetime(2029, 1, 1), latest=LATE, by=TESTER)  # noqa: DTZ001


def test_where_the_demo_is_off_the_clock_cannot_be_moved():
    with pytest.raises(Refused) as refused:
        court_clock.move_clock(clock.now() + WEEKS, latest=LATE, by=TESTER)
    assert refused.value.code == "clock_not_in_demo"
    assert not ClockOffset.objects.exists()


def test_where_the_demo_is_off_a_row_moves_nothing_and_is_not_even_read():
    ClockOffset.objects.create(pk=1, seconds=86_400)
    with CaptureQueriesContext(connection) as asked, clock.one_reading():
        assert clock.now() - clock.real_now() < timedelta(seconds=1)
        assert clock.ahead() == timedelta(0)
    assert len(asked) == 0


@pytest.mark.parametrize("row", [{"pk": 1, "seconds": -1}, {"pk": 2, "seconds": 1}])
def test_the_database_takes_one_row_that_is_never_negative(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockOffset.objects.create(**row)


def test_a_request_reads_the_clock_once_and_lives_in_one_time(demo):
    with CaptureQueriesContext(connection) as asked, clock.one_reading():
        began = clock.now()
        clock.today()
    assert len(asked) == 1
    with clock.one_reading():
        clock.now()
        jump(WEEKS)
        assert clock.now() - began < timedelta(hours=1)
    assert clock.now() - began > timedelta(days=39)


def test_two_who_move_the_clock_at_once_move_it_to_the_later_time(demo):
    """The second waits for the first's row; what lies behind the time that it finds is refused, never undone."""
    wanted = [clock.now() + timedelta(days=days) for days in (3, 9, 6, 12)]

    def move(to: datetime) -> str:
        try:
            court_clock.move_clock(to, latest=LATE + WEEKS * 100, by=TESTER)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(move, wanted))
    assert set(answers) <= {"", "clock_backwards"}
    assert answers[3] == ""
    assert timedelta(0) <= clock.now() - wanted[3] < timedelta(minutes=1)


def test_a_jump_takes_no_job_from_the_worker_that_leased_it(demo, handler):
    handler(leave_a_mark)
    emit()
    leased = outbox.claim()
    assert leased is not None
    jump(WEEKS)
    assert outbox.claim() is None
    assert outbox.drain() == 0
    assert outbox.run(leased)
    assert outbox.drain() == 0
    assert Sequence.objects.count() == 1
    assert OutboxJob.objects.get().attempts == 1


def test_a_jump_in_the_middle_of_a_jobs_work_runs_it_once(demo, handler):
    """The worker is at its slow work on its own connection while the clock jumps twice and others look for jobs."""
    working, jumped = Event(), Event()

    def prepare(payload):
        began = clock.now()
        working.set()
        assert jumped.wait(timeout=30)
        return clock.now() - began

    handler(lambda payload, took: Sequence.objects.create(name=f"mark {took.days}", last=0), prepare)
    emit()

    def worker() -> int:
        try:
            return outbox.drain()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(worker)
        assert working.wait(timeout=30)
        for _ in range(2):
            jump(WEEKS)
            assert outbox.drain() == 0
        jumped.set()
        assert done.result(timeout=60) == 1
    assert outbox.drain() == 0
    assert [mark.name for mark in Sequence.objects.all()] == ["mark 0"]


def test_a_job_of_a_worker_that_died_comes_back_after_its_lease_of_real_time(demo, handler):
    handler(leave_a_mark)
    emit()
    assert outbox.claim() is not None
    jump(WEEKS)
    assert outbox.claim() is None
    OutboxJob.objects.update(leased_until=clock.real_now() - timedelta(seconds=1))
    assert outbox.drain() == 1
    assert Sequence.objects.count() == 1


def test_a_job_that_waits_for_a_moment_of_the_court_is_done_when_the_clock_jumps_past_it(demo, handler):
    due = clock.now() + timedelta(days=3)

    def effect(payload, prepared):
        if clock.now() < due:
            raise outbox.NotYet(due)
        leave_a_mark(payload, prepared)

    handler(effect)
    emit()
    assert outbox.drain() == 0
    jump(timedelta(days=2))
    assert outbox.drain() == 0
    jump(timedelta(days=2))
    assert outbox.drain() == 1
    assert Sequence.objects.count() == 1


def test_a_job_that_finds_its_moment_ahead_while_the_clock_jumps_past_it_is_due_at_once(demo, handler):
    due = clock.now() + timedelta(days=3)

    def effect(payload, prepared):
        if clock.now() < due:
            raise outbox.NotYet(due)
        leave_a_mark(payload, prepared)

    handler(effect, lambda payload: None if clock.now() > due else jump(timedelta(days=4)))
    emit()
    assert outbox.drain() == 1
    assert Sequence.objects.count() == 1


def test_jobs_that_ended_or_were_given_up_stay_so(demo, handler):
    handler(leave_a_mark)
    emit()
    outbox.drain()
    emit()
    moment = clock.real_now()
    OutboxJob.objects.filter(done_at=None).update(given_up_at=moment, due_at=moment + timedelta(minutes=1))
    before = list(OutboxJob.objects.order_by("pk").values())
    jump(WEEKS)
    assert list(OutboxJob.objects.order_by("pk").values()) == before
    assert outbox.drain() == 0
