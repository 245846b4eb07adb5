"""Paper: the Support Centre enters applications that came by fax, post or hand, and answers, by the same acts."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import roles, transitions
from accounts.admin.application_door import found
from accounts.admin.application_review import review_page
from accounts.application_words import STAFF_TITLES
from accounts.forms.applying import SECTIONS, DocumentForm, section_form
from accounts.forms.deciding import EnterForm
from accounts.models import Application, User
from accounts.rules import application as rules
from accounts.rules.limits import APPLICATION_BYTES_MAX, APPLICATION_FILES_MAX
from accounts.states import ApplicationState
from accounts.transitions.applications import OPEN
from accounts.views.application_files import checked
from icms.files.receive import STATUS, files_of, takes_files
from icms.lib.errors import Refused


def enter(request: HttpRequest) -> HttpResponse:
    """For whom, how it came, and how the applicant is reached; the rest is entered part by part."""
    officer = _officer(request)
    form = EnterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        begun = transitions.begin(
            given["kind"], given["email"], given["language"], by=officer, channel=given["channel"]
        )
        messages.success(request, _("Enter the particulars, add the scans, then take it in."))
        return redirect("admin:accounts_application_review", begun.application.pk)
    context = {**admin.site.each_context(request), "title": _("Enter a paper application"), "form": form}
    return render(
        request, "admin/accounts/application_form.html", context, status=422 if form.is_bound else 200
    )


def edit(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One part of the paper form."""
    officer = _officer(request)
    shown = _being_entered(request, pk)
    if section not in SECTIONS or section not in rules.sections(shown.kind):
        raise Http404
    form = section_form(section, shown, request.POST if request.method == "POST" else None)
    if form.is_valid():
        transitions.save(shown.pk, section, form.cleaned_data, by=officer)
        return redirect("admin:accounts_application_review", pk)
    context = {
        **admin.site.each_context(request),
        "title": STAFF_TITLES[section],
        "application": shown,
        "form": form,
    }
    return render(
        request, "admin/accounts/application_form.html", context, status=422 if form.is_bound else 200
    )


@takes_files(part_limit=APPLICATION_BYTES_MAX, files_max=APPLICATION_FILES_MAX)
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes scans of one kind of document."""
    officer = _officer(request)
    shown = _open(request, pk)
    form = DocumentForm(request.POST, application=shown)
    try:
        arrived = files_of(request)
        if not form.is_valid():
            return review_page(request, shown, form, 422)
        transitions.attach(shown.pk, form.cleaned_data["kind"], checked(arrived), by=officer)
        if shown.state == ApplicationState.DOCUMENTS_REQUESTED:
            messages.success(request, _("The documents are added. When all is there, record the answer."))
    except Refused as refused:
        form.is_valid()
        form.add_error("papers", str(refused))
        return review_page(request, shown, form, STATUS.get(refused.code, 422))
    return redirect("admin:accounts_application_review", pk)


@require_POST
def remove(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """Takes a scan out again."""
    officer = _officer(request)
    shown = _open(request, pk)
    transitions.remove(shown.pk, file_id, by=officer)
    return redirect("admin:accounts_application_review", pk)


def _officer(request: HttpRequest) -> User:
    """Raises PermissionDenied for whoever is not of the Support Centre."""
    officer = cast(User, request.user)
    if not roles.may_serve_accounts(officer):
        raise PermissionDenied
    return officer


def _open(request: HttpRequest, pk: int) -> Application:
    """What takes documents as it stands."""
    shown = found(request, pk)
    if shown.state not in OPEN:
        raise Http404
    return shown


def _being_entered(request: HttpRequest, pk: int) -> Application:
    shown = found(request, pk)
    if shown.state != ApplicationState.DRAFT:
        raise Http404
    return shown
