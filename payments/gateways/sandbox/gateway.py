"""The sandbox: a gateway with a bank of its own that takes no money (PAY-3). It speaks PayDollar's protocol."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse

from payments.gateways import paydollar
from payments.gateways.base import CameBack, News, Order, Redirect
from payments.gateways.sandbox import bank

CAME_BACK = "came_back"


class SandboxGateway:
    """The portal's side of the sandbox. The bank's side is `bank.py` with its pages in `views.py`."""

    name = "sandbox"

    def create(self, order: Order) -> Redirect:
        """The signed client post form of an order; the page is on our own origin."""
        fields = {
            "merchantId": bank.MERCHANT,
            "orderRef": order.reference,
            "currCode": paydollar.CURRENCY_CODES[order.currency],
            "amount": paydollar.amount(order.cents),
            "payType": "N",
            "payMethod": paydollar.PAY_METHODS[order.means],
            "lang": paydollar.LANGUAGES.get(order.language, "E"),
            "successUrl": f"{order.return_url}?{CAME_BACK}={CameBack.PAID.value}",
            "failUrl": f"{order.return_url}?{CAME_BACK}={CameBack.DECLINED.value}",
            "cancelUrl": f"{order.return_url}?{CAME_BACK}={CameBack.LEFT.value}",
        }
        fields["secureHash"] = paydollar.sign(fields, paydollar.ORDER_SIGNED, settings.SANDBOX_SECRET)
        return Redirect(reverse("sandbox_gateway:order"), fields, origin="'self'")

    def read_return(self, query: Mapping[str, str]) -> CameBack:
        """The button by which the browser came back."""
        try:
            return CameBack(query.get(CAME_BACK, ""))
        except ValueError:
            return CameBack.UNSAID

    def read_notice(self, body: bytes) -> News:
        """A verified data feed. Raises NoticeForged, NoticeUnreadable."""
        return paydollar.read_feed(body, settings.SANDBOX_SECRET)

    def query(self, reference: str) -> News:
        """What the sandbox bank's ledger says of an order."""
        return bank.answer(reference)
