"""What a reader is told of the modes of use of a court's types of case (CRT-1)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import Court, ModeOfUse
from cases.rules.modes import Mode, Span, announced, mode_on
from icms.lib.language import ENGLISH, joined
from icms.lib.written_time import written_date


def span_of(row: ModeOfUse) -> Span:
    """A row as the rule takes it."""
    return Span(Mode(row.mode), row.valid_from, row.valid_to)


def duties(court: Court, day: date) -> list[str]:
    """A sentence for each duty that holds or is announced, with the types of case that it concerns.

    Asks nothing of the database where the court has its types of case and their modes with it.
    """
    concerned: dict[tuple[Mode, date], list[str]] = defaultdict(list)
    for case_type in court.case_types.all():
        spans = [span_of(row) for row in case_type.modes.all()]
        coming = announced(spans, day)
        held = mode_on(spans, day)
        now = [span for span in spans if span.mode == held and span.first <= day]
        for span in [*now[-1:], *([coming] if coming else [])]:
            if span.mode != Mode.OPTIONAL:
                concerned[span.mode, span.first].append(case_type.name)
    return [_sentence(mode, first, names) for (mode, first), names in concerned.items()]


def _sentence(mode: Mode, first: date, names: list[str]) -> str:
    words = {
        Mode.FIRST_NEW_CASE: _(
            "%(types)s: from %(day)s a law firm begins its first new case electronically."
        ),
        Mode.REPRESENTED: _(
            "%(types)s: from %(day)s parties with a legal representative file electronically."
        ),
    }[mode]
    return words % {"types": joined(names), "day": written_date(first, get_language() or ENGLISH)}
