"""An officer records, ends, corrects and withdraws closures in the admin; filers see what it means (TIM-3, TIM-4)."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Closure, GeneralHoliday
from cases.seed import load_holidays
from filing.models import DeemedTimeMove
from icms.kernel import outbox
from messaging.models import Message
from tests.filing import registry, stage, storms
from tests.filing.storms import deemed, filed_at, hk

pytestmark = pytest.mark.usefixtures("scene")

FORM = {
    "court": "sct",
    "kind": "gale",
    "start_day": "2026-09-22",
    "start_time": "10:00",
    "reopen_day": "",
    "reopen_time": "",
}
UNTIL_THREE = {"reopen_day": "2026-09-22", "reopen_time": "15:00"}
YES = {"confirmed": "1"}


@pytest.fixture(autouse=True)
def clock_stands():
    with time_machine.travel(hk("2026-09-22 11:30"), tick=False):
        yield


@pytest.fixture
def desk(scene) -> Client:
    return registry.desk()


def text_of(answer: Any) -> str:
    return stage.Page(answer.content.decode()).text


def post(desk: Client, name: str, data: dict[str, str], *args: object, status: int = 200) -> str:
    answer = desk.post(reverse(f"admin:{name}", args=args), data, follow=True)
    assert answer.status_code == status, text_of(answer)
    return text_of(answer)


def enter(desk: Client, status: int = 200, **changed: str) -> str:
    return post(desk, "filing_closure_enter", FORM | changed, status=status)


def act(desk: Client, name: str, **changed: str) -> str:
    """What a page of the closure does with its own form, filled in as the page shows it."""
    closure = Closure.objects.latest("pk")
    page = desk.get(reverse(f"admin:{name}", args=[closure.pk]))
    shown = {field.html_name: field.value() or "" for field in page.context["form"]}
    return post(desk, name, shown | changed, closure.pk)


def test_tim_3_a_closure_is_entered_and_ended_and_each_time_the_filings_are_listed_first(desk):
    inside = filed_at("2026-09-22 11:00:00")
    words = enter(desk)
    assert inside.reference in words
    assert "The deemed time of 1 filing changes" in words
    assert "Tuesday, 22 September 2026, 11:00:00" in words
    assert "waiting" in words
    assert not Closure.objects.exists()
    assert not DeemedTimeMove.objects.exists()

    words = enter(desk, **YES)
    assert "The closure is recorded. 1 deemed time changed; the filer has a message." in words
    assert "The reopening is not recorded yet" in words
    assert deemed(inside) is None
    assert "Deemed times that wait 1" in registry.see(desk, "index")

    closure = Closure.objects.get()
    words = act(desk, "filing_closure_reopen", **UNTIL_THREE)
    assert "15:00" in words
    assert deemed(inside) is None
    assert "The reopening is recorded. 1 deemed time changed" in act(
        desk, "filing_closure_reopen", **UNTIL_THREE, **YES
    )
    assert deemed(inside) == hk("2026-09-22 15:00")
    assert desk.get(reverse("admin:filing_closure_reopen", args=[closure.pk])).status_code == 302


def test_tim_3_a_closure_is_corrected_and_withdrawn_with_the_list_first_and_stays_in_the_record(desk):
    inside = filed_at("2026-09-22 11:00:00")
    closure = storms.enter("2026-09-22 10:00", "2026-09-22 15:00").closure
    note = {"note": "The signal was lowered later."}
    words = act(desk, "filing_closure_correct", reopen_time="16:00", **note, **YES)
    assert "The closure is corrected. 1 deemed time changed" in words
    assert deemed(inside) == hk("2026-09-22 16:00")

    words = act(desk, "filing_closure_withdraw", note="It was a drill.")
    assert "The deemed time of 1 filing changes" in words
    words = act(desk, "filing_closure_withdraw", note="It was a drill.", **YES)
    assert "It was recorded by mistake and counts no more" in words
    assert "It was a drill." in words
    assert "3 changes of deemed times" in words
    assert registry.officer().name in words
    assert deemed(inside) == hk("2026-09-22 11:00")
    assert Message.objects.filter(template="deemed_time_moved").count() == 3
    for name in ("reopen", "correct", "withdraw"):
        assert desk.get(reverse(f"admin:filing_closure_{name}", args=[closure.pk])).status_code == 302


def test_the_officer_goes_back_to_what_he_typed(desk):
    words = enter(desk, **UNTIL_THREE, back="1")
    assert "See which filings it concerns" in words
    page = desk.post(reverse("admin:filing_closure_enter"), FORM | UNTIL_THREE | {"back": "1"})
    assert 'value="15:00"' in page.content.decode()
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"court": ""}, "Choose the court whose Registry is closed."),
        ({"court": "no-such"}, "Select a valid choice"),
        ({"kind": ""}, "Choose why the Registry is closed."),
        ({"start_day": ""}, "Enter the day."),
        ({"start_day": "2026-02-30"}, "Enter a day that exists"),
        ({"start_time": "25:00"}, "Enter a time of day, as hours and minutes"),
        ({"start_day": "2024-09-22"}, "more than 366 days ago"),
        ({"start_day": "0001-01-01"}, "more than 366 days ago"),
        ({"start_day": "2027-09-22"}, "more than 60 days from now"),
        ({"reopen_day": "2026-09-22"}, "Enter the time of the reopening too"),
        ({"reopen_time": "15:00"}, "Enter the day of the reopening too"),
        ({"reopen_day": "2026-09-22", "reopen_time": "10:00"}, "The reopening is not after the beginning"),
        ({"reopen_day": "2026-09-21", "reopen_time": "15:00"}, "The reopening is not after the beginning"),
        ({"reopen_day": "9999-12-31", "reopen_time": "23:59"}, "would last more than 366 days"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_changes_nothing(desk, changed: dict[str, str], told: str):
    for confirmed in ({}, YES):
        words = enter(desk, status=422, **changed, **confirmed)
        assert told in words
        assert "There is a problem" in words
    assert not Closure.objects.exists()


def test_an_overlap_names_the_other_closure_and_says_what_to_do(desk):
    enter(desk, **YES)
    words = enter(desk, status=422, kind="black_rainstorm", start_time="12:00")
    assert "There is a closure at that time already: gale warning, from Tuesday, 22 September 2026" in words
    assert "Correct that one" in words


def test_a_form_opened_before_another_officer_changed_the_closure_changes_nothing(desk):
    enter(desk, **YES)
    closure = Closure.objects.get()
    page = desk.get(reverse("admin:filing_closure_correct", args=[closure.pk]))
    shown = {field.html_name: field.value() or "" for field in page.context["form"]}
    storms.change(closure, "2026-09-22 10:00", "2026-09-22 11:15")
    late = shown | UNTIL_THREE | {"note": "x"} | YES
    for seen in (shown["seen"], "", "x|y|z", "gale|2026-09-22T10:00:00|"):
        words = post(desk, "filing_closure_correct", late | {"seen": seen}, closure.pk, status=422)
        assert "Somebody has changed this closure since you opened the page" in words
    closure.refresh_from_db()
    assert closure.reopens_at == hk("2026-09-22 11:15")


def test_claims_that_are_cases_already_are_named_with_what_happens_to_them(desk):
    registry.session(59)
    sent = storms.settled_at("2026-09-22 11:00:00")
    registry.accept(sent, [1, 2])
    outbox.drain()
    words = enter(desk, **UNTIL_THREE)
    assert "2 claims among them are cases already" in words
    assert "Documents that were issued with the earlier time stay as they were issued" in words
    assert "more than 60 days after filing" not in words
    enter(desk, **UNTIL_THREE, **YES)
    assert "Deemed time of receipt changed" in registry.see(desk, "filing_review_claim", sent.pk, 1)
    assert "How this time came to change" in registry.see(desk, "filing_review", sent.pk)


def test_an_earlier_time_that_puts_a_hearing_beyond_60_days_is_pointed_out(desk):
    enter(
        desk, start_day="2026-09-18", start_time="10:00", reopen_day="2026-09-22", reopen_time="10:00", **YES
    )
    sent = storms.settled_at("2026-09-21 11:00:00")
    assert sent.deemed_at == hk("2026-09-22 10:00")
    registry.session(60)
    registry.accept(sent, [1])
    outbox.drain()
    words = act(desk, "filing_closure_withdraw", note="A mistake.")
    assert "These hearings would be more than 60 days after filing (Cap. 338, section 14)" in words


def test_the_filer_sees_the_new_time_the_closure_and_how_it_came_to_change(desk):
    sent = storms.settled_at("2026-09-22 11:00:00")
    outbox.drain()
    enter(desk, **YES)
    browser = stage.browser()
    words = stage.page(browser, "acknowledgement", sent.pk)
    assert "Fixed when the Registry reopens" in words
    act(desk, "filing_closure_reopen", **UNTIL_THREE, **YES)
    words = stage.page(browser, "acknowledgement", sent.pk)
    assert "Deemed time of receipt Tuesday, 22 September 2026, 15:00:00" in words
    assert "If the Registry opens then" in words
    assert "The Registry is closed because of: gale warning" in words
    assert "Tuesday, 22 September 2026, 11:00:00 → not fixed yet" in words
    assert "The reopening of the Registry was recorded: gale warning" in words
    assert "The PDF states the deemed time of receipt that was known when it was issued" in words
    told = browser.get(reverse("filing:why", args=["sct", sent.pk])).json()
    assert [move["after"] for move in told["moves"]] == [None, "2026-09-22T15:00:00+08:00"]
    assert told["reasons"][0]["code"] == "closure"


def test_every_page_tells_of_a_closure_that_runs_or_is_announced_and_filing_pages_what_it_means(desk):
    browser = stage.browser()
    home = reverse("home")
    assert "the Registry has been closed" not in text_of(browser.get(home))
    enter(desk, **YES)
    assert "the Registry has been closed since Tuesday, 22 September 2026, 10:00 (gale warning)" in text_of(
        browser.get(home)
    )
    assert "The reopening is not announced yet" in text_of(Client().get(reverse("what_if", args=["sct"])))
    words = stage.page(browser, "commence")
    assert "You may go on filing" in words
    assert "The Registry is closed now: gale warning." in words
    assert "You may go on filing" not in text_of(browser.get(home))
    act(desk, "filing_closure_reopen", **UNTIL_THREE, **YES)
    assert "It reopens on Tuesday, 22 September 2026, 15:00" in text_of(browser.get(home))
    enter(desk, start_day="2026-09-23", kind="directed", **YES)
    assert "will be closed from Wednesday, 23 September 2026, 10:00 (direction of the court)" in text_of(
        browser.get(home)
    )
    with time_machine.travel(hk("2026-09-22 15:00"), tick=False):
        assert "gale warning" not in text_of(browser.get(home))


def test_a_banner_costs_one_query(desk):
    browser = stage.browser()
    with CaptureQueriesContext(connection) as queries:
        browser.get(reverse("home"))
    assert sum('FROM "cases_closure"' in each["sql"] for each in queries.captured_queries) == 1


def test_tim_4_waiting_times_are_listed_and_filled_by_one_act(desk):
    GeneralHoliday.objects.filter(day__year=2026).delete()
    waiting = filed_at("2026-09-22 19:00:00")
    words = registry.see(desk, "filing_waiting")
    assert waiting.reference in words
    assert "None of them can be told yet" in words
    load_holidays(range(2026, 2027))
    words = registry.see(desk, "filing_waiting")
    assert "1 time can be told by now" in words
    assert "Wednesday, 23 September 2026, 08:45:00" in words
    assert deemed(waiting) is None
    assert "1 deemed time changed" in post(desk, "filing_waiting", {"court": "sct"})
    assert deemed(waiting) == hk("2026-09-23 08:45")
    assert "No deemed time waits" in registry.see(desk, "filing_waiting")
    assert "No deemed time changed" in post(desk, "filing_waiting", {"court": "sct"})
    post(desk, "filing_waiting", {"court": "no-such"}, status=404)


def test_the_list_needs_as_many_queries_for_three_filings_as_for_one(desk):
    counts = []
    for seed in (1, 2, 3):
        filed_at("2026-09-22 11:00:00", seed)
        with CaptureQueriesContext(connection) as queries:
            assert "11:00:00" in enter(desk)
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_the_list_of_closures_shows_each_with_what_it_moved(desk):
    filed_at("2026-09-22 11:00:00")
    assert "Record a closure" in registry.see(desk, "cases_closure_changelist")
    enter(desk, **YES)
    words = registry.see(desk, "cases_closure_changelist")
    assert "Gale warning" in words
    assert "not announced" in words
