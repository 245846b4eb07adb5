"""Opening an account by invitation, and what becomes of the invitations (ORG-0)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import roles, transitions
from accounts.access import AdministratorRequest, administering
from accounts.counting import counts
from accounts.forms.people import InviteForm
from accounts.rules.limits import INVITATION_LINK_VALID
from accounts.rules.rights import Right
from accounts.states import InvitationState
from accounts.views.doing import ACTIONS, done, done_from, page_of, posted
from accounts.views.sections import sections, trail
from icms.lib import clock

HOUR = 60 * 60


@ACTIONS
@administering(Right.MANAGE_USERS)
def invite(request: AdministratorRequest) -> HttpResponse:
    """Whom to open an account for; the person gets a link by e-mail."""
    form = InviteForm(posted(request), giver=request.account)
    words = _("The invitation is on its way. Until it is accepted it stands in this list.")
    if form.is_valid() and done_from(request, form, words, transitions.invite, form.invited()):
        return redirect("accounts:invitations")
    context = {
        "sections": sections(request),
        "form": form,
        "counts": counts(request.organisation)[:3],
        "hours": int(INVITATION_LINK_VALID.total_seconds() // HOUR),
        "trail": trail((_("Open an account"), "")),
    }
    return render(request, "accounts/invite.html", context, status=422 if form.errors else 200)


@require_safe
@administering()
def invitations(request: AdministratorRequest) -> HttpResponse:
    """Those that wait, and those whose link ended unused, the latest first."""
    rows = request.organisation.invitations.filter(state=InvitationState.SENT)
    page = page_of(request, rows.select_related("branch", "invited_by__user").order_by("-invited_at", "-pk"))
    moment = clock.real_now()
    for invitation in page:
        invitation.works = invitation.is_open(moment)
        invitation.may_be_managed = roles.may_open(request.account, invitation.role, invitation.branch)
    context = {
        "sections": sections(request),
        "page": page,
        "trail": trail((_("Invitations"), "")),
    }
    return render(request, "accounts/invitations.html", context)


@require_POST
@administering()
def send_again(request: AdministratorRequest, invitation_id: int) -> HttpResponse:
    """A new link; the old one ends."""
    done(
        request,
        _("A new link is on its way; the old one does not work any more."),
        transitions.send_again,
        invitation_id,
    )
    return redirect("accounts:invitations")


@require_POST
@administering()
def withdraw(request: AdministratorRequest, invitation_id: int) -> HttpResponse:
    """The link ends at once."""
    done(request, _("The invitation is withdrawn."), transitions.withdraw_invitation, invitation_id)
    return redirect("accounts:invitations")
