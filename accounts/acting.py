"""Forms act for the account that they were shown for, or not at all.

A person with several accounts may switch in one tab and send a form that another tab still shows. Each form carries
the account of its page (the tag `csrf_token` writes it beside Django's mark); the door of accounts compares.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.models import Account
from icms.lib.http import wants_json

FIELD = "acting_as"
CONFLICT = 409


def is_for_another_account(request: HttpRequest) -> bool:
    """Whether a form was shown for another account than the one that is active now. What carries no account passes:

    it is no form of a page. The CSRF check has read the body already.
    """
    if request.method != "POST":
        return False
    shown = request.POST.get(FIELD)
    account: Account | None = getattr(request, "account", None)
    return shown is not None and account is not None and shown != str(account.pk)


def told(request: HttpRequest) -> HttpResponse:
    """The answer to such a form: what happened, that nothing was done, and the way back to the account."""
    accounts: list[Account] = getattr(request, "accounts", [])
    shown = next((each for each in accounts if str(each.pk) == request.POST[FIELD]), None)
    if wants_json(request):
        words = _("You act as another account now, so nothing was sent. Load the page again.")
        return JsonResponse({"message": words}, status=CONFLICT)
    context = {"shown": shown, "back_to": _page_of(request)}
    return render(request, "accounts/other_account.html", context, status=CONFLICT)


def _page_of(request: HttpRequest) -> str:
    """The address of the page that showed the form; nothing where the browser tells none, or another site's."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return ""
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
