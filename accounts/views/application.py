"""One application as its applicant sees it: the list of tasks, its parts, sending, and what follows (ACC-1, ACC-2)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import transitions
from accounts.application_words import LEDES, TITLES, answers, history, tasks
from accounts.forms.applying import SECTIONS, AnswerForm, DeclareForm, DocumentForm, section_form
from accounts.models import Application, DocumentKind, DocumentRequest
from accounts.rules import application as rules
from accounts.rules.limits import APPLICATION_BYTES_MAX
from accounts.states import APPLICATION_MOVES, ApplicationState
from accounts.transitions.applications import entered
from accounts.views.applicant import applicant
from accounts.views.applying import CODE_ONCE, contacts
from accounts.views.doing import ACTIONS
from icms.kernel.audit import PUBLIC
from icms.lib.errors import Refused


@require_safe
@applicant
def application(request: HttpRequest, shown: Application) -> HttpResponseBase:
    """A draft's list of tasks; afterwards where the application stands."""
    context: dict[str, Any] = {
        "application": shown,
        "code": request.session.pop(CODE_ONCE, ""),
        "may_withdraw": ApplicationState.WITHDRAWN in APPLICATION_MOVES[shown.state],
    }
    if shown.state == ApplicationState.DRAFT:
        context |= {
            "tasks": tasks(shown),
            "complete": not rules.incomplete(entered(shown)),
            "on_paper": shown.channel != Application.Channel.ONLINE,
        }
        return render(request, "accounts/apply/tasks.html", context)
    context |= {
        "open_request": open_request(shown),
        "history": history(shown),
        "answers": answers(shown),
        "files": shown.files.select_related("file").order_by("pk"),
        "contacts": contacts(),
    }
    return render(request, "accounts/apply/standing.html", context)


@ACTIONS
@applicant
def section(request: HttpRequest, shown: Application, section: str) -> HttpResponseBase:
    """One part of the form; what was typed stays on the page until it can be kept."""
    if section not in SECTIONS or section not in rules.sections(shown.kind):
        raise Http404
    if shown.state != ApplicationState.DRAFT:
        return redirect("accounts:application", shown.reference)
    form = section_form(section, shown, request.POST if request.method == "POST" else None)
    if form.is_valid():
        transitions.save(shown.pk, section, form.cleaned_data, by=PUBLIC)
        messages.success(request, _("Saved."))
        return redirect("accounts:application", shown.reference)
    context = {
        "application": shown,
        "form": form,
        "section": section,
        "title": TITLES[section],
        "lede": LEDES.get(section, ""),
        "trail": trail(shown),
    }
    return render(request, "accounts/apply/section.html", context, status=422 if form.is_bound else 200)


def trail(shown: Application) -> list[dict[str, str]]:
    """The way back from a part of the form to the application."""
    return [
        {"label": _("Apply for an account"), "url": reverse("accounts:apply")},
        {"label": shown.reference, "url": reverse("accounts:application", args=[shown.reference])},
    ]


@ACTIONS
@applicant
def check(request: HttpRequest, shown: Application) -> HttpResponseBase:
    """Everything that was entered, and the declaration with which it is sent."""
    if shown.state != ApplicationState.DRAFT:
        return redirect("accounts:application", shown.reference)
    form = DeclareForm(
        request.POST if request.method == "POST" else None,
        initial={"version": shown.version},
        application=shown,
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            transitions.submit(shown.pk, form.cleaned_data["version"], by=PUBLIC)
        except Refused as refused:
            shown.refresh_from_db()
            form = DeclareForm(initial={"version": shown.version}, application=shown)
            messages.error(request, str(refused))
            status = 409
        else:
            return redirect("accounts:application", shown.reference)
    context = {
        "application": shown,
        "answers": answers(shown, change=True),
        "files": shown.files.select_related("file").order_by("pk"),
        "lacking": rules.incomplete(entered(shown)),
        "form": form,
        "trail": trail(shown),
    }
    return render(request, "accounts/apply/check.html", context, status=status)


@ACTIONS
@applicant
def withdraw(request: HttpRequest, shown: Application) -> HttpResponseBase:
    """Asks once, on a page that names the consequence."""
    if request.method == "POST":
        transitions.withdraw(shown.pk, by=PUBLIC)
        messages.success(request, _("The application is withdrawn."))
        return redirect("accounts:application", shown.reference)
    return render(request, "accounts/apply/withdraw.html", {"application": shown, "trail": trail(shown)})


@require_POST
@applicant
def answer(request: HttpRequest, shown: Application) -> HttpResponseBase:
    """Sends the answer to a request for documents."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            transitions.answer(shown.pk, form.cleaned_data["answer"], by=PUBLIC)
        except Refused as refused:
            if refused.code != "answer_missing":
                raise
            form.add_error("answer", str(refused))
        else:
            messages.success(request, _("Your answer is with the Support Centre."))
            return redirect("accounts:application", shown.reference)
    return documents_page(request, shown, answer_form=form, status=422)


def documents_page(
    request: HttpRequest,
    shown: Application,
    *,
    form: DocumentForm | None = None,
    answer_form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The documents, with what is missing; while one is asked for, the answer stands below."""
    asked = open_request(shown)
    context = {
        "application": shown,
        "form": form or DocumentForm(application=shown),
        "answer_form": (answer_form or AnswerForm()) if asked else None,
        "open_request": asked,
        "files": shown.files.select_related("file").order_by("pk"),
        "trail": trail(shown),
        **document_lists(shown),
    }
    return render(request, "accounts/apply/documents.html", context, status=status)


def open_request(shown: Application) -> DocumentRequest | None:
    """What the Support Centre asks for now; what was never answered asks nothing of an application that has ended."""
    if shown.state != ApplicationState.DOCUMENTS_REQUESTED:
        return None
    return shown.requests.filter(answered_at__isnull=True).first()


def document_lists(shown: Application) -> dict[str, Any]:
    """What is still to be sent, in words, and how much is there."""
    missing = rules.documents_missing(entered(shown))
    return {
        "missing": [DocumentKind(kind).label for kind in missing],
        "used": sum(each.file.size for each in shown.files.select_related("file")),
        "most": APPLICATION_BYTES_MAX,
    }
