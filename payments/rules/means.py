"""Which means of payment a bill fits (PAY-2; A47, A48, A49)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from payments.rules.dated import in_force

FITS = "fits"
ITEM_ABOVE_LIMIT = "item_above_limit"
TOTAL_ABOVE_LIMIT = "total_above_limit"


@dataclass(frozen=True)
class Means:
    """A means of payment that a court takes; limits are the highest cents allowed, None: no limit.

    Card: 330,000 an item (A48). PPS: 10,000,000 for the payment (A48).
    """

    code: str
    per_item_limit: int | None
    total_limit: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Fit:
    """Whether a bill fits a means; `reason` is fits, item_above_limit or total_above_limit."""

    code: str
    fits: bool
    reason: str


def fitting(item_totals: Sequence[int], means: Sequence[Means], on: date) -> tuple[Fit, ...]:
    """Every means that holds on a Hong Kong day, in the order given, and whether the bill fits it.

    `item_totals` are the cents for each claim or document. The card limit is for each of them, so one that is
    above it moves the whole sum to PPS, whatever the total (A49). Raises ValueError for a negative item.
    """
    if any(cents < 0 for cents in item_totals):
        raise ValueError("nobody pays a negative fee")
    held: dict[str, Means] = {}
    for row in in_force(means, on):
        held.setdefault(row.code, row)
    order = dict.fromkeys(row.code for row in means)
    return tuple(_fit(item_totals, held[code]) for code in order if code in held)


def _fit(item_totals: Sequence[int], means: Means) -> Fit:
    if means.per_item_limit is not None and max(item_totals, default=0) > means.per_item_limit:
        return Fit(means.code, False, ITEM_ABOVE_LIMIT)
    if means.total_limit is not None and sum(item_totals) > means.total_limit:
        return Fit(means.code, False, TOTAL_ABOVE_LIMIT)
    return Fit(means.code, True, FITS)
