"""F14: clocks are put back and forward, and differ; what was told stays, and no job waits for a clock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from cases.models import Case
from filing.models import Submission
from icms.kernel.models import AuditEvent
from payments.models import Payment, Refund
from payments.states import PaymentState
from tests.faults.clocks import RIGHT, Clock, on_clocks
from tests.faults.parts import until
from tests.faults.scenes import Scenes
from tests.faults.stack import SWEEP

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(scope="module")
def clocks(scenes: Scenes) -> Iterator[tuple[Clock, Clock]]:
    """The clock of the web server and beat, and the workers'."""
    stack = scenes.stack
    with on_clocks(stack, [[stack.web, stack.beat], [stack.worker]]) as (webs, workers):
        yield webs, workers


@pytest.fixture(autouse=True)
def right(clocks: tuple[Clock, Clock]) -> None:
    """Each test begins with all clocks right."""
    for clock in clocks:
        clock.put(RIGHT)


def put(clocks: tuple[Clock, Clock], offset: timedelta) -> None:
    """A step of the machine's clock: all processes see it."""
    for clock in clocks:
        clock.put(offset)


def test_a_clock_that_is_put_back_an_hour_during_a_submit_keeps_references_and_their_order(
    scenes: Scenes, clocks: tuple[Clock, Clock]
):
    """F14: the clocks of web server, workers and beat go back one hour between payment and settlement."""
    batch, stack, filer = scenes.ready(), scenes.stack, scenes.filer
    filer.declare(batch)
    approval = filer.decision(batch)
    put(clocks, -AN_HOUR)
    filer.log.write("pays", payment=batch.payment, submission=batch.submission, cents=batch.cents)
    filer.post(*approval)
    filer.wait_for_acknowledgement(batch, 60)
    scenes.officer.accept(batch, [1, 2, 3])
    stack.come_to_rest(60)
    with stack.database():
        assert list(Case.objects.order_by("pk").values_list("running_number", flat=True)) == [1, 2, 3]
        times = list(AuditEvent.objects.order_by("sequence").values_list("at", flat=True))
    assert times != sorted(times)  # the clock did go back, and the chain keeps the order of the acts
    stack.check()


def test_a_clock_that_is_put_forward_a_day_during_a_submit_explains_the_money_and_files_the_next(
    scenes: Scenes, clocks: tuple[Clock, Clock]
):
    """F14: the clocks of web server, workers and beat go forward one day between payment and settlement."""
    batch, stack = scenes.ready(), scenes.stack
    filer = scenes.filer.window()
    filer.declare(batch)
    approval = filer.decision(batch)
    put(clocks, A_DAY)
    filer.post(*approval)
    with stack.database():
        until(lambda: Payment.objects.get().state == PaymentState.PAID, 30, "the bank's notice has come")
        assert Payment.objects.get().refund_reason == "settled_late"
        assert Refund.objects.count() == 1
        assert Submission.objects.get().state == "preparing"
    filer.sign_in()  # a session lasts half an hour
    filer.file(batch)
    stack.come_to_rest(60)
    stack.check()


def test_workers_whose_clock_differs_do_every_job_once_also_when_its_bell_is_lost(
    scenes: Scenes, clocks: tuple[Clock, Clock]
):
    """F14: the workers' clock is an hour behind, then a day ahead; beat's has been put back; bells are flushed away."""
    batch, stack = scenes.filed(), scenes.stack
    put(clocks, A_DAY)
    time.sleep(2 * SWEEP)
    put(clocks, RIGHT)
    for position, offset in enumerate([-AN_HOUR, A_DAY], start=1):
        clocks[1].put(offset)
        stack.worker.silence()
        scenes.officer.accept(batch, [position])
        stack.flush_broker()
        stack.worker.wake()
        stack.come_to_rest(60)
    with stack.database():
        assert Case.objects.count() == 2
    stack.check()
