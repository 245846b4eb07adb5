"""The words of what this app refuses."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "means_does_not_fit": _(
        "This sum cannot be paid by the means you chose: it is above its limit, or the court does not take it. "
        "Nothing was charged and everything you sent is kept. Choose another means of payment."
    ),
    "payment_already_open": _(
        "A payment for this is already open. Nothing was charged twice. Go on with that payment, or cancel it first."
    ),
    "payment_being_asked": _(
        "We are asking the bank about this payment, so that you are not charged twice. Everything you sent is kept. "
        "This page shows the answer as soon as it is here."
    ),
    "payment_overdue": _(
        "This payment was opened more than 30 minutes ago and has closed. Everything you sent is kept. "
        "Go back to the review and pay again."
    ),
    "payment_closed": _(
        "This payment has ended. Everything you sent is kept. Go back to see where it stands, or to pay again."
    ),
    "gateway_reference_used": _(
        "The bank used a reference that belongs to another payment. Nothing was changed. "
        "The accounts office compares it with the bank."
    ),
}
