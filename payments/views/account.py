"""The payer's pages: pay, go to the hosted page, come back, see where it stands. None of them settles (PAY-4)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import AccountRequest, transacting_required
from icms.lib.errors import Refused
from payments import gateways, news, purposes
from payments.gateways.base import CameBack
from payments.models import Payment
from payments.states import PaymentState
from payments.transitions import orders
from payments.views import shown


@transacting_required
@require_GET
def pay(request: AccountRequest, reference: str) -> HttpResponse:
    """What is to be paid and how, with the button to the payment page."""
    payment = _own(request, reference)
    if payment.state not in shown.CAN_BE_SENT:
        return redirect("payments:return", reference)
    return render(request, "payments/pay.html", shown.facts(payment))


@transacting_required
@require_POST
def send(request: AccountRequest, reference: str) -> HttpResponse:
    """The way to the hosted page: a form that goes on by itself, or by its button."""
    payment = _own(request, reference)
    try:
        payment = orders.send_to_gateway(reference, by=request.account)
    except Refused as refused:
        if refused.code == "payment_overdue":
            news.look_after(reference)
        messages.error(request, str(refused))
        return redirect("payments:return", reference)
    return shown.onward(request, payment, return_url=reverse("payments:return", args=[reference]))


@transacting_required
@require_GET
def come_back(request: AccountRequest, reference: str) -> HttpResponse:
    """Where the browser comes back to. What its address says moves nothing; the page shows what is known."""
    payment = _own(request, reference)
    if payment.state == PaymentState.PAID and not payment.refund_reason:
        return redirect(purposes.of(payment).page(payment))
    came = gateways.named(payment.gateway).read_return(request.GET.dict())
    return render(request, "payments/return.html", {**shown.facts(payment), "left": came is CameBack.LEFT})


@transacting_required
@require_GET
def standing(request: AccountRequest, reference: str) -> HttpResponse:
    """The part of the return page that says where the payment stands, for a page that keeps looking."""
    return render(request, "payments/standing.html", shown.facts(_own(request, reference)))


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
