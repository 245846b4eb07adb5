"""What a settled payment sets in motion, registered by whoever owns it: payments know no filings (house, section 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from icms.kernel import audit
from payments.models import Payment


@dataclass(frozen=True)
class Purpose:
    """Steps for one kind of payment. They run inside the act of the payment, in its transaction.

    `title` is what pages call the thing that is paid for.
    `complete` does what was paid for and returns what the audit trail is to hold of it: the payment writes it with
    its own link, last and in one go. If it raises `Refused`, the money becomes a refund case.
    `reopen` lets the subject be changed or paid for again after a payment failed, expired or was cancelled.
    `page` is where payers go on when they come back from the payment page. A purpose that opens payments without a
    payer gives a page that is open to people without an account.
    """

    title: Callable[[Payment], str]
    complete: Callable[[Payment], Sequence[audit.Record]]
    reopen: Callable[[Payment], None]
    page: Callable[[Payment], str]


_purposes: dict[str, Purpose] = {}


def register(name: str, purpose: Purpose) -> None:
    """Adds a purpose; raises ValueError for a second owner of the same name."""
    if name in _purposes:
        raise ValueError(f"the purpose {name!r} has an owner already")
    _purposes[name] = purpose


def of(payment: Payment) -> Purpose:
    """The purpose of a payment; raises KeyError where nobody has registered it."""
    return _purposes[payment.purpose]
