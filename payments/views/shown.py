"""What the pages of a payment show, for a payer with an account and for one with a link; and the way to the gateway."""

from __future__ import annotations

from typing import cast

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from icms.lib.language import ENGLISH
from payments import gateways, labels, purposes
from payments.gateways.base import Order
from payments.models import CURRENCY, Payment
from payments.states import PaymentState

CAN_BE_SENT = (PaymentState.CREATED, PaymentState.SENT)


def facts(payment: Payment) -> dict[str, object]:
    """The context of the templates that say what a payment is for and where it stands."""
    purpose = purposes.of(payment)
    return {
        "payment": payment,
        "purpose": purpose.title(payment),
        "next_url": purpose.page(payment),
        "can_be_sent": payment.state in CAN_BE_SENT,
        "still_open": payment.is_open,
        "refund_words": labels.refund_reason(payment.refund_reason),
    }


def onward(request: HttpRequest, payment: Payment, *, return_url: str) -> HttpResponse:
    """The page that leaves for the gateway; its security policy allows forms to that host, and to no other.

    `return_url` is the path to which the browser comes back.
    """
    order = Order(
        reference=payment.reference,
        cents=payment.total_cents,
        currency=CURRENCY,
        means=payment.means,
        language=get_language() or ENGLISH,
        return_url=request.build_absolute_uri(return_url),
    )
    way = gateways.named(payment.gateway).create(order)

    def page(request: HttpRequest) -> HttpResponse:
        return render(request, "payments/onward.html", {"payment": payment, "onward": way})

    return cast(HttpResponse, csp_update({"form-action": [way.origin]})(page)(request))
