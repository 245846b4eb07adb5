"""A registry's calendar, read from its rows (TIM-1, TIM-3, TIM-4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cases import calendar_words
from cases.models import Closure, GeneralHoliday, OfficeHours
from cases.rules import calendar as rules


def calendar_of(court_id: int) -> rules.Calendar:
    """A snapshot of the hours, general holidays and closures of a court's registry. Three queries.

    Build a new one for each act: it does not see what staff change afterwards. Holidays bear their English name;
    `calendar_words` words them in the reader's language.
    """
    hours = OfficeHours.objects.filter(court=court_id).order_by("weekday", "opens")
    holidays = dict(GeneralHoliday.objects.order_by().values_list("day", "name_en"))
    closures = (
        Closure.objects.in_force().filter(court=court_id).values_list("kind", "starts_at", "reopens_at")
    )
    return rules.Calendar(
        hours=tuple(
            rules.Hours(*row)
            for row in hours.values_list("weekday", "opens", "closes", "valid_from", "valid_to")
        ),
        holidays=holidays,
        known_years=frozenset(day.year for day in holidays),
        closures=tuple(rules.Closure(*row) for row in closures),
    )


def reasons_in_words(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Stored reasons of a filing time, each as a sentence in the active language (TIM-5)."""
    return [calendar_words.words(calendar_words.from_json(row)) for row in rows]
