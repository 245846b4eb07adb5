"""The pages of a payer without an account: their link opens one payment, and nothing else (PAY-1, INS-3).

The token of the address is the only proof, so the pages are kept by no browser, and wrong tokens are counted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from accounts import rates
from accounts.views.by_link import private
from icms.kernel.audit import PUBLIC
from icms.lib.errors import Refused
from payments import gateways, news
from payments.gateways.base import CameBack
from payments.models import Payment
from payments.transitions import orders
from payments.views import shown

WRONG_MAX = 10
# [D] Longer than a payment stays open (30 minutes), so that who comes back late still reads how it ended.
KEPT_SECONDS = 2 * 60 * 60
NOT_FOUND, TOO_MANY = 404, 429

View = Callable[[HttpRequest, Payment, str], HttpResponse]


def of_link(view: View) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """The view gets the payment that the address opens; unknown addresses are 404, too many of them 429."""

    @never_cache
    @wraps(view)
    @sensitive_variables("token")
    def door(request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            rates.refuse_if_tried(request, "payment_link", most=WRONG_MAX)
        except Refused as refused:
            context = {"reason": str(refused)}
            return private(render(request, "payments/link_unknown.html", context, status=TOO_MANY))
        payment = Payment.objects.of_link(token).first()
        if payment is None:
            rates.count(request, "payment_link")
            return private(render(request, "payments/link_unknown.html", status=NOT_FOUND))
        return private(view(request, payment, token))

    return door


@require_GET
@of_link
def page(request: HttpRequest, payment: Payment, token: str) -> HttpResponse:
    """What the payment is for, where it stands, and the way to the payment page while it is open."""
    left = gateways.named(payment.gateway).read_return(request.GET.dict()) is CameBack.LEFT
    context = {
        **_facts(payment, token),
        "left": left,
        "lines": payment.lines.all(),
        # There is no message box to write to: what a message would say stands on this page.
        "refunds": payment.refunds.all(),
    }
    return render(request, "payments/by_link.html", context)


@require_GET
@of_link
def standing(request: HttpRequest, payment: Payment, token: str) -> HttpResponse:
    """The part of the page that says where the payment stands, for a page that keeps looking."""
    return render(request, "payments/standing.html", _facts(payment, token))


@require_POST
@of_link
def send(request: HttpRequest, payment: Payment, token: str) -> HttpResponse:
    """The way to the hosted page, as for a payer with an account."""
    try:
        payment = orders.send_to_gateway(payment.reference, by=PUBLIC)
    except Refused as refused:
        if refused.code == "payment_overdue":
            news.look_after(payment.reference)
        messages.error(request, str(refused))
        return redirect("payments:by_link", token)
    back = reverse("payments:back_by_link", args=[payment.reference])
    answer = shown.onward(request, payment, return_url=back)
    # The bank and its logs learn the reference alone: the token waits in the payer's own browser.
    answer.set_cookie(
        _cookie(payment.reference),
        token,
        max_age=KEPT_SECONDS,
        path=back,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@require_GET
@never_cache
@sensitive_variables("token")
def come_back(request: HttpRequest, reference: str) -> HttpResponseBase:
    """From the bank back to the page of the link; a browser without its cookie is asked to open the link again."""
    token = request.COOKIES.get(_cookie(reference), "")
    if Payment.objects.of_link(token).filter(reference=reference).exists():
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return private(redirect(reverse("payments:by_link", args=[token]) + query))
    return private(render(request, "payments/link_needed.html", {"reference": reference}, status=NOT_FOUND))


def _cookie(reference: str) -> str:
    return f"link_{reference}"


def _facts(payment: Payment, token: str) -> dict[str, object]:
    return {**shown.facts(payment), "token": token}
