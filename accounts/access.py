"""Doors to pages: who must be signed in, with which account, and with which rights."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts import acting, roles
from accounts.models import Account, Organisation, User
from accounts.rules.rights import Right
from accounts.transitions.refused import note_refusal
from icms.lib.errors import Refused

View = Callable[..., HttpResponseBase]


class AccountRequest(HttpRequest):
    """A request of a signed-in person who uses an account (set by `icms.middleware.active_account`)."""

    account: Account


class AdministratorRequest(AccountRequest):
    """A request of an administrator, with the organisation whose accounts he runs (set by `administering`)."""

    organisation: Organisation


def account_required(view: View) -> View:
    """Signed in, and with an account to act by; registry staff without one get 403.

    A form that was shown for another of the person's accounts is not done, and its sender is told why (409).
    """

    @login_required
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "account", None) is None:
            raise PermissionDenied
        if acting.is_for_another_account(request):
            return acting.told(request)
        return view(request, *args, **kwargs)

    return door


def transacting_required(view: View) -> View:
    """Signed in with an account that can file and pay; administrators are told why not (A3)."""

    @account_required
    @wraps(view)
    def door(request: AccountRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not roles.may_transact(request.account):
            context = {"own_user": own_user_account(request.account)}
            return render(request, "accounts/administrators_cannot_file.html", context, status=403)
        return view(request, *args, **kwargs)

    return door


def note_refused(request: HttpRequest) -> None:
    """Leaves an entry in the audit trail for what a signed-in person asked for without the right to it (ADR 12)."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    by = getattr(request, "account", None) or cast(User, request.user)
    note_refusal(route, request.path, by=by)


def own_user_account(account: Account) -> Account | None:
    """An administrator's own account that files, in the same organisation; None before he opens one (A3)."""
    rows = Account.objects.filter(user=account.user_id, organisation=account.organisation_id)
    return rows.filter(role=Account.Role.ORGANISATION_USER).first()


def administering(*rights: Right) -> Callable[[View], View]:
    """Only administrators of an organisation, with every right named; the act asks again under its lock.

    Whoever asks for something without the right to it gets 403, for what he may not know of 404.
    """

    def mark(view: View) -> View:
        @account_required
        @wraps(view)
        def door(request: AccountRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            account = request.account
            if not roles.administers(account) or not all(roles.has_right(account, each) for each in rights):
                raise PermissionDenied
            request.organisation = account.organisation  # type: ignore[attr-defined]
            return _looked_up(view, request, *args, **kwargs)

        return door

    return mark


def _looked_up(view: View, request: AccountRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What the act says about rights and rows, in HTTP's terms."""
    try:
        return view(request, *args, **kwargs)
    except ObjectDoesNotExist as gone:
        raise Http404 from gone
    except Refused as refused:
        if refused.code == "right_missing":
            raise PermissionDenied from refused
        raise
