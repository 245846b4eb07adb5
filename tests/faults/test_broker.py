"""F4: the broker forgets, dies or falls silent; nothing waits for it, and no job is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from cases.models import Case
from tests.faults.crowd import seconds
from tests.faults.parts import silenced, until
from tests.faults.people import Batch
from tests.faults.scenes import Scenes
from tests.faults.stack import Stack

SLACK = 2.0  # seconds; the counts of a sign-in may wait for the cache once in each web process, half a second each


@contextmanager
def killed(stack: Stack) -> Iterator[None]:
    stack.broker.kill()
    yield
    stack.broker.start()


@contextmanager
def silent(stack: Stack) -> Iterator[None]:
    with silenced(stack.broker):
        yield


AWAY = pytest.mark.parametrize("away", [killed, silent])
Away = Callable[[Stack], AbstractContextManager[None]]


def test_jobs_whose_bells_were_flushed_away_are_found_by_the_sweep(scenes: Scenes):
    """F4: FLUSHALL after the officer's decision, before a worker heard of it."""
    batch, stack = scenes.filed(), scenes.stack
    stack.beat.stop()
    stack.worker.stop()
    scenes.officer.accept(batch, [1, 2, 3])
    until(stack.bells, 10, "the bell has rung")
    stack.flush_broker()
    assert not stack.bells()
    stack.start_all()
    stack.come_to_rest(60)
    with stack.database():
        assert Case.objects.count() == 3
    stack.check()


@AWAY
def test_an_acknowledgement_does_not_wait_for_the_broker_and_work_starts_when_it_is_back(
    scenes: Scenes, away: Away
):
    """F4: the broker is killed, or stopped so that it takes connections and never answers, during a submit."""
    stack, filer = scenes.stack, scenes.filer
    quiet = seconds(lambda: filer.file(scenes.ready()))
    batch: Batch = scenes.ready()
    with away(stack):
        loud = seconds(lambda: filer.file(batch))
    assert loud < 3 * quiet + SLACK, (quiet, loud)
    stack.come_to_rest(60)
    stack.check()


@AWAY
def test_people_sign_in_and_check_documents_while_the_cache_is_away(scenes: Scenes, away: Away):
    """F4: the cache, which is the same server, is killed or silent while people sign in and open pages."""
    scenes.ready()
    stack = scenes.stack

    def day() -> None:
        visitor = stack.filer("second.filer@demo.example")
        assert visitor.get("/").status == 200
        for _ in range(3):
            assert visitor.get("/verify/SC26-AAAA-AAAA-A/").status in (200, 404)

    quiet = seconds(day)
    with away(stack):
        loud = seconds(day)
    assert loud < 3 * quiet + SLACK, (quiet, loud)
    stack.check()
