"""Closures move the filings in them, in one act; nothing else moves a deemed time (A40, TIM-3, TIM-4)."""

from __future__ import annotations

import json

import pytest
import time_machine

from cases.models import Case, Closure, Court, GeneralHoliday, OfficeHours
from cases.office import calendar_of
from cases.rules import calendar as rules
from cases.seed import load_holidays
from filing import closure_words
from filing.models import DeemedTimeMove, Submission
from filing.rules.filing_time import received
from filing.transitions import closures as acts
from icms.kernel import audit, outbox
from icms.kernel.models import AuditEvent, OutboxJob
from icms.lib import errors
from icms.lib.errors import Refused
from icms.lib.language import LANGUAGES, speaking
from messaging import catalogue
from messaging.models import Message
from tests.filing import registry, stage, storms
from tests.filing.storms import deemed, filed_at, hk, settled_at

pytestmark = pytest.mark.usefixtures("scene")

NOW = "2026-09-25 10:00"  # a Friday; the storms of these tests are in the week before


@pytest.fixture(autouse=True)
def clock_stands():
    with time_machine.travel(hk(NOW), tick=False):
        yield


def refused(act, *args, **named) -> Refused:
    """The refusal, after looking that nothing of the act is left and that it has words."""
    before = list(Closure.objects.values()), DeemedTimeMove.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    after = list(Closure.objects.values()), DeemedTimeMove.objects.count(), AuditEvent.objects.count()
    assert before == after
    assert caught.value.code in errors.known_codes()
    assert "%(" not in str(caught.value)
    return caught.value


def test_a40_tim_3_a_closure_entered_late_moves_what_lies_in_it_and_tells_each_filer():
    inside = filed_at("2026-09-22 11:00:00", 1)
    before = filed_at("2026-09-22 09:30:00", 2)
    evening = filed_at("2026-09-21 19:00:00", 3)  # received on Tuesday at 08:45, before the closure
    done = storms.enter("2026-09-22 10:00", "2026-09-22 15:00")
    assert done.moved == 1
    assert deemed(inside) == hk("2026-09-22 15:00")
    assert deemed(before) == hk("2026-09-22 09:30")
    assert deemed(evening) == hk("2026-09-22 08:45")
    move = DeemedTimeMove.objects.get()
    assert (move.submission, move.closure, move.before, move.after) == (
        inside,
        done.closure,
        hk("2026-09-22 11:00"),
        hk("2026-09-22 15:00"),
    )
    message = Message.objects.get(template="deemed_time_moved")
    assert message.account_id == inside.filer_id
    words = " ".join(catalogue.word(message.template, message.params).body)
    assert "now: Tuesday, 22 September 2026, 15:00:00" in words
    assert "Before: Tuesday, 22 September 2026, 11:00:00" in words
    assert "gale warning" in words
    links = AuditEvent.objects.filter(action__in=["closure.entered", "submission.time_moved"])
    assert [link.target for link in links] == [
        audit.name_of(done.closure),
        audit.name_of(inside),
    ]
    assert {link.person.partition(" <")[0] for link in links} == {registry.officer().name}
    assert list(audit.breaks(AuditEvent.objects.all())) == []


def test_tim_3_without_an_end_the_time_waits_and_the_reopening_fills_it():
    inside = filed_at("2026-09-22 11:00:00")
    storms.enter("2026-09-22 10:00")
    assert deemed(inside) is None
    during = filed_at("2026-09-22 12:00:00", 2)
    assert during.deemed_at is None
    done = storms.change(storms.row(), "2026-09-22 10:00", "2026-09-22 22:00")
    assert done.moved == 2
    assert deemed(inside) == deemed(during) == hk("2026-09-23 08:45")
    assert [move.cause["code"] for move in DeemedTimeMove.objects.filter(submission=inside)] == [
        "entered",
        "reopened",
    ]
    assert Message.objects.filter(template="deemed_time_moved").count() == 3


def test_tim_3_a_deemed_time_in_the_closure_moves_though_the_filing_was_complete_long_before():
    evening = filed_at("2026-09-21 19:00:00")
    assert evening.deemed_at == hk("2026-09-22 08:45")
    storms.enter("2026-09-22 07:00", "2026-09-22 13:20")
    assert deemed(evening) == hk("2026-09-22 14:00")


def test_a_corrected_and_a_withdrawn_closure_bring_the_times_back_and_stay_in_the_record():
    inside = filed_at("2026-09-22 11:00:00")
    closure = storms.enter("2026-09-22 10:00", "2026-09-22 15:00").closure
    assert refused(storms.change, closure, "2026-09-22 11:30", "2026-09-22 15:00").code == (
        "closure_note_missing"
    )
    storms.change(closure, "2026-09-22 11:30", "2026-09-22 15:00", note="The signal went up at half past.")
    assert deemed(inside) == hk("2026-09-22 11:00")
    closure.refresh_from_db()
    storms.change(closure, "2026-09-22 10:30", "2026-09-22 15:00", note="It did not.")
    assert deemed(inside) == hk("2026-09-22 15:00")
    closure.refresh_from_db()
    assert refused(storms.withdraw, closure, note=" ").code == "closure_note_missing"
    assert storms.withdraw(closure).moved == 1
    assert deemed(inside) == hk("2026-09-22 11:00")
    assert Closure.objects.get().withdrawn_at is not None
    assert DeemedTimeMove.objects.count() == 4
    kept = json.loads(AuditEvent.objects.get(action="closure.withdrawn").data)
    assert kept["note"] == "The signal was for another day."
    assert refused(storms.change, closure, "2026-09-22 10:30", None, note="x").code == "closure_withdrawn"
    assert storms.withdraw(closure).moved == 0


