"""The primary role goes to another person: the request with its letter, and taking it back (our decision)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import roles, transitions
from accounts.access import AccountRequest, administering
from accounts.forms.people import HandoverForm
from accounts.letter_of_authority import received
from accounts.models import Account, Handover
from accounts.rules.limits import LETTER_BYTES_MAX
from accounts.rules.rights import Right
from accounts.states import HandoverState
from accounts.views.doing import ACTIONS, done, done_from
from accounts.views.sections import sections, trail
from icms.files.receive import takes_files

SHOWN = 10


@takes_files(part_limit=LETTER_BYTES_MAX, files_max=1)
@ACTIONS
@administering()
def handover(request: AccountRequest) -> HttpResponse:
    """What was asked and decided; a Primary Administrator asks here."""
    account = request.account
    may_ask = roles.has_right(account, Right.HAND_OVER)
    if request.method == "POST":
        roles.refuse_without(account, Right.HAND_OVER)
    takers = _takers(account) if may_ask else []
    status = 200
    form = HandoverForm(takers=takers)
    if request.method == "POST":
        form, status = _asked(request, takers)
        if status == 200:
            return redirect("accounts:handover")
    rows = Handover.objects.filter(organisation=account.organisation)
    context = {
        "sections": sections(request),
        "form": form,
        "may_ask": may_ask,
        "takers": takers,
        "handovers": rows.select_related("giver__user", "taker__user").order_by("-pk")[:SHOWN],
        "waits": rows.filter(giver=account, state=HandoverState.WAITING).exists(),
        "trail": trail((_("Hand-over of the primary role"), "")),
    }
    return render(request, "accounts/handover.html", context, status=status)


def _takers(account: Account) -> list[Account]:
    """Those to whom the role can go: other people with an active account, each once, no Primary Administrators."""
    mine = Account.objects.active().filter(organisation=account.organisation)
    primaries = mine.filter(role=Account.Role.PRIMARY_ADMINISTRATOR)
    rows = mine.exclude(user__in=primaries.values("user")).exclude(user=account.user_id)
    by_person = {row.user_id: row for row in rows.select_related("user", "branch").order_by("-role", "pk")}
    return sorted(by_person.values(), key=lambda row: row.name)


def _asked(request: AccountRequest, takers: list[Account]) -> tuple[HandoverForm, int]:
    """The form with its faults and the status that tells of them; 200 when the request is with the court."""
    form = HandoverForm(request.POST, request.FILES, takers=takers)
    letter, status = received(request, form)
    if letter is None:
        return form, status
    words = _("The request is with the court. Until it decides, nothing changes.")
    taker = int(form.cleaned_data["taker"])
    asked = done_from(request, form, words, transitions.ask_handover, taker, *letter)
    return form, 200 if asked else 422


@require_POST
@administering(Right.HAND_OVER)
def withdraw(request: AccountRequest, handover_id: int) -> HttpResponse:
    """Takes the request back."""
    done(request, _("The request is withdrawn."), transitions.withdraw_handover, handover_id)
    return redirect("accounts:handover")
