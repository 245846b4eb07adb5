"""The payment rehearsed before it is made: every fee, the concession, and which means fit and why (PAY-2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from icms.lib.money import dollars
from payments import labels, tariff
from payments.rules.dated import in_force
from payments.rules.fees import Concession, FeeLine, total
from payments.rules.means import ITEM_ABOVE_LIMIT, Fit, Means, fitting


@dataclass(frozen=True)
class ItemBill:
    """What one item (a claim) costs, in cents; `full_cents` without the concession."""

    item: int
    lines: tuple[FeeLine, ...]
    cents: int
    full_cents: int


@dataclass(frozen=True)
class FeeSum:
    """One kind of fee over all items: so many at so much. `label` is worded in the active language."""

    code: str
    label: str
    quantity: int
    unit_cents: int
    cents: int
    full_cents: int
    conceded: bool


@dataclass(frozen=True)
class MeansOffer:
    """A means of payment for this sum; `why` is a sentence in the active language, whether it fits or not."""

    code: str
    label: str
    fits: bool
    why: str


@dataclass(frozen=True)
class Rehearsal:
    """A bill before it is paid. Cents of HK$; `concession` is the period that was applied, None without one."""

    on: date
    items: tuple[ItemBill, ...]
    sums: tuple[FeeSum, ...]
    total_cents: int
    full_cents: int
    concession: Concession | None
    means: tuple[MeansOffer, ...]

    @property
    def saved_cents(self) -> int:
        """What the concession takes off."""
        return self.full_cents - self.total_cents

    @property
    def can_be_paid(self) -> bool:
        """Whether there is a means that fits, or nothing to pay (FEE-4)."""
        return self.total_cents == 0 or any(offer.fits for offer in self.means)

    @property
    def advice(self) -> str:
        """What to do where no means fits; "" where one does."""
        if self.can_be_paid:
            return ""
        return _(
            "This sum is above what can be paid online at once. Everything you sent is kept. Split the batch into "
            "smaller ones and pay each on its own, or ask the Registry how to pay."
        )


def rehearse(court: str, items: Mapping[int, Sequence[FeeLine]], on: date) -> Rehearsal:
    """The bill for some items (lines by item number) at a court, by its code, on a Hong Kong day.

    Reads the means and concessions of the court; the lines come from the pure rules (`payments.rules.fees`).
    """
    bills = tuple(
        ItemBill(item, tuple(lines), total(lines), sum(line.full_cents for line in lines))
        for item, lines in sorted(items.items())
    )
    known = tariff.means_of(court, on)
    fits = fitting([bill.cents for bill in bills], known, on)
    names = labels.Names(court)
    conceded = any(line.conceded for bill in bills for line in bill.lines)
    return Rehearsal(
        on=on,
        items=bills,
        sums=_sums(bills, lambda code: names.fee(court, code, on)),
        total_cents=sum(bill.cents for bill in bills),
        full_cents=sum(bill.full_cents for bill in bills),
        concession=next(iter(in_force(tariff.concessions_of(court, on), on)), None) if conceded else None,
        means=tuple(
            MeansOffer(
                fit.code,
                names.means(court, fit.code, on),
                fit.fits,
                _why(fit, _held(known, fit.code, on), bills),
            )
            for fit in fits
        ),
    )


def _sums(bills: Sequence[ItemBill], name_of: Callable[[str], str]) -> tuple[FeeSum, ...]:
    together: dict[tuple[str, int, bool], list[FeeLine]] = {}
    for bill in bills:
        for line in bill.lines:
            together.setdefault((line.code, line.unit_cents, line.conceded), []).append(line)
    return tuple(
        FeeSum(
            code=code,
            label=name_of(code),
            quantity=sum(line.quantity for line in lines),
            unit_cents=unit_cents,
            cents=total(lines),
            full_cents=sum(line.full_cents for line in lines),
            conceded=conceded,
        )
        for (code, unit_cents, conceded), lines in sorted(together.items())
    )


def _held(known: Sequence[Means], code: str, on: date) -> Means:
    return next(row for row in in_force(known, on) if row.code == code)


def _why(fit: Fit, means: Means, bills: Sequence[ItemBill]) -> str:
    dearest = max(bills, key=lambda bill: bill.cents, default=ItemBill(0, (), 0, 0))
    if fit.reason == ITEM_ABOVE_LIMIT:
        return _(
            "Item %(item)d costs %(cents)s. The limit of this means is %(limit)s for each item, and one item above it "
            "moves the whole sum to another means."
        ) % {
            "item": dearest.item,
            "cents": dollars(dearest.cents),
            "limit": dollars(means.per_item_limit or 0),
        }
    limits = {
        "total": dollars(sum(bill.cents for bill in bills)),
        "item_limit": dollars(means.per_item_limit or 0),
        "total_limit": dollars(means.total_limit or 0),
    }
    if not fit.fits:
        return (
            _("The total is %(total)s. The limit of this means is %(total_limit)s for one payment.") % limits
        )
    if means.per_item_limit is not None:
        return _("No item costs more than %(item_limit)s, the limit for each item.") % limits
    if means.total_limit is not None:
        return _("The total is not above %(total_limit)s, the limit for one payment.") % limits
    return _("This means has no limit.")
