"""A filing time as it is shown and published: the same words and JSON on the page and from the command (TIM-5)."""

from __future__ import annotations

from typing import Any

from cases import calendar_words
from filing.rules.filing_time import FilingTime


def explanation(time: FilingTime) -> list[str]:
    """Why this time: submission, each step, outcome, in the active language."""
    return calendar_words.explain(time.submitted_at, time.deemed_at, time.reasons)


def as_json(time: FilingTime, court: str) -> dict[str, Any]:
    """Hong Kong times in ISO 8601 with +08:00, whole seconds; `deemed_at` is null while it waits (TIM-3, TIM-4)."""
    return {
        "court": court,
        "submitted_at": time.submitted_at.isoformat(timespec="seconds"),
        "deemed_at": time.deemed_at.isoformat(timespec="seconds") if time.deemed_at else None,
        "reason": " ".join(explanation(time)),
        "reasons": [calendar_words.as_json(reason) for reason in time.reasons],
    }
