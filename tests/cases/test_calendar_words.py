"""Why this time: every step of the calendar has a sentence in every language (TIM-5)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import translation

from cases import calendar_words
from cases.models import Closure, Court, GeneralHoliday
from cases.office import calendar_of, reasons_in_words
from cases.rules.calendar import Reason
from cases.seed import load
from filing.rules.filing_time import received
from icms.lib.clock import HONG_KONG
from icms.lib.language import LANGUAGES

pytestmark = pytest.mark.django_db

PARAMS = {
    "open": {},
    "before_opening": {"opens_at": "2026-11-25T08:45:00+08:00"},
    "lunch": {"closed_at": "2026-11-25T13:00:00+08:00", "opens_at": "2026-11-25T14:00:00+08:00"},
    "after_closing": {"closed_at": "2026-11-25T17:30:00+08:00"},
    "saturday": {"date": "2026-11-28"},
    "sunday": {"date": "2026-11-29"},
    "general_holiday": {"date": "2026-12-25", "name": "Christmas Day"},
    "closure": {
        "kind": "gale", "label": "",
        "starts_at": "2026-09-24T09:00:00+08:00", "reopens_at": "2026-09-25T09:00:00+08:00",
    },
    "closure_without_end": {"kind": "black_rainstorm", "label": "", "starts_at": "2026-09-24T09:00:00+08:00"},
    "holidays_unknown": {"year": "2031"},
    "no_hours": {"date": "2026-11-25"},
}  # fmt: skip


def hk(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HONG_KONG)


def test_every_code_of_the_calendar_has_words():
    import re
    from pathlib import Path

    from cases.rules import calendar

    codes = set(re.findall(r'Reason\(\s*"(\w+)"', Path(calendar.__file__).read_text()))
    codes |= {"saturday", "sunday", "no_hours"}
    assert codes == set(PARAMS) == set(calendar_words._SENTENCES)


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
@pytest.mark.parametrize("code", PARAMS)
def test_each_code_is_a_whole_sentence(code: str, language: str):
    with translation.override(language):
        sentence = calendar_words.words(Reason(code, PARAMS[code]))
    assert "%(" not in sentence
    assert sentence.endswith((".", "。"))


def test_an_evening_before_a_weekend_is_told_step_by_step():
    load()
    time = received(hk("2026-11-27T19:00:00"), calendar_of(Court.objects.get(code="sct").pk))
    assert calendar_words.explain(time.submitted_at, time.deemed_at, time.reasons) == [
        "The submission is complete, with everything paid, on Friday, 27 November 2026, 19:00:00.",
        "On Friday, 27 November 2026 the Registry closes at 17:30.",
        "The Registry is closed on Saturdays: Saturday, 28 November 2026.",
        "The Registry is closed on Sundays: Sunday, 29 November 2026.",
        "It is therefore taken as received on Monday, 30 November 2026, 08:45:00, when the Registry opens next.",
    ]


def test_a_holiday_is_named_in_the_readers_language_even_where_it_was_stored_in_english():
    GeneralHoliday.objects.create(
        day=date(2026, 12, 25), name_en="Christmas Day", name_zh_hant="聖誕節", name_zh_hans="圣诞节"
    )
    row = {"code": "general_holiday", "params": PARAMS["general_holiday"]}
    with translation.override("zh-hans"):
        assert "圣诞节" in reasons_in_words([row])[0]
    with translation.override("en"):
        assert "Christmas Day" in reasons_in_words([row])[0]


def test_a40_a_closure_without_an_end_leaves_the_time_open_and_says_so():
    load()
    court = Court.objects.get(code="sct")
    Closure.objects.create(court=court, kind="gale", starts_at=hk("2026-09-24T15:00:00"))
    time = received(hk("2026-09-24T16:00:00"), calendar_of(court.pk))
    assert time.deemed_at is None
    told = calendar_words.explain(time.submitted_at, time.deemed_at, time.reasons)
    assert "gale warning" in told[1]
    assert told[-1].endswith("It is fixed as soon as that is known.")


def test_stored_reasons_come_back_as_they_were():
    for code, params in PARAMS.items():
        reason = Reason(code, params)
        assert calendar_words.from_json(calendar_words.as_json(reason)) == reason
