"""How a person signs in: password, second factor, passkeys, sessions (ACC-3). The acts themselves are allauth's."""

from __future__ import annotations

from typing import cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts import roles, second_factors
from accounts.models import User

Kind = Authenticator.Type


@require_GET
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """What protects the sign-in, and where each part is changed."""
    user = cast(User, request.user)
    factors = list(Authenticator.objects.filter(user=user))
    codes = next((row for row in factors if row.type == Kind.RECOVERY_CODES), None)
    context = {
        "has_app": any(row.type == Kind.TOTP for row in factors),
        "keys": sum(row.type == Kind.WEBAUTHN for row in factors),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "compulsory": roles.needs_second_factor(user),
        "waiting_address": EmailAddress.objects.filter(user=user, verified=False).first(),
        "sessions": len(UserSession.objects.purge_and_list(user)),
    }
    return render(request, "accounts/security.html", context)


@require_GET
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where administrators and staff without a second factor are led; the others go to their page of security."""
    if not second_factors.is_missing(cast(User, request.user)):
        return redirect("accounts:security")
    return render(request, "accounts/second_factor.html")


@require_POST
@login_required
def stay(request: HttpRequest) -> HttpResponse:
    """Keeps the session: the answer is empty, the asking is what counts (ACC-3)."""
    return HttpResponse(status=204)
