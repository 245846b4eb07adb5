"""The payer's pages: pay, go to the hosted page, come back, see where it stands. None of them settles (PAY-4)."""

from __future__ import annotations

from typing import cast

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from accounts.access import AccountRequest, transacting_required
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH
from payments import gateways, labels, news, purposes, transitions
from payments.gateways.base import CameBack, Order, Redirect
from payments.models import CURRENCY, Payment
from payments.states import PaymentState

CAN_BE_SENT = (PaymentState.CREATED, PaymentState.SENT)


@transacting_required
@require_GET
def pay(request: AccountRequest, reference: str) -> HttpResponse:
    """What is to be paid and how, with the button to the payment page."""
    payment = _own(request, reference)
    if payment.state not in CAN_BE_SENT:
        return redirect("payments:return", reference)
    return render(request, "payments/pay.html", _shown(payment))


@transacting_required
@require_POST
def send(request: AccountRequest, reference: str) -> HttpResponse:
    """The way to the hosted page: a form that goes on by itself, or by its button."""
    payment = _own(request, reference)
    try:
        payment = transitions.send_to_gateway(reference, by=request.account)
    except Refused as refused:
        if refused.code == "payment_overdue":
            news.look_after(reference)
        messages.error(request, str(refused))
        return redirect("payments:return", reference)
    order = Order(
        reference=payment.reference,
        cents=payment.total_cents,
        currency=CURRENCY,
        means=payment.means,
        language=get_language() or ENGLISH,
        return_url=request.build_absolute_uri(reverse("payments:return", args=[reference])),
    )
    onward = gateways.named(payment.gateway).create(order)
    return _onward(request, payment, onward)


@transacting_required
@require_GET
def come_back(request: AccountRequest, reference: str) -> HttpResponse:
    """Where the browser comes back to. What its address says moves nothing; the page shows what is known."""
    payment = _own(request, reference)
    if payment.state == PaymentState.PAID and not payment.refund_reason:
        return redirect(purposes.of(payment).page(payment))
    came = gateways.named(payment.gateway).read_return(request.GET.dict())
    return render(request, "payments/return.html", {**_shown(payment), "left": came is CameBack.LEFT})


@transacting_required
@require_GET
def standing(request: AccountRequest, reference: str) -> HttpResponse:
    """The part of the return page that says where the payment stands, for a page that keeps looking."""
    return render(request, "payments/standing.html", _shown(_own(request, reference)))


@transacting_required
@require_POST
def ask(request: AccountRequest, reference: str) -> HttpResponse:
    """The payer wants to know now: the bank is asked, and its answer settles or fails the payment."""
    payment = _own(request, reference)
    news.look_after(payment.reference)
    return redirect("payments:return", reference)


@transacting_required
@require_POST
def cancel(request: AccountRequest, reference: str) -> HttpResponse:
    """The payer gives up: the bank is asked first, so that nothing paid is lost (FEE-1)."""
    payment = _own(request, reference)
    news.give_up(payment.reference, by=request.account)
    return redirect("payments:return", reference)


def _own(request: AccountRequest, reference: str) -> Payment:
    return get_object_or_404(Payment.objects.of_payer(request.account), reference=reference)


def _shown(payment: Payment) -> dict[str, object]:
    purpose = purposes.of(payment)
    return {
        "payment": payment,
        "purpose": purpose.title,
        "next_url": purpose.page(payment),
        "can_be_sent": payment.state in CAN_BE_SENT,
        "still_open": payment.is_open,
        "refund_words": labels.refund_reason(payment.refund_reason),
    }


def _onward(request: HttpRequest, payment: Payment, onward: Redirect) -> HttpResponse:
    """The page that leaves for the gateway; its security policy allows forms to that host, and to no other."""

    def page(request: HttpRequest) -> HttpResponse:
        return render(request, "payments/onward.html", {"payment": payment, "onward": onward})

    return cast(HttpResponse, csp_update({"form-action": [onward.origin]})(page)(request))
