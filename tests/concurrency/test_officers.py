"""Officers at the same moment, each on a connection of his own: one decides, the others are told (REG-1, F12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from cases.models import Case, HearingSession, SessionBooking
from filing.models import Decision, Submission
from filing.states import ClaimState
from icms.kernel import audit, outbox
from icms.kernel.models import AuditEvent, OutboxJob
from icms.lib.errors import Refused
from tests.filing import registry

pytestmark = [pytest.mark.usefixtures("scene"), pytest.mark.concurrency]


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each act returned, or its refusal; all start together."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=30)
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def officers(count: int) -> list[User]:
    return [registry.officer(f"officer{number}@court.example") for number in range(count)]


def test_fifty_officers_at_once_on_one_claim_decide_it_once_and_49_are_told_by_whom():
    sent = registry.before_the_officer()
    people = officers(50)
    acts = [
        (lambda by=by: registry.accept(sent, [8], by=by))
        if number % 2
        else (lambda by=by: registry.reject(sent, [8], by=by))
        for number, by in enumerate(people)
    ]
    results = at_once(acts)
    assert results.count(1) == 1
    winner = people[results.index(1)]
    told = [result for result in results if isinstance(result, Refused)]
    assert len(told) == 49
    assert {refused.code for refused in told} <= {"claim_already_decided"}
    assert all(refused.params["officer"] == winner.name for refused in told)
    assert Decision.objects.get().officer == winner
    assert OutboxJob.objects.filter(topic="claim.decided").count() == 1
    assert AuditEvent.objects.filter(action__startswith="claim.decided").count() == 1
    assert list(audit.breaks(AuditEvent.objects.all())) == []


def test_two_officers_with_choices_that_overlap_decide_every_claim_at_most_once():
    sent = registry.before_the_officer()
    one, two = officers(2)
    results = at_once(
        [
            lambda: registry.accept(sent, range(1, 13), by=one),
            lambda: registry.reject(sent, range(10, 22), by=two),
        ]
    )
    assert sorted(type(result) is int for result in results) == [False, True]
    assert registry.decisions() == 12
    assert Decision.objects.values("officer").distinct().count() == 1


def test_two_officers_with_choices_that_do_not_touch_both_decide():
    sent = registry.before_the_officer()
    one, two = officers(2)
    results = at_once(
        [
            lambda: registry.accept(sent, range(1, 11), by=one),
            lambda: registry.accept(sent, range(11, 22), by=two),
        ]
    )
    assert results == [10, 11]
    assert SessionBooking.objects.get().places == 21
    outbox.drain()
    assert sent.batch.claims.filter(state=ClaimState.ACCEPTED).count() == 21
    assert sorted(Case.objects.values_list("running_number", flat=True)) == list(range(1, 22))


def test_two_batches_at_once_cannot_take_the_same_last_places_of_a_session():
    first, second = registry.before_the_officer(21, 1), registry.before_the_officer(21, 2)
    session = HearingSession.objects.get()
    HearingSession.objects.update(capacity=41)
    one, two = officers(2)

    def accept(sent: Submission, by: User) -> int:
        return registry.accept(sent, range(1, 22), by=by, to=session)

    results = at_once([lambda: accept(first, one), lambda: accept(second, two)])
    assert [result for result in results if result == 21] == [21]
    [refused] = [result for result in results if isinstance(result, Refused)]
    assert refused.code == "session_full"
    assert registry.decisions() == 21
    assert SessionBooking.objects.get().places == 21


def test_a_double_click_decides_once():
    sent = registry.before_the_officer()
    by = registry.officer()
    results = at_once([lambda: registry.accept(sent, [1, 2, 3], by=by)] * 4)
    assert results == [3, 3, 3, 3]
    assert registry.decisions() == 3
    assert OutboxJob.objects.filter(topic="claim.decided").count() == 3


def test_two_workers_carry_out_the_decisions_of_a_batch_once_each():
    sent = registry.before_the_officer()
    registry.accept(sent, range(1, 22))
    at_once([outbox.drain] * 2)
    outbox.drain()
    assert sent.batch.claims.filter(state=ClaimState.ACCEPTED).count() == 21
    assert sorted(Case.objects.values_list("running_number", flat=True)) == list(range(1, 22))
    assert not OutboxJob.objects.filter(given_up_at__isnull=False).exists()
