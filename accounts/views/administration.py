"""An administrator's overview: what waits, counts against limits, and the way to an account that files (A3)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import roles, transitions
from accounts.access import AdministratorRequest, administering, own_user_account
from accounts.counting import counts
from accounts.history import acts_on, worded
from accounts.models import Account, Handover, LimitRequest
from accounts.rules.rights import Right
from accounts.states import AccountState, HandoverState, LimitRequestState
from accounts.views.doing import done
from accounts.views.sections import sections
from accounts.views.switching import ACTIVE_ACCOUNT

LATEST = 5


@require_safe
@administering()
def administration(request: AdministratorRequest) -> HttpResponse:
    """What waits and how much room is left."""
    organisation = request.organisation
    people = Account.objects.managed_by(request.account)
    context = {
        "sections": sections(request),
        "counts": counts(organisation),
        "open_invitations": organisation.invitations.open().count(),
        "suspended": people.exclude(state__in=[AccountState.ACTIVE, AccountState.HANDED_OVER]).count(),
        "limit_requests": LimitRequest.objects.filter(
            organisation=organisation, state=LimitRequestState.WAITING
        ),
        "handovers": Handover.objects.filter(
            organisation=organisation, state=HandoverState.WAITING
        ).select_related("giver__user", "taker__user"),
        "own_user": own_user_account(request.account),
        "may_ask": roles.has_right(request.account, Right.MANAGE_BRANCHES),
        "events": worded(acts_on(organisation)[:LATEST]),
    }
    return render(request, "accounts/administration.html", context)


@require_POST
@administering(Right.MANAGE_USERS)
def open_own(request: AdministratorRequest) -> HttpResponse:
    """One click: an Organization User account for the administrator himself, and he acts by it from now on."""
    words = _("You now act as an Organization User and can file. Switch back at any time in the header.")
    opened: dict[str, Any] = {}

    def act(*, by: Account) -> None:
        opened["account"] = transitions.open_own_user_account(by=by)

    if not done(request, words, act):
        return redirect("accounts:administration")
    request.session[ACTIVE_ACCOUNT] = opened["account"].pk
    return redirect("e_filing")
