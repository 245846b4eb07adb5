"""One application on one screen: what was entered and what clashes with it, the documents page by page, the history."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import clashes, roles
from accounts.admin.application_acts import hindered, offered
from accounts.admin.application_door import found
from accounts.application_words import answers, history
from accounts.forms.applying import DocumentForm
from accounts.models import Application, ApplicationFile, DocumentKind, User
from accounts.rules import application as rules
from accounts.states import ApplicationState
from accounts.transitions.applications import OPEN, entered
from accounts.views.application import open_request
from accounts.views.application_files import picture_of
from icms.files import pages

A4_HEIGHT = round(pages.READING * 297 / 210)


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole application, with the acts that fit it as it stands."""
    shown = found(request, pk)
    return review_page(request, shown)


def review_page(
    request: HttpRequest, shown: Application, form: DocumentForm | None = None, status: int = 200
) -> HttpResponse:
    """The same with a form for documents that came back with faults."""
    officer = cast(User, request.user)
    may_act = roles.may_serve_accounts(officer)
    takes_documents = may_act and shown.state in OPEN
    asked = open_request(shown)
    documents = list(shown.files.select_related("file").order_by("pk"))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": shown.applicant,
        "application": shown,
        "answers": answers(shown, for_staff=True),
        "documents": [
            {
                "document": row,
                "pages": _pages(shown, row),
                "removable": takes_documents and (asked is None or row.arrived_at >= asked.asked_at),
            }
            for row in documents
        ],
        "missing": [DocumentKind(kind).label for kind in rules.documents_missing(entered(shown))],
        "organisations_like": clashes.organisations_like(shown),
        "applications_like": clashes.applications_like(shown),
        "history": history(shown, for_staff=True),
        "acts": offered(shown, officer) if may_act else [],
        "hindered": hindered(shown, officer) if may_act else [],
        "may_act": may_act,
        "sections": [each for each in rules.sections(shown.kind) if each != rules.DOCUMENTS]
        if shown.state == ApplicationState.DRAFT
        else [],
        "open_request": asked,
        "form": (form or DocumentForm(application=shown)) if takes_documents else None,
    }
    return render(request, "admin/accounts/application.html", context, status=status)


def _pages(shown: Application, row: ApplicationFile) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "url": reverse("admin:accounts_application_page", args=[shown.pk, row.pk, number]),
            "width": pages.READING,
            "height": A4_HEIGHT,
        }
        for number in range(1, (row.file.pages or 0) + 1)
    ]


@require_safe
def page(request: HttpRequest, pk: int, file_id: int, number: int) -> HttpResponseBase:
    """The picture of one page of a document."""
    rows = found(request, pk).files.select_related("file")
    return picture_of(get_object_or_404(rows, pk=file_id), number)
