"""What an officer of the Support Centre does with an application: a page that names the consequence and asks once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import roles, transitions
from accounts.admin.application_door import found
from accounts.forms.deciding import AnsweredForm, EmptyForm, IdentityForm, RejectForm, RequestForm
from accounts.models import Application, User
from accounts.states import ApplicationState
from icms.lib.errors import Refused

Text = str | Promise


@dataclass(frozen=True)
class Act:
    """One act: its words, its form, and the function that does it with what the form holds."""

    title: Text
    consequences: tuple[Text, ...]
    done: Text
    act: Callable[[Application, Any, User], object]
    fits: Callable[[Application], bool]
    form: Callable[..., Form] = EmptyForm
    dangerous: bool = False
    # Why this officer cannot do it although it fits.
    hinders: Callable[[User, Application], Refused | None] = lambda officer, application: None


def _is(*states: str) -> Callable[[Application], bool]:
    return lambda application: application.state in states


ACTS: dict[str, Act] = {
    "take-in": Act(
        _("Take in the paper application"),
        (_("It is complete as far as the paper goes, and can be decided. The applicant is told by mail."),),
        _("The application is taken in."),
        lambda shown, form, by: transitions.submit(shown.pk, shown.version, by=by),
        _is(ApplicationState.DRAFT),
    ),
    "discard": Act(
        _("End the entry"),
        (
            _("For what was entered by mistake. It ends without a decision, and cannot be opened again."),
            _("The applicant gets your reason by mail, and may apply again."),
        ),
        _("The entry is ended."),
        lambda shown, form, by: transitions.discard(shown.pk, form.cleaned_data["reason"], by=by),
        _is(ApplicationState.DRAFT),
        RejectForm,
        dangerous=True,
    ),
    "documents": Act(
        _("Ask for documents"),
        (
            _(
                "The applicant gets your words by mail, adds what is missing, and answers. Then it is here again."
            ),
        ),
        _("The applicant is asked."),
        lambda shown, form, by: transitions.request_documents(
            shown.pk, form.cleaned_data["kinds"], form.cleaned_data["words"], by=by
        ),
        _is(ApplicationState.SUBMITTED, ApplicationState.AWAITING_IDENTITY_CHECK),
        RequestForm,
    ),
    "call": Act(
        _("Ask to come for the identity check"),
        (_("The papers are in order. The applicant, or the representative, is asked by mail to come."),),
        _("The applicant is asked to come."),
        lambda shown, form, by: transitions.call_for_check(shown.pk, by=by),
        _is(ApplicationState.SUBMITTED),
    ),
    "identity": Act(
        _("Record the identity check"),
        (
            _("The person stands before you. What you record stays, with your name and the time."),
            _("Whoever records it does not approve: another officer does that."),
        ),
        _("The identity check is recorded."),
        lambda shown, form, by: transitions.record_identity_check(shown.pk, form.sighted(), by=by),
        lambda shown: (
            shown.state == ApplicationState.AWAITING_IDENTITY_CHECK and shown.identity_check_id is None
        ),
        IdentityForm,
    ),
    "approve": Act(
        _("Approve"),
        (
            _("The account is opened, for an organization with its headquarters."),
            _("The applicant gets a link by mail that activates it, once and within 72 hours."),
            _("This cannot be undone here; the court can suspend the account."),
        ),
        _("The application is approved."),
        lambda shown, form, by: transitions.approve(shown.pk, by=by),
        lambda shown: (
            shown.state == ApplicationState.AWAITING_IDENTITY_CHECK and shown.identity_check_id is not None
        ),
        hinders=roles.hinders_approval,
    ),
    "answered": Act(
        _("Record the answer"),
        (
            _("For what the applicant brought, posted or said. Add the documents first, on the page before."),
            _("It no longer waits for the applicant, and does not lapse. The history names you."),
        ),
        _("The answer is recorded."),
        lambda shown, form, by: transitions.answer(shown.pk, form.cleaned_data["words"], by=by),
        _is(ApplicationState.DOCUMENTS_REQUESTED),
        AnsweredForm,
    ),
    "reject": Act(
        _("Reject"),
        (_("The applicant gets your reason by mail, and may apply again. This cannot be undone."),),
        _("The application is rejected."),
        lambda shown, form, by: transitions.reject(shown.pk, form.cleaned_data["reason"], by=by),
        _is(
            ApplicationState.SUBMITTED,
            ApplicationState.DOCUMENTS_REQUESTED,
            ApplicationState.AWAITING_IDENTITY_CHECK,
        ),
        RejectForm,
        dangerous=True,
    ),
    "link": Act(
        _("Send a new activation link"),
        (_("It goes to the address of the application. The link before it ends."),),
        _("A new link is on its way."),
        lambda shown, form, by: transitions.send_link_again(shown.pk, by=by),
        _is(ApplicationState.APPROVED),
    ),
}


def offered(application: Application, officer: User) -> list[tuple[str, Act]]:
    """The acts that fit the application as it stands and that nothing hinders this officer to do."""
    return [
        (code, act)
        for code, act in ACTS.items()
        if act.fits(application) and not act.hinders(officer, application)
    ]


def hindered(application: Application, officer: User) -> list[dict[str, Text]]:
    """The acts that fit and that another officer has to do, each with the reason."""
    return [
        {"title": act.title, "reason": str(hindrance)}
        for act in ACTS.values()
        if act.fits(application) and (hindrance := act.hinders(officer, application))
    ]


def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """GET names the consequence; POST does it, once: of two officers the second is told that it is done."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    shown = found(request, pk)
    if not roles.may_serve_accounts(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = _form(chosen, shown, data)
    if form.is_valid():
        try:
            chosen.act(shown, form, request.user)  # type: ignore[arg-type]
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(chosen.done))
            return redirect("admin:accounts_application_review", pk)
    context = {
        **admin.site.each_context(request),
        "title": chosen.title,
        "application": shown,
        "act": chosen,
        "fits": chosen.fits(shown),
        "hindrance": chosen.hinders(request.user, shown) if chosen.fits(shown) else None,  # type: ignore[arg-type]
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/accounts/application_act.html", context, status=status)


def _form(chosen: Act, shown: Application, data: Any) -> Form:
    if chosen.form in (RequestForm, IdentityForm):
        return chosen.form(data, application=shown)
    return chosen.form(data)
