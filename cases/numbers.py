"""Case numbers: the next one of the portal, and what can be read out of one that a court gave (CRT-3)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cases.models import CaseType
from cases.rules.case_number import case_number, parse
from icms.kernel import numbering
from icms.lib import clock


class Number(NamedTuple):
    """A case number as it is written, with running number and year where it has the portal's own form."""

    text: str
    running: int | None
    year: int | None


def next_number(case_type: CaseType, moment: datetime) -> Number:
    """The next number of a case type in the Hong Kong year of a moment; gapless, so inside the act that uses it."""
    year = clock.hk(moment).year
    running = numbering.take_next(f"case:{case_type.number_prefix}:{year}")
    return Number(case_number(case_type.number_prefix, running, year), running, year)


def given_number(case_type: CaseType, text: str) -> Number:
    """A number that a court gave, kept as it is written; read too if it is "HCA 123/2026" with its type's prefix."""
    try:
        prefix, running, year = parse(text)
    except ValueError:
        return Number(text, None, None)
    if prefix != case_type.number_prefix:
        return Number(text, None, None)
    return Number(text, running, year)
