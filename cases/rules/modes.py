"""For whom the use of the portal is a choice or a duty, from when (CRT-1; practice directions of each court)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """A law firm that must use the portal with its first new case uses it for all of them afterwards."""

    OPTIONAL = "optional"
    FIRST_NEW_CASE = "first_new_case"
    REPRESENTED = "represented"


class Span(NamedTuple):
    """A mode and the Hong Kong days on which it holds, both included; `last` None while it is not ended."""

    mode: Mode
    first: date
    last: date | None = None


def mode_on(spans: Iterable[Span], day: date) -> Mode:
    """The mode on a day: of those that hold, the one that began last; optional where none does."""
    holding = [span for span in spans if span.first <= day and (span.last is None or day <= span.last)]
    return max(holding, key=lambda span: span.first).mode if holding else Mode.OPTIONAL


def announced(spans: Iterable[Span], day: date) -> Span | None:
    """The next change of mode after a day; None where none is announced."""
    coming = [span for span in spans if span.first > day]
    return min(coming, key=lambda span: span.first) if coming else None
