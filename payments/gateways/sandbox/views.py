"""The sandbox bank's hosted page. It takes no money, says so, and is there only while the sandbox is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments.gateways import paydollar
from payments.gateways.sandbox import bank
from payments.gateways.sandbox.bank import BankOrder
from payments.labels import BRANDS

View = Callable[..., HttpResponse]
BRANDS_OF_METHOD = {"CC": ("visa", "mastercard", "unionpay", "jcb"), "PPS": ("pps",)}
PASSED_ON = (
    *paydollar.ORDER_SIGNED,
    "payMethod",
    "lang",
    "successUrl",
    "failUrl",
    "cancelUrl",
    "secureHash",
)


def sandbox_only(view: View) -> View:
    """404 unless settings.PAYMENT_GATEWAY chooses the sandbox."""

    @wraps(view)
    def door(request: HttpRequest) -> HttpResponse:
        if settings.PAYMENT_GATEWAY != "sandbox":
            raise Http404
        return view(request)

    return door


# A real bank's page is posted to from another site: the signature stands in for the form's token.
@csrf_exempt
@sandbox_only
@never_cache
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """The hosted page of an order, opened by the portal's signed form."""
    opened = _read(request)
    return _refusal(request) if opened is None else _page(request, opened)


@sandbox_only
@never_cache
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """A button of the hosted page: the bank acts, and sends the browser back."""
    opened = _read(request)
    act = ACTS.get(request.POST.get("act", ""))
    if opened is None or act is None:
        return _refusal(request)
    brand = request.POST.get("brand", "")
    if brand not in opened.brands:
        return _page(
            request, opened, fault=_("Choose one of the cards or services shown. Nothing was taken.")
        )
    return act(request, opened, brand)


def _approve(
    request: HttpRequest, opened: BankOrder, brand: str, *, times: int = 1, late: bool = False
) -> HttpResponse:
    taken, new = bank.capture(opened, brand, late=late)
    if new:
        sending = bank.send(bank.feed_of(taken), times=times, after=bank.LATE_BY if late else bank.AT_ONCE)
        if not late:
            sending.join(bank.PATIENCE_SECONDS)
    return _back(request, "successUrl")


def _approve_late(request: HttpRequest, opened: BankOrder, brand: str) -> HttpResponse:
    return _approve(request, opened, brand, late=True)


def _approve_twice(request: HttpRequest, opened: BankOrder, brand: str) -> HttpResponse:
    return _approve(request, opened, brand, times=2)


def _approve_silently(request: HttpRequest, opened: BankOrder, brand: str) -> HttpResponse:
    bank.capture(opened, brand)
    return _back(request, "successUrl")


def _decline(request: HttpRequest, opened: BankOrder, brand: str) -> HttpResponse:
    bank.send(bank.feed_of_decline(opened, brand)).join(bank.PATIENCE_SECONDS)
    return _back(request, "failUrl")


def _abandon(request: HttpRequest, opened: BankOrder, brand: str) -> HttpResponse:
    return _back(request, "cancelUrl")


def _forge(request: HttpRequest, opened: BankOrder, brand: str) -> HttpResponse:
    status = bank.post(bank.forged_feed(opened, brand))
    return _page(request, opened, forged_status=status)


ACTS: dict[str, Callable[[HttpRequest, BankOrder, str], HttpResponse]] = {
    "approve": _approve,
    "late": _approve_late,
    "twice": _approve_twice,
    "silent": _approve_silently,
    "decline": _decline,
    "abandon": _abandon,
    "forge": _forge,
}


def _read(request: HttpRequest) -> BankOrder | None:
    """The order of the signed form; None where the form is not the portal's."""
    fields = {name: request.POST.get(name, "") for name in PASSED_ON}
    brands = BRANDS_OF_METHOD.get(fields["payMethod"])
    currency = paydollar.CURRENCIES.get(fields["currCode"])
    if not paydollar.is_signed(fields, paydollar.ORDER_SIGNED, settings.SANDBOX_SECRET):
        return None
    if brands is None or currency is None or fields["merchantId"] != bank.MERCHANT:
        return None
    return BankOrder(fields["orderRef"], paydollar.cents_of(fields["amount"]), currency, brands)


def _page(request: HttpRequest, opened: BankOrder, **shown: object) -> HttpResponse:
    fields: Mapping[str, str] = {name: request.POST.get(name, "") for name in PASSED_ON}
    chosen = request.POST.get("brand", "")
    brands = [(code, BRANDS[code], code == (chosen or opened.brands[0])) for code in opened.brands]
    context = {"order": opened, "fields": fields, "brands": brands, **shown}
    return render(request, "payments/sandbox/order.html", context)


def _refusal(request: HttpRequest) -> HttpResponse:
    return render(request, "payments/sandbox/refused.html", status=400)


def _back(request: HttpRequest, name: str) -> HttpResponse:
    """Back to the portal. The addresses are not signed by the protocol, so only our own host is followed."""
    address = request.POST.get(name, "")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return _refusal(request)
    return redirect(address)
