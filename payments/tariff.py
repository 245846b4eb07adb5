"""The fees and means of a court as the pure rules want them, read from its dated rows."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from payments.models import Concession, FeeBand, FeeItem, MeansOfPayment
from payments.rules import fees, means


def tariff_of(court: str, on: date) -> fees.Tariff:
    """The bands, items and concessions of a court (by its code) that hold on a Hong Kong day."""
    held = _held(court, on)
    return fees.Tariff(
        bands=tuple(
            fees.Band(row.upper_cents, row.fee_cents, row.valid_from, row.valid_to)
            for row in FeeBand.objects.filter(held)
        ),
        items=tuple(
            fees.Item(row.code, row.cents, row.concession_eligible, row.valid_from, row.valid_to)
            for row in FeeItem.objects.filter(held)
        ),
        concessions=concessions_of(court, on),
    )


def concessions_of(court: str, on: date) -> tuple[fees.Concession, ...]:
    """The concessions of a court that hold on a Hong Kong day."""
    return tuple(
        fees.Concession(row.percent, row.valid_from, row.valid_to)
        for row in Concession.objects.filter(_held(court, on))
    )


def means_of(court: str, on: date) -> tuple[means.Means, ...]:
    """The means of payment that a court takes on a Hong Kong day, in the order in which they are offered (PAY-1)."""
    return tuple(
        means.Means(row.code, row.per_item_limit_cents, row.total_limit_cents, row.valid_from, row.valid_to)
        for row in MeansOfPayment.objects.filter(_held(court, on)).order_by("code", "valid_from")
    )


def _held(court: str, on: date) -> Q:
    return Q(court=court, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
