"""People of an organisation: the list, one person's page, and what is done with an account (ORG-2)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import roles, transitions
from accounts.access import AccountRequest, administering
from accounts.forms.people import MoveForm, ParticularsForm
from accounts.history import acts_on_account, worded
from accounts.models import Account
from accounts.rights_page import grant_rows
from accounts.rules.rights import Right
from accounts.states import AccountState
from accounts.views.doing import ACTIONS, done, done_from, page_of, posted
from accounts.views.sections import sections, trail
from icms.lib.search_keys import plain

SHOWN_EVENTS = 10
LONGEST_SEARCH = 100


@require_safe
@administering()
def people(request: AccountRequest) -> HttpResponse:
    """Everybody with an account, twenty a page, found by name, address, branch or role."""
    asked = plain(request.GET.get("q", ""))[:LONGEST_SEARCH]
    role = request.GET.get("role", "")
    rows = _found(Account.objects.managed_by(request.account), asked)
    if role in Account.Role.values:
        rows = rows.filter(role=role)
    context = {
        "sections": sections(request),
        "page": page_of(request, rows),
        "asked": asked,
        "role": role,
        "roles": [choice for choice in Account.Role.choices if choice[0] != Account.Role.INDIVIDUAL],
        "trail": trail((_("People"), "")),
    }
    return render(request, "accounts/people.html", context)


def _found(rows: QuerySet[Account], asked: str) -> QuerySet[Account]:
    """Every word that was asked for stands in a name, the address, the position or the branch."""
    for word in asked.split():
        fields = (
            "name_en",
            "name_zh",
            "position",
            "user__name_en",
            "user__name_zh",
            "user__email",
            "branch__code",
            "branch__name",
        )
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(found)
    return rows.select_related("user", "branch").order_by("user__name_en", "user__email", "pk")


def _account(request: AccountRequest, account_id: int) -> Account:
    """An account of the organisation. Raises Account.DoesNotExist, which the door makes 404."""
    rows = Account.objects.managed_by(request.account).select_related("user", "organisation", "branch")
    return rows.prefetch_related("grants").get(pk=account_id)


def _managed(request: AccountRequest, account_id: int) -> Account:
    """The same, for an act. Raises Refused("right_missing") by the roles' answer, which the door makes 403."""
    account = _account(request, account_id)
    roles.refuse_unless_managed(request.account, account)
    return account


def _trail(account: Account, *steps: tuple[str, str]) -> list[dict[str, str]]:
    own = reverse("accounts:person", args=[account.pk]) if steps else ""
    return trail((_("People"), reverse("accounts:people")), (account.name, own), *steps)


def _shown(request: AccountRequest, account: Account, *steps: tuple[str, str]) -> dict[str, Any]:
    """What every page about one account shows."""
    return {"sections": sections(request), "shown": account, "trail": _trail(account, *steps)}


@require_safe
@administering()
def person(request: AccountRequest, account_id: int) -> HttpResponse:
    """One account: particulars, what can be done with it, its rights one by one, its history."""
    account = _account(request, account_id)
    context = {
        **_shown(request, account),
        "may_manage": roles.may_manage(request.account, account),
        "may_grant": roles.may_grant(request.account, account),
        "grants": grant_rows(account) if account.role == Account.Role.ASSISTANT_ADMINISTRATOR else [],
        "events": worded(acts_on_account(account)[:SHOWN_EVENTS]),
    }
    return render(request, "accounts/person.html", context)


@ACTIONS
@administering()
def edit(request: AccountRequest, account_id: int) -> HttpResponse:
    """The particulars that the organisation keeps."""
    account = _managed(request, account_id)
    kept = {name: getattr(account, name) for name in ("name_en", "name_zh", "position", "telephone")}
    if not kept["name_en"] and not kept["name_zh"]:
        kept |= {"name_en": account.user.name_en, "name_zh": account.user.name_zh}
    form = ParticularsForm(posted(request), initial=kept)
    words = _("The particulars are kept.")
    if form.is_valid() and done_from(request, form, words, transitions.edit, account.pk, form.particulars()):
        return redirect("accounts:person", account.pk)
    context = {
        **_shown(request, account, (_("Particulars"), "")),
        "form": form,
    }
    return render(request, "accounts/edit.html", context, status=422 if form.errors else 200)


@ACTIONS
@administering()
def suspend(request: AccountRequest, account_id: int) -> HttpResponse:
    """Asks once, naming what happens; then closes the account (look.md)."""
    account = _managed(request, account_id)
    if request.method == "POST":
        done(request, _("The account is suspended."), transitions.suspend, account.pk)
        if account.pk == request.account.pk:
            return redirect("home")
        return redirect("accounts:person", account.pk)
    context = {
        **_shown(request, account, (_("Suspend"), "")),
        "is_own": account.user_id == request.account.user_id,
        "stands": account.state == AccountState.ACTIVE,
    }
    return render(request, "accounts/suspend.html", context)


@ACTIONS
@administering()
def reactivate(request: AccountRequest, account_id: int) -> HttpResponse:
    """Asks once, naming what happens; then opens the account again."""
    account = _managed(request, account_id)
    if request.method == "POST":
        done(request, _("The account is active again."), transitions.reactivate, account.pk)
        return redirect("accounts:person", account.pk)
    context = {
        **_shown(request, account, (_("Reactivate"), "")),
        "stands": account.state == AccountState.SUSPENDED,
    }
    return render(request, "accounts/reactivate.html", context)


@ACTIONS
@administering()
def move(request: AccountRequest, account_id: int) -> HttpResponse:
    """To another branch."""
    account = _managed(request, account_id)
    form = MoveForm(posted(request), account=account)
    if form.is_valid():
        branch = int(form.cleaned_data["branch"])
        words = _("The account belongs to the branch that you chose.")
        if done_from(request, form, words, transitions.move, account.pk, branch):
            return redirect("accounts:person", account.pk)
    context = {
        **_shown(request, account, (_("Move to another branch"), "")),
        "form": form,
    }
    return render(request, "accounts/move.html", context, status=422 if form.errors else 200)


@require_POST
@administering(Right.GIVE_GRANTS)
def grant(request: AccountRequest, account_id: int) -> HttpResponse:
    """Gives an Assistant Administrator one right, or takes it back; one button each."""
    account = _account(request, account_id)
    right = request.POST.get("right", "")
    taking = request.POST.get("act") == "take_back"
    act = transitions.take_back_grant if taking else transitions.give_grant
    words = _("The right was taken back.") if taking else _("The right was given.")
    done(request, words, act, account.pk, right)
    return redirect("accounts:person", account.pk)
