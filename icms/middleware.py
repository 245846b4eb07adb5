"""What every request carries: an id, the active account, and no copies of private pages in caches."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import second_factors
from accounts.access import note_refused
from accounts.models import Account
from accounts.views.switching import ACTIVE_ACCOUNT
from icms.lib import clock
from icms.lib.errors import Refused

GetResponse = Callable[[HttpRequest], HttpResponse]


# Where links from mails lead: whoever follows one may have no active account yet.
LINKS = ("/accounts/invitation/", "/accounts/activate/", "/payments/by-link/")
# What stays open before the terms are accepted: reading them, signing in and out, languages, other accounts.
BEFORE_TERMS = (
    *LINKS,
    "/accounts/terms/",
    "/accounts/switch/",
    "/account/",
    "/accounts/second-factor/",
    "/accounts/stay/",
    "/language/",
    "/health/",
    "/static/",
)

# Where the admin answers addresses that it does not know.
NO_PAGE_OF_THE_ADMIN = "admin:django.contrib.admin.sites.catch_all_view"
# What is open to everybody refuses nobody his own matters: a word mistyped there is no try at anything. And the way to
# the sign-in page of staff, whose door has noted who was led there.
OPEN_TO_ALL = {
    "accounts:blank_form",
    "filing:published",
    "cases:verify_document",
    "payments:by_link",
    "payments:back_by_link",
    "payments:send_by_link",
    "payments:standing_by_link",
    "admin:login",
    NO_PAGE_OF_THE_ADMIN,
}
FORBIDDEN, NOT_FOUND = 403, 404

logger = logging.getLogger("icms.requests")


def request_id(get_response: GetResponse) -> GetResponse:
    """Gives each request an id that error pages and logs share; never the visitor's own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response

    return middleware


def court_time(get_response: GetResponse) -> GetResponse:
    """A request lives in one court time, whatever happens to the demo's clock meanwhile (ADR 17).

    Raises MiddlewareNotUsed outside the demo, where there is only one time.
    """
    if not settings.ICMS_DEMO:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        with clock.one_reading():
            return get_response(request)

    return middleware


def active_account(get_response: GetResponse) -> GetResponse:
    """Sets request.account: the one chosen in the session while it is active, else the person's first (ORG-2).

    Whose last account is suspended is signed out, and told so; an invitation he may still take up.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.account = None  # type: ignore[attr-defined]
        request.accounts = []  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            accounts = list(Account.objects.of_person(request.user))
            if not accounts and not request.user.is_staff and not request.path.startswith(LINKS):
                logout(request)
                told = _(
                    "You are signed out: none of your accounts is active. Ask the administrator of your organization, "
                    "or the Support Centre."
                )
                messages.warning(request, told)
            chosen = request.session.get(ACTIVE_ACCOUNT)
            request.accounts = accounts  # type: ignore[attr-defined]
            request.account = next(  # type: ignore[attr-defined]
                (account for account in accounts if account.pk == chosen), accounts[0] if accounts else None
            )
        return get_response(request)

    return middleware


def refused_requests(get_response: GetResponse) -> GetResponse:
    """Who is signed in and asks for what he may not do (403), or for a thing that does not exist for him (404), leaves

    an entry in the audit trail, whatever the method: so many an hour, without anything that he entered (ADR 12).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            response.status_code in (FORBIDDEN, NOT_FOUND)
            and request.user.is_authenticated
            and _is_noted(request, response)
        ):
            _note(request)
        return response

    return middleware


def _note(request: HttpRequest) -> None:
    """The answer stands already: a trail that cannot be written just then is told to the log, not to the person."""
    try:
        note_refused(request)
    except DatabaseError:
        logger.exception("a refusal could not be noted: %s", request.path)


def _is_noted(request: HttpRequest, response: HttpResponse) -> bool:
    """Not what has no address, a form without its mark, or one's own sign-in; and 404 only where a thing is named."""
    match = request.resolver_match
    if match is None or match.view_name in OPEN_TO_ALL or getattr(request, "lacks_mark", False):
        return False
    if request.path.startswith("/account/"):
        return False
    return response.status_code == FORBIDDEN or bool(match.kwargs.keys() - {"court"})


def second_factor(get_response: GetResponse) -> GetResponse:
    """Administrators and staff without a second factor are led to set one up before anything else (ACC-3).

    Nobody is locked out: the way to the set-up, to the language and to the sign-out stays open.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not _is_on_the_way(request.path) and second_factors.is_missing(user):
            return redirect("accounts:second_factor")
        return get_response(request)

    return middleware


def _is_on_the_way(path: str) -> bool:
    open_always = ("accounts:second_factor", "set_language", "health", "accessibility")
    return path.startswith(reverse("mfa_index")) or path in {
        reverse(name) for name in (*open_always, "account_logout", "account_reauthenticate")
    }


def terms_first(get_response: GetResponse) -> GetResponse:
    """An account that has not accepted the terms in force is led to them with its next page (ACC-4).

    What was begun under an accepted version is finished: a form that is sent passes, where some version was accepted.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        account = request.account  # type: ignore[attr-defined]
        reads = request.method in ("GET", "HEAD")
        if (
            account is not None
            and account.terms_due
            and (reads or not account.terms_ever)
            and not request.path.startswith(BEFORE_TERMS)
        ):
            target = {"next": request.get_full_path()} if reads else {}
            return redirect(f"{reverse('accounts:terms')}?{urlencode(target)}")
        return get_response(request)

    return middleware


def private_pages(get_response: GetResponse) -> GetResponse:
    """Pages of signed-in people are never kept by a browser or proxy (shared terminals in the registry)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


def refusals(get_response: GetResponse) -> GetResponse:
    """A refusal that no view has worded becomes a page that says it; its act has rolled back, so nothing was done."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        return render(request, "refused.html", {"reason": str(exception)}, status=409)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
