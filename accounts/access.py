"""Doors to pages: who must be signed in, and with which account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts import roles
from accounts.models import Account

View = Callable[..., HttpResponseBase]


class AccountRequest(HttpRequest):
    """A request of a signed-in person who uses an account (set by `icms.middleware.active_account`)."""

    account: Account


def account_required(view: View) -> View:
    """Signed in, and with an account to act by; registry staff without one get 403."""

    @login_required
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "account", None) is None:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return door


def transacting_required(view: View) -> View:
    """Signed in with an account that can file and pay; administrators are told why not (A3)."""

    @account_required
    @wraps(view)
    def door(request: AccountRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not roles.may_transact(request.account):
            return render(request, "accounts/administrators_cannot_file.html", status=403)
        return view(request, *args, **kwargs)

    return door