def test_the_same_act_again_changes_nothing():
    filed_at("2026-09-22 11:00:00")
    first = storms.enter("2026-09-22 10:00", "2026-09-22 15:00")
    counts = DeemedTimeMove.objects.count(), Message.objects.count(), AuditEvent.objects.count()
    again = storms.enter("2026-09-22 10:00", "2026-09-22 15:00")
    assert (again.closure, again.moved) == (first.closure, 0)
    assert storms.change(storms.row(), "2026-09-22 10:00", "2026-09-22 15:00").moved == 0
    assert counts == (DeemedTimeMove.objects.count(), Message.objects.count(), AuditEvent.objects.count())


@pytest.mark.parametrize(
    ("starts", "reopens", "code"),
    [
        ("2026-09-22 10:00", "2026-09-22 10:00", "closure_reopens_before_it_starts"),
        ("2026-09-22 10:00", "2026-09-21 10:00", "closure_reopens_before_it_starts"),
        ("2025-09-22 10:00", "2025-09-22 15:00", "closure_too_long_ago"),
        ("2027-09-22 10:00", None, "closure_too_far_ahead"),
        ("2026-09-22 10:00", "2028-09-22 10:00", "closure_too_long"),
        ("2026-09-14 08:00", None, "closure_overlaps"),
        ("2026-09-15 09:59", "2026-09-15 10:00", None),
        ("2026-09-15 12:00", "2026-09-15 12:01", None),
        ("2026-09-15 10:30", "2026-09-15 11:00", "closure_overlaps"),
        ("2026-09-26 08:00", "2026-09-28 15:00", None),  # announced, with a reopening that is announced too
    ],
)
def test_closures_that_cannot_be_are_refused_with_words(starts: str, reopens: str | None, code: str | None):
    storms.enter("2026-09-15 10:00", "2026-09-15 12:00")
    if code is None:
        assert storms.enter(starts, reopens).closure.reopens_at == hk(reopens)
    else:
        assert refused(storms.enter, starts, reopens).code == code


def test_a_time_that_names_no_moment_is_no_closure():
    naive = storms.storm("2026-09-22 10:00").starts_at.replace(tzinfo=None)
    wanted = rules.Closure("gale", naive, None)
    with pytest.raises(ValueError, match="naive"):
        acts.enter(storms.court().pk, wanted, by=registry.officer())


def test_an_officer_who_has_not_seen_the_latest_change_is_told():
    closure = storms.enter("2026-09-22 10:00").closure
    storms.change(closure, "2026-09-22 10:00", "2026-09-22 12:00")
    answer = refused(storms.change, closure, "2026-09-22 10:00", "2026-09-22 13:00", note="x")
    assert answer.code == "closure_changed_meanwhile"
    assert refused(storms.withdraw, closure).code == "closure_changed_meanwhile"


@pytest.mark.parametrize("who", ["accounts_officer", "newcomer"])
def test_other_staff_may_not_record_closures(who: str):
    by = getattr(registry, who)()
    closure = storms.enter("2026-09-15 10:00", "2026-09-15 12:00").closure
    wanted, court = storms.storm("2026-09-22 10:00"), storms.court().pk
    for act, args, named in (
        (acts.enter, [court, wanted], {}),
        (acts.change, [closure.pk, wanted], {"seen": storms.seen(closure), "note": "x"}),
        (acts.withdraw, [closure.pk], {"seen": storms.seen(closure), "note": "x"}),
        (acts.fill_waiting, [court], {}),
    ):
        assert refused(act, *args, **named, by=by).code == "may_not_close"


def test_tim_4_the_holidays_of_a_year_fill_the_waiting_times_by_an_act_and_not_by_themselves():
    GeneralHoliday.objects.filter(day__year=2026).delete()
    waiting = filed_at("2026-09-22 19:00:00")
    assert waiting.deemed_at is None
    load_holidays(range(2026, 2027))
    assert deemed(waiting) is None
    assert acts.fill_waiting(storms.court().pk, by=registry.officer()).moved == 1
    assert deemed(waiting) == hk("2026-09-23 08:45")
    move = DeemedTimeMove.objects.get()
    assert (move.closure, move.cause) == (None, {"code": "completed"})
    assert Message.objects.filter(template="deemed_time_moved").count() == 1
    assert acts.fill_waiting(storms.court().pk, by=registry.officer()).moved == 0


