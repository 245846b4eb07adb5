"""The page and the command that answer "what if I file at …", by the rule that files (TIM-5)."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cases.seed import load
from icms.management.commands import filing_time

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference_data(monkeypatch):
    load()
    monkeypatch.setattr(filing_time, "ensure_database", lambda: None)


def answer(*arguments: str) -> str:
    out = StringIO()
    call_command("filing_time", *arguments, stdout=out)
    return out.getvalue()


def test_a38_after_closing_the_next_opening_counts():
    told = json.loads(answer("2026-09-24T18:00", "--json"))
    assert told["submitted_at"] == "2026-09-24T18:00:00+08:00"
    assert told["deemed_at"] == "2026-09-25T08:45:00+08:00"
    assert [row["code"] for row in told["reasons"]] == ["after_closing"]
    assert "the Registry closes at 17:30" in told["reason"]


@pytest.mark.parametrize("asked", ["2026-09-24T10:00Z", "2026-09-24T12:00+02:00", "2026-09-24 18:00:00.999"])
def test_an_offset_is_understood_and_seconds_are_whole(asked: str):
    assert json.loads(answer(asked, "--json"))["submitted_at"] == "2026-09-24T18:00:00+08:00"


def test_a_year_without_holidays_waits():
    told = json.loads(answer("2035-01-03T10:00", "--json"))
    assert told["deemed_at"] is None
    assert told["reasons"][-1] == {"code": "holidays_unknown", "params": {"year": "2035"}}


def test_without_json_the_answer_is_in_words_in_the_language_asked_for():
    lines = answer("2026-09-24T10:00").splitlines()
    assert lines[-1] == "It is therefore taken as received at that moment."
    assert "2026年9月24日" in answer("2026-09-24T10:00", "--language", "zh-hant")


@pytest.mark.parametrize(
    "asked", ["yesterday", "2026-09-24", "2026-02-30T10:00", "2026-09-24T25:00", "0001-01-01T00:00"]
)
def test_a_bad_moment_exits_with_2_and_words(asked: str):
    with pytest.raises(CommandError) as refused:
        answer(asked)
    assert "write 2026-09-24T18:00" in str(refused.value)


def test_an_unknown_court_exits_with_2_and_names_the_known_ones():
    with pytest.raises(CommandError) as refused:
        answer("2026-09-24T10:00", "--court", "moon")
    assert refused.value.returncode == 2
    assert "sct" in str(refused.value)


def test_the_page_and_the_command_give_the_same_json(client: Client):
    page = client.get(
        reverse("what_if", args=["sct"]), {"day": "2026-09-24", "time": "18:00", "format": "json"}
    )
    assert page.json() == json.loads(answer("2026-09-24T18:00", "--json"))


def test_the_page_explains_the_time_in_words(client: Client):
    page = client.get(
        reverse("what_if", args=["sct"]), {"court": "sct", "day": "2026-11-27", "time": "19:00"}
    )
    assert "Monday, 30 November 2026, 08:45:00" in page.text
    assert "The Registry is closed on Sundays" in page.text


def test_the_page_without_a_question_has_the_form_and_no_answer(client: Client):
    page = client.get(reverse("what_if", args=["sct"]))
    assert page.status_code == 200
    assert "Why this time?" not in page.text
    assert client.get(reverse("what_if", args=["sct"]), {"format": "json"}).status_code == 400


@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        ("2026-02-30", "10:00", "Enter a day that exists"),
        ("", "10:00", "Enter the day on which"),
        ("2026-02-20", "25:00", "Enter a time of day"),
        ("9999-12-31", "23:59", "Enter a day between the years 2000 and 2099"),
    ],
)
def test_a_bad_question_is_answered_with_what_to_enter(client: Client, day: str, time: str, words: str):
    page = client.get(reverse("what_if", args=["sct"]), {"court": "sct", "day": day, "time": time})
    assert page.status_code == 200
    assert words in page.text
    refused = client.get(
        reverse("what_if", args=["sct"]),
        {"court": "sct", "day": day, "time": time},
        headers={"Accept": "application/json"},
    )
    assert refused.status_code == 400
