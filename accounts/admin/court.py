"""What the court does with an organisation, an account or a person: a page each, naming the consequence, asking why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts import roles, transitions
from accounts.forms.court import CourtReasonForm, IdentityReasonForm
from accounts.models import Account, Organisation, User
from accounts.states import AccountState, OrganisationState
from icms.lib.errors import Refused

Text = str | Promise


@dataclass(frozen=True)
class CourtAct:
    """One act: its words, what happens, the act itself, and whether it fits the thing as it stands."""

    title: Text
    consequences: tuple[Text, ...]
    done: Text
    act: Callable[..., Any]
    fits: Callable[[Any], bool]
    dangerous: bool = False
    form: type[CourtReasonForm] = CourtReasonForm


ON_ACCOUNTS: dict[str, CourtAct] = {
    "suspend": CourtAct(
        _("Suspend the account"),
        (
            _("The account is closed at once. No administrator of the organization can reactivate it."),
            _("The person and the Primary Administrators are told, with the reason."),
        ),
        _("The account is suspended."),
        transitions.suspend_account,
        lambda account: account.state in (AccountState.ACTIVE, AccountState.SUSPENDED),
        dangerous=True,
    ),
    "reactivate": CourtAct(
        _("Reactivate the account"),
        (
            _("The account can be used again at once."),
            _("The person and the Primary Administrators are told, with the reason."),
        ),
        _("The account is active again."),
        transitions.reactivate_account,
        lambda account: account.state in (AccountState.SUSPENDED, AccountState.SUSPENDED_BY_COURT),
    ),
}
ON_ORGANISATIONS: dict[str, CourtAct] = {
    "suspend": CourtAct(
        _("Suspend the organization"),
        (
            _(
                "All accounts of the organization are closed at once: nobody can file, pay, read or administer."
            ),
            _("What was filed stands, and cases stay linked."),
            _("Its administrators are told in the message box and by mail, with the reason."),
        ),
        _("The organization is suspended."),
        transitions.suspend_organisation,
        lambda organisation: organisation.state == OrganisationState.ACTIVE,
        dangerous=True,
    ),
    "reactivate": CourtAct(
        _("Reactivate the organization"),
        (
            _("Its accounts can be used again at once; those that were suspended one by one stay suspended."),
            _("Its administrators are told in the message box and by mail, with the reason."),
        ),
        _("The organization is active again."),
        transitions.reactivate_organisation,
        lambda organisation: organisation.state == OrganisationState.SUSPENDED_BY_COURT,
    ),
    "mark-government": CourtAct(
        _("Mark as a government department"),
        (
            _(
                "When the organization joins a case, it is not asked for proof by name and document number (A20)."
            ),
        ),
        _("The organization is marked as a government department."),
        lambda pk, reason, *, by: transitions.mark_government(pk, True, reason, by=by),
        lambda organisation: not organisation.is_government,
    ),
    "unmark-government": CourtAct(
        _("Take the mark of a government department away"),
        (
            _(
                "When the organization joins a case, it has to show the name and the document number like others."
            ),
        ),
        _("The mark is taken away."),
        lambda pk, reason, *, by: transitions.mark_government(pk, False, reason, by=by),
        lambda organisation: organisation.is_government,
    ),
}

ON_PEOPLE: dict[str, CourtAct] = {
    "remove-second-factors": CourtAct(
        _("Remove the second factor"),
        (
            _(
                "For somebody who has lost the telephone or key and the recovery codes. All of them stop working."
            ),
            _("The person is signed out everywhere, and hears of it by mail."),
            _("The password stays. Administrators and staff set up a new factor at their next sign-in."),
        ),
        _("The second factor is removed."),
        transitions.remove_second_factors,
        lambda person: Authenticator.objects.filter(user=person).exists(),
        dangerous=True,
        form=IdentityReasonForm,
    ),
}


class CourtActs(admin.ModelAdmin):
    """Adds the pages of the court's acts to a read-only model, and the way to those that fit it."""

    court: Callable[[HttpRequest, int, str], HttpResponse]
    court_name: str
    court_acts_table: dict[str, CourtAct] = ON_ACCOUNTS

    def get_urls(self) -> list[URLPattern]:
        """The acts' own addresses, before those of Django."""
        view = self.admin_site.admin_view(type(self).court)
        own = path("<int:pk>/court/<slug:act>/", view, name=f"accounts_{self.court_name}_court")
        return [own, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The court's acts are offered to whom they are open."""
        offered = ("court_acts",) if roles.may_serve_accounts(request.user) else ()  # type: ignore[arg-type]
        return (*(super().get_fields(request, obj) or ()), *offered)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nothing is changed in a form."""
        return (*super().get_readonly_fields(request, obj), "court_acts")

    @admin.display(description=_("the court can"))
    def court_acts(self, thing: Any) -> SafeString:
        """Links to the acts that fit the thing as it stands."""
        links = [
            (reverse(f"admin:accounts_{self.court_name}_court", args=[thing.pk, code]), act.title)
            for code, act in self.court_acts_table.items()
            if act.fits(thing)
        ]
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or SafeString("–")


def of_account(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Asks why, then does it to an account."""
    account = get_object_or_404(Account.objects.select_related("user", "organisation", "branch"), pk=pk)
    return _ask(request, account, f"{account.name} · {account.role_label}", ON_ACCOUNTS, act)


def of_organisation(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Asks why, then does it to an organisation."""
    organisation = get_object_or_404(Organisation, pk=pk)
    return _ask(request, organisation, organisation.name, ON_ORGANISATIONS, act)


def of_person(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Asks how the officer made sure who it is, then does it to a person's sign-in."""
    person = get_object_or_404(User, pk=pk)
    if not roles.may_remove_second_factors(cast(User, request.user), person):
        raise PermissionDenied
    return _ask(request, person, f"{person.name} <{person.email}>", ON_PEOPLE, act)


def _ask(
    request: HttpRequest,
    thing: Account | Organisation | User,
    name: str,
    acts: dict[str, CourtAct],
    code: str,
) -> HttpResponse:
    if not roles.may_serve_accounts(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    act = acts.get(code)
    if act is None:
        raise Http404
    back = reverse(f"admin:accounts_{thing._meta.model_name}_change", args=[thing.pk])
    form = act.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act.act(thing.pk, form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(act.done))
            return redirect(back)
    context = {
        **admin.site.each_context(request),
        "title": act.title,
        "name": name,
        "act": act,
        "fits": act.fits(thing),
        "form": form,
        "back": back,
        "opts": thing._meta,
    }
    return render(request, "admin/accounts/court.html", context, status=422 if form.errors else 200)
