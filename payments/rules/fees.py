"""What a filing costs on a day: bands, items and the concession for electronic filing (FEE-1, FEE-2; A49).

Money is integer cents. Days are Hong Kong days; the day on which the payment is opened decides (FEE-1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from payments.rules.dated import in_force

FILING_FEE = "filing_fee"
SERVICE_FEE = "service_fee"


@dataclass(frozen=True)
class Band:
    """The filing fee of a claim up to and including `upper_cents`; the concession applies to it (A49)."""

    upper_cents: int
    fee_cents: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Item:
    """One fee of the court; `cents` None: to be set by the court, the service waits for it (FEE-2)."""

    code: str
    cents: int | None
    concession_eligible: bool
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Concession:
    """A period in which the eligible items cost `percent` of their full fee: 80, not 20."""

    percent: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Tariff:
    """The dated fee rows of one court."""

    bands: tuple[Band, ...]
    items: tuple[Item, ...]
    concessions: tuple[Concession, ...]


@dataclass(frozen=True)
class FeeLine:
    """A line of the bill: `unit_cents` to pay for one, `cents` for all, `full_cents` for all unconceded."""

    code: str
    quantity: int
    unit_cents: int
    cents: int
    full_cents: int
    conceded: bool


class FeeUnknown(ValueError):
    """No fee can be charged for `code`: no row holds on the day, or the court has still to set it (FEE-2)."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no amount is set for {code}")
        self.code = code


def claim_lines(amount_cents: int, addresses: int, on: date, tariff: Tariff) -> tuple[FeeLine, ...]:
    """The filing fee of a claim by its amount, and the service fee for each address to be served (A49).

    Raises FeeUnknown where no band holds the amount or no service fee is set, ValueError below one cent.
    """
    if amount_cents < 1 or addresses < 0:
        raise ValueError("a claim is for at least one cent, and addresses are counted from none")
    filing = _line(FILING_FEE, 1, _band_cents(amount_cents, on, tariff), eligible=True, on=on, tariff=tariff)
    return (filing, item_line(SERVICE_FEE, addresses, on, tariff)) if addresses else (filing,)


def item_line(code: str, quantity: int, on: date, tariff: Tariff) -> FeeLine:
    """The line for `quantity` units of an item, such as a search (FEE-2).

    Raises FeeUnknown where the item has no row or no amount, ValueError for fewer than one unit.
    """
    if quantity < 1:
        raise ValueError("a line is for at least one unit")
    item = next((row for row in in_force(tariff.items, on) if row.code == code), None)
    if item is None or item.cents is None:
        raise FeeUnknown(code)
    return _line(code, quantity, item.cents, eligible=item.concession_eligible, on=on, tariff=tariff)


def total(lines: Iterable[FeeLine]) -> int:
    """The cents to pay for some lines together."""
    return sum(line.cents for line in lines)


def _band_cents(amount_cents: int, on: date, tariff: Tariff) -> int:
    fitting = [band for band in in_force(tariff.bands, on) if amount_cents <= band.upper_cents]
    if not fitting:
        raise FeeUnknown(FILING_FEE)
    return min(fitting, key=lambda band: band.upper_cents).fee_cents


def _line(code: str, quantity: int, full: int, *, eligible: bool, on: date, tariff: Tariff) -> FeeLine:
    concession = next(iter(in_force(tariff.concessions, on)), None) if eligible else None
    # Cents are dropped from the fee of one unit: 80 % of $18 is $14 (FEE-1).
    unit = full if concession is None else full * concession.percent // 10_000 * 100
    return FeeLine(code, quantity, unit, unit * quantity, full * quantity, concession is not None)
