"""The bank's side of the fault tests: what it took without saying so, and notices that it signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.test import override_settings

from payments.gateways import paydollar
from payments.gateways.sandbox import bank
from payments.models import SandboxCapture
from tests.faults.people import Batch, Filer
from tests.faults.stack import Stack
from tests.faults.visitor import Answer, Visitor

DOOR = "/payments/notice/"


@contextmanager
def open_bank(stack: Stack) -> Iterator[None]:
    """The ledger of the stack's bank, and its secret."""
    with stack.database(), override_settings(SANDBOX_SECRET=stack.env["SECRET_KEY"]):
        yield


def taken_in_silence(stack: Stack, filer: Filer, batch: Batch) -> dict[str, str]:
    """The payer approves, the bank takes the money and says nothing: the notice that it might send."""
    filer.declare(batch)
    filer.pay(batch, "silent")
    with open_bank(stack):
        return bank.feed_of(SandboxCapture.objects.get(order_reference=batch.payment))


def signed(stack: Stack, feed: Mapping[str, str], secret: str = "") -> dict[str, str]:
    """The feed with a signature over what it says now."""
    right = paydollar.sign(feed, paydollar.FEED_SIGNED, secret or stack.env["SECRET_KEY"])
    return {**feed, "secureHash": right}


def send(visitor: Visitor, feed: Mapping[str, str]) -> Answer:
    """The notice at the portal's door."""
    return visitor.post(DOOR, feed)
