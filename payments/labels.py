"""How fees, means, brands and reasons are called: by the rows of the court, or by their codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from payments.models import FeeItem, MeansOfPayment, Payment

Words = dict[str, "str | Promise"]

# Fees that are bands by amount and so have no row with a name.
FEES_WITHOUT_A_ROW: Words = {"filing_fee": _("Filing fee")}
BRANDS: Words = {
    "visa": "Visa",
    "mastercard": _("MasterCard"),
    "unionpay": _("China UnionPay"),
    "jcb": "JCB",
    "pps": _("PPS"),
}
REFUND_REASONS: Words = {
    "settled_late": _("The payment reached us more than 24 hours after it was opened."),
    "paid_twice": _("The same payment was made twice."),
    "amount_differs": _("The amount or currency taken is not the one that was asked for."),
}


class Names:
    """The names that courts give to their fees and means, in the active language (PAY-1, FEE-2).

    Each table is read once, when it is first asked for; with a court, only that court's rows.
    """

    def __init__(self, court: str = "") -> None:
        self._courts = {"court": court} if court else {}

    def fee(self, court: str, code: str, on: date) -> str:
        """The name of a fee on a Hong Kong day; the code itself where no row names it."""
        word = FEES_WITHOUT_A_ROW.get(code, code)
        return str(_name(self._fees, court, code, on) or word)

    def means(self, court: str, code: str, on: date) -> str:
        """The name of a means of payment on a Hong Kong day; the code itself where no row names it."""
        return _name(self._means, court, code, on) or code

    @cached_property
    def _fees(self) -> list[FeeItem]:
        # Models ask for their names, so their module cannot be imported before this one.
        from payments.models import FeeItem

        return list(FeeItem.objects.filter(**self._courts))

    @cached_property
    def _means(self) -> list[MeansOfPayment]:
        from payments.models import MeansOfPayment

        return list(MeansOfPayment.objects.filter(**self._courts))


def share(payments: Iterable[Payment]) -> None:
    """Gives a list of payments one set of names, so that naming them all takes as many statements as naming one."""
    names = Names()
    for payment in payments:
        payment.names = names


def brand_label(code: str) -> str:
    """The name of a card or service; the code itself where no name is known."""
    return str(BRANDS.get(code, code))


def refund_reason(code: str) -> str:
    """Why money is to be given back. What a purpose refused to do is told by one sentence for all."""
    return str(REFUND_REASONS.get(code, _("What was paid for had changed, or had been paid already.")))


def _name(rows: Iterable[FeeItem | MeansOfPayment], court: str, code: str, on: date) -> str:
    """The name in the newest row that began by that day: a row that has ended still names what was paid under it."""
    begun = [row for row in rows if row.court == court and row.code == code and row.valid_from <= on]
    return max(begun, key=lambda row: row.valid_from).name if begun else ""
