"""The sandbox bank: its ledger, its answers to queries, and its notices, sent over HTTP like a real bank's.

Notices go out from threads of their own, not by the job table: a flushed broker must not silence the bank.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from icms.lib import clock
from payments.gateways import paydollar
from payments.gateways.base import News, Standing
from payments.models import SandboxCapture

logger = logging.getLogger("icms.sandbox_bank")

MERCHANT = "sandbox-court"
DECLINED = "1"
AT_ONCE = timedelta(0)
LATE_BY = timedelta(seconds=5)
# How long a page waits for its own notice, so that the payer mostly comes back to a settled payment.
PATIENCE_SECONDS = 5
PAUSES_SECONDS = (0, 2, 5, 10)

# An environment's proxy knows nothing of a server on this machine.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class BankOrder:
    """An order as its signed form says: cents of HK$, the brands that the payer may choose from."""

    reference: str
    cents: int
    currency: str
    brands: tuple[str, ...]


def capture(order: BankOrder, brand: str, *, late: bool = False) -> tuple[SandboxCapture, bool]:
    """Takes the money of an order once, however often it is approved; the capture, and whether it is new."""
    settles_at = clock.now() + (LATE_BY if late else AT_ONCE)
    with transaction.atomic():
        return SandboxCapture.objects.get_or_create(
            order_reference=order.reference,
            defaults={
                "bank_reference": f"SB{secrets.randbelow(10**12):012d}",
                "cents": order.cents,
                "currency": order.currency,
                "brand": brand,
                "settles_at": settles_at,
            },
        )


def answer(reference: str) -> News:
    """The bank's answer to a query: paid, pending while it settles, unpaid for what it never took."""
    taken = SandboxCapture.objects.filter(order_reference=reference).first()
    if taken is None:
        return News(reference, Standing.UNPAID, as_it_came="unpaid")
    if taken.settles_at > clock.now():
        return News(reference, Standing.PENDING, as_it_came="pending")
    return News(
        reference=reference,
        standing=Standing.PAID,
        gateway_reference=taken.bank_reference,
        cents=taken.cents,
        currency=taken.currency,
        brand=taken.brand,
        gateway_at=taken.settles_at,
        as_it_came=urlencode(feed_of(taken)),
    )


def feed_of(taken: SandboxCapture) -> dict[str, str]:
    """The signed data feed for a capture."""
    return _feed(
        taken.order_reference,
        taken.bank_reference,
        (taken.cents, taken.currency),
        taken.brand,
        taken.settles_at,
        successcode=paydollar.PAID,
    )


def feed_of_decline(order: BankOrder, brand: str) -> dict[str, str]:
    """The signed data feed for an order that the bank declined."""
    reference = f"SB{secrets.randbelow(10**12):012d}"
    money = (order.cents, order.currency)
    return _feed(order.reference, reference, money, brand, clock.now(), successcode=DECLINED)


def forged_feed(order: BankOrder, brand: str) -> dict[str, str]:
    """What a fraudster would send: it says paid, and its signature is made with a secret that he guessed."""
    reference = f"SB{secrets.randbelow(10**12):012d}"
    money = (order.cents, order.currency)
    feed = _feed(order.reference, reference, money, brand, clock.now(), successcode=paydollar.PAID)
    return {**feed, "secureHash": paydollar.sign(feed, paydollar.FEED_SIGNED, "a guess")}


def send(feed: Mapping[str, str], *, times: int = 1, after: timedelta = AT_ONCE) -> threading.Thread:
    """Sends a notice from a thread of its own, again until the portal reads it as OK or refuses it."""

    def run() -> None:
        time.sleep(after.total_seconds())
        for _ in range(times):
            _deliver(feed)

    thread = threading.Thread(target=run, daemon=True, name="sandbox-bank")
    thread.start()
    return thread


def post(feed: Mapping[str, str]) -> int:
    """Posts a notice once; the HTTP status of the portal's answer, 0 where there was none."""
    address = settings.SITE_URL.rstrip("/") + reverse("payments:notice")
    request = urllib.request.Request(  # noqa: S310  (our own address, from the settings)
        address, data=urlencode(feed).encode(), method="POST"
    )
    try:
        with _opener.open(request, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code
    except OSError:
        logger.warning("the portal did not answer at %s", address)
        return 0


def _deliver(feed: Mapping[str, str]) -> None:
    for pause in PAUSES_SECONDS:
        time.sleep(pause)
        status = post(feed)
        if 0 < status < 500:
            return
    logger.warning("the notice for %s was not taken; a query will settle it", feed["Ref"])


def _feed(
    reference: str, bank_reference: str, money: tuple[int, str], brand: str, at: datetime, *, successcode: str
) -> dict[str, str]:
    cents, currency = money
    feed = {
        "src": "0",
        "prc": "0" if successcode == paydollar.PAID else "1",
        "Ord": bank_reference[2:],
        "successcode": successcode,
        "Ref": reference,
        "PayRef": bank_reference,
        "Amt": paydollar.amount(cents),
        "Cur": paydollar.CURRENCY_CODES[currency],
        "payerAuth": "Y",
        "payMethod": paydollar.BRANDS[brand],
        "TxTime": clock.hk(at).strftime("%Y-%m-%d %H:%M:%S.0"),
    }
    return {**feed, "secureHash": paydollar.sign(feed, paydollar.FEED_SIGNED, settings.SANDBOX_SECRET)}
