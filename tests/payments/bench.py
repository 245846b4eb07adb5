"""What the tests of payments share: a payer, something to pay for, and notices signed as the bank signs them."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Account, Branch, Organisation, User
from icms.kernel import audit
from icms.kernel.audit import PUBLIC, SYSTEM, Actor
from icms.kernel.models import Sequence
from icms.lib import clock
from icms.lib.errors import Refused
from payments import seed
from payments.gateways import paydollar
from payments.models import Payment
from payments.purposes import Purpose
from payments.rules.fees import FeeLine, claim_lines
from payments.tariff import tariff_of
from payments.transitions import orders, settlement

BANK = SYSTEM("bank")
PASSWORD = "a long pass phrase"


def an_account(email: str = "ou@harbour.example", role: str = Account.Role.ORGANISATION_USER) -> Account:
    """An account of an invented company, made once for an address."""
    found = Account.objects.filter(user__email=email).first()
    if found is not None:
        return found
    company, _new = Organisation.objects.get_or_create(
        registration_number="1234567", defaults={"kind": "company", "name_en": "Harbour Light Energy Limited"}
    )
    branch, _new = Branch.objects.get_or_create(
        organisation=company, code="000", defaults={"name": "Headquarters", "is_headquarters": True}
    )
    user = User.objects.create_user(email, PASSWORD, name_en="Chan Tai Man")
    return Account.objects.create(user=user, role=role, organisation=company, branch=branch)


class Shop:
    """Something that can be bought once: bought and freed are rows, so that they roll back with their act."""

    def complete(self, payment: Payment) -> list[audit.Record]:
        if Sequence.objects.filter(name=self._bought(payment.subject)).exists():
            raise Refused("already_submitted")
        if Sequence.objects.filter(name=f"changed {payment.subject}").exists():
            raise Refused("submission_changed")
        Sequence.objects.create(name=self._bought(payment.subject), last=payment.pk)
        return []

    def reopen(self, payment: Payment) -> None:
        row, _new = Sequence.objects.get_or_create(name=f"freed {payment.subject}")
        row.last += 1
        row.save()

    def change(self, subject: str) -> None:
        Sequence.objects.create(name=f"changed {subject}")

    def bought_with(self, subject: str) -> int | None:
        return Sequence.objects.filter(name=self._bought(subject)).values_list("last", flat=True).first()

    def freed(self, subject: str) -> int:
        return Sequence.objects.filter(name=f"freed {subject}").values_list("last", flat=True).first() or 0

    def purpose(self) -> Purpose:
        return Purpose(
            lambda payment: "A test claim",
            self.complete,
            self.reopen,
            lambda payment: f"/bought/{payment.subject}/",
        )

    @staticmethod
    def _bought(subject: str) -> str:
        return f"bought {subject}"


def lines(
    amount_cents: int = 6_000_000, addresses: int = 1, on: date = date(2026, 1, 5)
) -> tuple[FeeLine, ...]:
    return claim_lines(amount_cents, addresses, on, tariff_of(seed.SCT, on))


def open_payment(
    subject: str = "1", *, means: str = "card", claims: int = 1, payer: Account | None = None
) -> Payment:
    payer = payer or an_account()
    return _opened(subject, means, claims, payer, payer).payment


def open_by_link(subject: str = "1", *, means: str = "card", purpose: str = "test") -> orders.Opened:
    """A payment of a person without an account, with the token of their link."""
    return _opened(subject, means, 1, None, PUBLIC, purpose)


def _opened(
    subject: str, means: str, claims: int, payer: Account | None, by: Actor, purpose: str = "test"
) -> orders.Opened:
    with transaction.atomic():
        return orders.open_for(
            purpose=purpose,
            subject=subject,
            subject_version=1,
            court=seed.SCT,
            payer=payer,
            means=means,
            items={item: lines() for item in range(1, claims + 1)},
            by=by,
        )


def sent_payment(subject: str = "1", **how) -> Payment:
    payment = open_payment(subject, **how)
    return orders.send_to_gateway(payment.reference, by=payment.payer)


def settle(
    payment: Payment, gateway_reference: str = "SB1", *, received_at: datetime | None = None, **other
) -> Payment:
    taken = {
        "amount_cents": payment.total_cents,
        "currency": "HKD",
        "brand": "visa",
        "gateway_at": None,
        **other,
    }
    return settlement.settle(
        payment.reference,
        received_at=received_at or clock.now(),
        gateway_reference=gateway_reference,
        by=BANK,
        **taken,
    )


def notice(payment: Payment, **changed: str) -> dict[str, str]:
    """A signed data feed that says paid; `changed` fields are signed too."""
    feed = {
        "src": "0",
        "prc": "0",
        "successcode": "0",
        "Ref": payment.reference,
        "PayRef": "SB1",
        "Amt": paydollar.amount(payment.total_cents),
        "Cur": "344",
        "payerAuth": "Y",
        "payMethod": "VISA",
        "TxTime": "2026-01-05 10:00:00.0",
        **changed,
    }
    return {"secureHash": paydollar.sign(feed, paydollar.FEED_SIGNED, settings.SANDBOX_SECRET), **feed}


def post(client, feed: dict[str, str]):
    body = urlencode(feed)
    return client.post(reverse("payments:notice"), body, content_type="application/x-www-form-urlencoded")