def test_tim_4_a_holiday_or_hours_entered_late_move_no_time_that_was_given():
    given = filed_at("2026-09-22 11:00:00", 1)
    filed_at("2026-09-21 19:00:00", 2)
    GeneralHoliday.objects.create(day="2026-09-22", name_en="X", name_zh_hant="X", name_zh_hans="X")
    OfficeHours.objects.all().delete()
    acts.fill_waiting(storms.court().pk, by=registry.officer())
    assert not DeemedTimeMove.objects.exists()
    assert deemed(given) == hk("2026-09-22 11:00")


def test_a_case_that_was_opened_already_gets_the_new_time_and_its_documents_stay():
    with time_machine.travel(hk("2026-09-22 11:30"), tick=False):
        registry.session()
        sent = settled_at("2026-09-22 11:00:00")
        registry.accept(sent, [1, 2])
        outbox.drain()
    issued = set(Case.objects.values_list("documents__reference__sha256", flat=True))
    storms.enter("2026-09-22 10:00")
    # It waits; the case shows its first time until there is another one.
    assert set(Case.objects.values_list("deemed_at", flat=True)) == {hk("2026-09-22 11:00")}
    storms.change(storms.row(), "2026-09-22 10:00", "2026-09-22 15:00")
    assert set(Case.objects.values_list("deemed_at", flat=True)) == {hk("2026-09-22 15:00")}
    assert set(Case.objects.values_list("documents__reference__sha256", flat=True)) == issued
    link = json.loads(AuditEvent.objects.filter(action="submission.time_moved").latest("sequence").data)
    assert link["cases"] == list(Case.objects.order_by("pk").values_list("number", flat=True))


def test_a_claim_accepted_just_before_its_time_began_to_wait_becomes_a_case_when_it_is_fixed():
    with time_machine.travel(hk("2026-09-22 11:30"), tick=False):
        registry.session()
        sent = settled_at("2026-09-22 11:00:00")
        registry.accept(sent, [1, 2])
        storms.enter("2026-09-22 10:00")
        outbox.drain()
        jobs = OutboxJob.objects.filter(topic="claim.decided")
        assert not Case.objects.exists()
        assert set(jobs.values_list("attempts", "given_up_at")) == {(0, None)}
        storms.change(storms.row(), "2026-09-22 10:00", "2026-09-22 11:20")
        jobs.update(due_at=hk("2026-09-22 11:30"))
        outbox.drain()
    assert Case.objects.count() == 2
    assert set(Case.objects.values_list("deemed_at", flat=True)) == {hk("2026-09-22 11:20")}


def test_whatever_staff_do_the_record_is_what_the_calendar_gives():
    moments = ("2026-09-21 19:00:00", "2026-09-22 11:00:00", "2026-09-22 13:20:00", "2026-09-23 17:45:00")
    sent = [filed_at(moment, seed) for seed, moment in enumerate(moments, 1)]

    def agrees() -> bool:
        calendar = calendar_of(storms.court().pk)
        rows = Submission.objects.filter(pk__in=[row.pk for row in sent])
        return all(row.deemed_at == received(row.completed_at, calendar).deemed_at for row in rows)

    storms.enter("2026-09-22 08:00", "2026-09-22 12:00")
    assert agrees()
    second = storms.enter("2026-09-22 12:00", None, "black_rainstorm").closure
    assert agrees()
    storms.change(second, "2026-09-22 12:00", "2026-09-24 10:00")
    assert agrees()
    storms.withdraw(Closure.objects.earliest("starts_at"))
    assert agrees()


def test_another_courts_closure_moves_nothing_here():
    inside = filed_at("2026-09-22 11:00:00")
    other = Court.objects.exclude(code="sct").earliest("pk")
    acts.enter(other.pk, storms.storm("2026-09-22 10:00"), by=registry.officer())
    assert deemed(inside) == hk("2026-09-22 11:00")


def test_the_words_of_causes_know_every_kind_of_closure():
    assert {code: str(words) for code, words in closure_words.KINDS.items()} == {
        code: str(words) for code, words in Closure.Kind.choices
    }


@pytest.mark.parametrize("code", sorted(closure_words.CAUSES))
def test_every_cause_reads_differently_in_every_language(code: str):
    value = {"code": code, "kind": "gale", "starts_at": "2026-09-22T10:00:00+08:00", "reopens_at": None}
    told = set()
    for language, _name in LANGUAGES:
        with speaking(language):
            told.add(closure_words.cause(value))
    assert len(told) == len(LANGUAGES)


def test_a_deemed_time_that_lies_ahead_is_provisional_in_the_message_too():
    sent = filed_at("2026-09-25 19:00:00")
    message = Message.objects.get(template="submission_acknowledged")
    assert sent.deemed_at == hk("2026-09-28 08:45")
    assert "if the Registry opens then" in " ".join(catalogue.word(message.template, message.params).body)
    with time_machine.travel(hk("2026-09-28 09:00"), tick=False):
        assert "if the Registry" not in " ".join(catalogue.word(message.template, message.params).body)
        assert stage.account().pk == message.account_id
