"""The names of fees, means and brands as people read them, by their codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Names = dict[str, "str | Promise"]

FEES: Names = {
    "filing_fee": _("Filing fee"),
    "service_fee": _("Service fee for each address"),
    "search_fee": _("Search and inspection fee"),
}
MEANS: Names = {
    "card": _("Card: Visa, MasterCard, China UnionPay or JCB"),
    "pps": _("PPS"),
}
BRANDS: Names = {
    "visa": "Visa",
    "mastercard": _("MasterCard"),
    "unionpay": _("China UnionPay"),
    "jcb": "JCB",
    "pps": _("PPS"),
}
REFUND_REASONS: Names = {
    "settled_late": _("The payment reached us more than 24 hours after it was opened."),
    "paid_twice": _("The same payment was made twice."),
    "amount_differs": _("The amount or currency taken is not the one that was asked for."),
}


def fee_label(code: str) -> str:
    """The name of a fee in the active language; the code itself where no name is known."""
    return str(FEES.get(code, code))


def means_label(code: str) -> str:
    """The name of a means of payment in the active language; the code itself where no name is known."""
    return str(MEANS.get(code, code))


def brand_label(code: str) -> str:
    """The name of a card or service; the code itself where no name is known."""
    return str(BRANDS.get(code, code))


def refund_reason(code: str) -> str:
    """Why money is to be given back. What a purpose refused to do is told by one sentence for all."""
    return str(REFUND_REASONS.get(code, _("What was paid for had changed, or had been paid already.")))
