"""Choosing the account to act by."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.access import AccountRequest, note_refused
from accounts.models import Account, User
from icms.lib.errors import Refused

ACTIVE_ACCOUNT = "active_account"
# More digits than any row has, fewer than a number of Python's may be read from.
LONGEST_ID = 18


@require_POST
@login_required
def switch(request: AccountRequest) -> HttpResponse:
    """Makes another of the person's own accounts the active one, and leads on to `next`, a page of the portal."""
    chosen = request.POST.get("account", "")
    mine = Account.objects.of_person(cast(User, request.user))
    if chosen.isdecimal() and len(chosen) <= LONGEST_ID and mine.filter(pk=int(chosen)).exists():
        request.session[ACTIVE_ACCOUNT] = int(chosen)
    else:
        note_refused(request)
        messages.error(request, str(Refused("account_not_yours")))
        return redirect("home")
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(target) if safe else redirect("home")
