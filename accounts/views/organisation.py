"""Branches, default users and limits of an organisation, and its history (ORG-1, ORG-3)."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles, transitions
from accounts.access import AdministratorRequest, administering
from accounts.counting import counts
from accounts.forms.people import BranchForm, DefaultUsersForm, LimitForm
from accounts.history import acts_on, worded
from accounts.models import Account, Branch, LimitRequest
from accounts.rules.rights import Right
from accounts.states import AccountState
from accounts.views.doing import ACTIONS, done_from, page_of, posted
from accounts.views.sections import sections, trail


@require_safe
@administering()
def branches(request: AdministratorRequest) -> HttpResponse:
    """Every branch with the number of its accounts."""
    active = Count("accounts", filter=Q(accounts__state=AccountState.ACTIVE))
    rows = request.organisation.branches.annotate(active=active)
    context = {
        "sections": sections(request),
        "page": page_of(request, rows.order_by("-is_headquarters", "code")),
        "may_edit": roles.has_right(request.account, Right.MANAGE_BRANCHES),
        "trail": trail((_("Branches"), "")),
    }
    return render(request, "accounts/branches.html", context)


@ACTIONS
@administering(Right.MANAGE_BRANCHES)
def add_branch(request: AdministratorRequest) -> HttpResponse:
    """A new branch."""
    form = BranchForm(posted(request))
    if form.is_valid() and done_from(
        request, form, _("The branch was added."), transitions.add_branch, **form.cleaned_data
    ):
        return redirect("accounts:branches")
    return _branch_page(request, form, _("Add a branch"))


@ACTIONS
@administering(Right.MANAGE_BRANCHES)
def edit_branch(request: AdministratorRequest, branch_id: int) -> HttpResponse:
    """A branch's code and name."""
    branch = Branch.objects.get(pk=branch_id, organisation=request.organisation)
    form = BranchForm(posted(request), initial={"code": branch.code, "name": branch.name})
    if form.is_valid() and done_from(
        request, form, _("The branch is kept."), transitions.edit_branch, branch.pk, **form.cleaned_data
    ):
        return redirect("accounts:branches")
    return _branch_page(request, form, _("Change a branch"))


def _branch_page(request: AdministratorRequest, form: BranchForm, title: str) -> HttpResponse:
    context = {
        "sections": sections(request),
        "form": form,
        "title": title,
        "trail": trail((_("Branches"), reverse("accounts:branches")), (title, "")),
    }
    return render(request, "accounts/branch.html", context, status=422 if form.errors else 200)


@ACTIONS
@administering()
def default_users(request: AdministratorRequest) -> HttpResponse:
    """Who gets what is assigned to nobody; the rule of A9 stands beside it."""
    account = request.account
    may_choose = roles.has_right(account, Right.MANAGE_DEFAULT_USERS)
    if request.method == "POST":
        roles.refuse_without(account, Right.MANAGE_DEFAULT_USERS)
    users = Account.objects.managed_by(account).filter(
        role=Account.Role.ORGANISATION_USER, state=AccountState.ACTIVE
    )
    rows = list(users.select_related("user", "branch").order_by("pk"))
    form = DefaultUsersForm(posted(request), users=rows)
    if form.is_valid() and done_from(
        request, form, _("The default users are kept."), transitions.name_default_users, form.ids()
    ):
        return redirect("accounts:default_users")
    context = {
        "sections": sections(request),
        "form": form,
        "may_choose": may_choose,
        "receiving": Account.objects.default_users_of(request.organisation).select_related("user", "branch"),
        "named": any(user.is_default_user for user in rows),
        "trail": trail((_("Default users"), "")),
    }
    return render(request, "accounts/default_users.html", context, status=422 if form.errors else 200)


@ACTIONS
@administering()
def limits(request: AdministratorRequest) -> HttpResponse:
    """Counts against limits, what was asked of the court, and a request for more."""
    account = request.account
    may_ask = roles.has_right(account, Right.MANAGE_BRANCHES)
    if request.method == "POST":
        roles.refuse_without(account, Right.MANAGE_BRANCHES)
    form = LimitForm(posted(request))
    words = _("The request is with the court. The answer comes to your message box.")
    if form.is_valid() and done_from(request, form, words, transitions.ask_limit, **form.cleaned_data):
        return redirect("accounts:limits")
    asked = LimitRequest.objects.filter(organisation=request.organisation)
    context = {
        "sections": sections(request),
        "counts": counts(request.organisation),
        "form": form,
        "may_ask": may_ask,
        "page": page_of(request, asked.select_related("asked_by__user").order_by("-asked_at", "-pk")),
        "trail": trail((_("Limits"), "")),
    }
    return render(request, "accounts/limits.html", context, status=422 if form.errors else 200)


@require_safe
@administering()
def history(request: AdministratorRequest) -> HttpResponse:
    """Every act on the organisation and its accounts, newest first."""
    page = page_of(request, acts_on(request.organisation))
    context = {
        "sections": sections(request),
        "page": page,
        "events": worded(page),
        "trail": trail((_("History"), "")),
    }
    return render(request, "accounts/history.html", context)
