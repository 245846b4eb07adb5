"""Officers decide at any time; an acceptance is carried out when the claims are received (REG-3a, REG-4)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse

from accounts.models import User
from accounts.seed import REGISTRARS
from cases.models import Case, SessionBooking
from filing.deciding import Standing, standing
from filing.models import Claim, Decision, Submission
from filing.states import ClaimState
from filing.transitions import decide
from filing.transitions.decide import Acceptance
from icms.kernel import outbox
from icms.kernel.models import OutboxJob
from icms.lib import clock
from tests.filing import registry, storms
from tests.filing.storms import hk

pytestmark = pytest.mark.usefixtures("scene")

EVENING, OPENING = "2026-09-22 18:00", "2026-09-23 08:45"


def refused(act, *given, **named):
    with pytest.raises(decide.Refused) as caught:
        act(*given, **named)
    return caught.value


def filed_in_the_evening() -> Submission:
    """A batch complete after closing time: it is received at the next opening."""
    return storms.settled_at(f"{EVENING}:00")


def numbers() -> list[tuple[int, int]]:
    """Position of each accepted claim, and the running number of its case."""
    accepted = Claim.objects.filter(state=ClaimState.ACCEPTED).order_by("position")
    return list(accepted.values_list("position", "case__running_number"))


def due_now() -> None:
    OutboxJob.objects.filter(done_at=None).update(due_at=hk("2026-01-01 00:00"), leased_until=None)


def test_what_is_accepted_before_the_claims_are_received_is_issued_at_that_moment_and_never_before():
    with time_machine.travel(hk("2026-09-22 19:00"), tick=False):
        sent = filed_in_the_evening()
        assert sent.deemed_at == hk(OPENING)
        registry.accept(sent, range(1, 22), to=session_on("2026-10-20 10:00"))
        outbox.drain()
        assert not Case.objects.exists()
    with time_machine.travel(hk("2026-09-23 08:44:59"), tick=False):
        due_now()
        outbox.drain()
        assert not Case.objects.exists()
    with time_machine.travel(hk(OPENING), tick=False):
        due_now()
        outbox.drain()
    assert [running for _position, running in numbers()] == list(range(1, 22))
    assert set(Case.objects.values_list("accepted_at", flat=True)) == {hk(OPENING)}


def shared_now() -> datetime:
    """The moment by which jobs are due: the database's, or on SQLite this process's."""
    if connection.vendor != "postgresql":
        return clock.real_now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT STATEMENT_TIMESTAMP()")
        return cursor.fetchone()[0]


def test_a_waiting_job_comes_back_at_the_deemed_time_and_counts_no_attempt():
    with time_machine.travel(hk("2026-09-23 08:40"), tick=False):
        sent = filed_in_the_evening()
        registry.accept(sent, [1], to=session_on("2026-10-20 10:00"))
        outbox.drain()
        job = OutboxJob.objects.get(topic="claim.decided")
        assert (job.attempts, job.given_up_at) == (0, None)
        # Five minutes of the clock that all workers share, which this test's clock does not move on PostgreSQL.
        assert abs(job.due_at - shared_now() - timedelta(minutes=5)) < timedelta(seconds=30)


def test_a_claim_accepted_while_its_time_is_open_waits_for_the_reopening():
    with time_machine.travel(hk("2026-09-22 11:30"), tick=False):
        sent = storms.settled_at("2026-09-22 11:00:00")
        storms.enter("2026-09-22 10:00")
        sent.refresh_from_db()
        assert sent.deemed_at is None
        registry.accept(sent, [1, 2], to=session_on("2026-10-20 10:00"))
        outbox.drain()
        assert not Case.objects.exists()
        storms.change(storms.row(), "2026-09-22 10:00", "2026-09-22 14:30")
    with time_machine.travel(hk("2026-09-22 14:30"), tick=False):
        due_now()
        outbox.drain()
    assert set(Case.objects.values_list("deemed_at", flat=True)) == {hk("2026-09-22 14:30")}


def test_a_closure_entered_at_the_deemed_minute_moves_the_acceptance_with_it():
    with time_machine.travel(hk("2026-09-22 19:00"), tick=False):
        sent = filed_in_the_evening()
        registry.accept(sent, [1], to=session_on("2026-10-20 10:00"))
    with time_machine.travel(hk(OPENING), tick=False):
        storms.enter("2026-09-23 08:45", "2026-09-23 12:00")
        due_now()
        outbox.drain()
        assert not Case.objects.exists()
    with time_machine.travel(hk("2026-09-23 12:00"), tick=False):
        due_now()
        outbox.drain()
    assert Case.objects.get().deemed_at == hk("2026-09-23 12:00")


def run(position: int) -> bool:
    """Runs the job of one claim, whatever else waits; whether it did its work."""
    job = OutboxJob.objects.get(topic="claim.decided", payload__claim=Claim.objects.get(position=position).pk)
    OutboxJob.objects.exclude(pk=job.pk).filter(done_at=None).update(due_at=AFAR)
    OutboxJob.objects.filter(pk=job.pk).update(due_at=hk("2026-01-01 00:00"), leased_until=None)
    found = outbox.claim()
    assert found is not None
    assert found.pk == job.pk
    return outbox.run(found)


# Not so far ahead that the outbox takes it for the date of a clock that was put back.
AFAR = clock.real_now() + timedelta(minutes=10)


def test_case_numbers_follow_the_order_of_claims_whichever_job_runs_first():
    registry.accept(registry.before_the_officer(), [3, 7, 12])
    assert not run(12)
    assert not run(7)
    assert run(3)
    assert not run(12)
    assert run(7)
    assert run(12)
    assert numbers() == [(3, 1), (7, 2), (12, 3)]


def test_a_claim_that_failed_once_or_whose_worker_died_holds_up_nobody():
    registry.accept(registry.before_the_officer(), [3, 7, 12])
    OutboxJob.objects.filter(payload__claim=Claim.objects.get(position=3).pk).update(attempts=1)
    assert run(7)
    dead = OutboxJob.objects.filter(payload__claim=Claim.objects.get(position=3).pk)
    dead.update(attempts=1, leased_until=clock.real_now() + outbox.LEASE - decide.FIRST_TRY * 2)
    assert run(12)
    assert numbers() == [(7, 1), (12, 2)]


def test_decided_at_is_the_moment_of_the_last_decision():
    sent = registry.before_the_officer()
    registry.accept(sent, range(1, 21))
    sent.refresh_from_db()
    assert sent.decided_at is None
    registry.reject(sent, [21])
    sent.refresh_from_db()
    assert sent.decided_at == Decision.objects.latest("decided_at").decided_at


@pytest.mark.parametrize(
    ("total", "undecided", "expected"),
    [(21, 21, Standing.WAITING), (21, 1, Standing.PARTLY_DECIDED), (21, 0, Standing.DECIDED)],
)
def test_the_standing_of_a_batch_follows_from_its_claims(total, undecided, expected):
    assert standing(total, undecided) == expected


def test_a_batch_decided_over_weeks_books_places_for_what_is_still_to_be_heard():
    with time_machine.travel(hk("2026-09-22 11:30"), tick=False) as traveller:
        sent = storms.settled_at("2026-09-22 11:00:00")
        registry.accept(sent, range(1, 11), to=session_on("2026-10-20 10:00"))
        outbox.drain()
        assert SessionBooking.objects.get().places == 21
        registry.reject(sent, [11])
        traveller.move_to(hk("2026-10-20 10:01"))
        registry.accept(sent, [12], to=session_on("2026-10-28 10:00"))
        outbox.drain()
    assert SessionBooking.objects.get().places == 10


def session_on(moment: str, capacity: int = 120):
    """A session of the tribunal at this moment."""
    days = (hk(moment) - clock.now()).days
    session = registry.session(max(days, 1), capacity=capacity, place=f"Courtroom {moment}")
    type(session).objects.filter(pk=session.pk).update(starts_at=hk(moment))
    session.refresh_from_db()
    return session


def registrar() -> User:
    user = registry.officer()
    user.groups.add(Group.objects.get(name=REGISTRARS))
    return User.objects.get(pk=user.pk)


def test_a_session_after_the_60_days_is_the_registrars_and_has_a_reason():
    sent = registry.before_the_officer()
    late = registry.session(90, place="Courtroom 9")
    plain = Acceptance(late.pk)
    assert refused(decide.decide, sent.pk, [1], plain, by=registry.officer()).code == "session_too_late"
    reasoned = Acceptance(late.pk, late_reason="The defendant is abroad until then.")
    found = refused(decide.decide, sent.pk, [1], reasoned, by=registry.officer())
    assert found.code == "may_not_choose_late_session"
    assert decide.decide(sent.pk, [1], reasoned, by=registrar()) == 1
    outbox.drain()
    assert Case.objects.get().hearings.get().session == late
    assert Decision.objects.get().late_reason == "The defendant is abroad until then."


def test_a_registrar_is_offered_late_sessions_and_asked_why():
    sent = registry.before_the_officer()
    late = registry.session(90, place="Courtroom 9")
    registrar()
    desk = registry.desk()
    page = registry.see(desk, "filing_review", sent.pk)
    assert "late: after the 60 days" in page
    address = reverse("admin:filing_decide", args=[sent.pk])
    given = {"claim": [1], "act": "accept", "accept-session": late.pk, "confirmed": "1"}
    assert "Say why the claims are heard later" in desk.post(address, given).content.decode()
    desk.post(address, {**given, "accept-late_reason": "The courtroom is being repaired."})
    assert Decision.objects.get().late_reason == "The courtroom is being repaired."


def test_the_queue_warns_of_what_is_undecided_45_days_after_receipt():
    sent = registry.before_the_officer()
    desk = registry.desk()
    address = reverse("admin:filing_submission_changelist")
    assert "more than 45 days ago" not in desk.get(address).content.decode()
    Submission.objects.filter(pk=sent.pk).update(deemed_at=clock.now() - timedelta(days=46))
    assert "more than 45 days ago" in desk.get(address).content.decode()
