"""Documents of an application: sent as PDF through the same door and checks as filings, removed, looked at (ACC-1)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import rates, transitions
from accounts.forms.applying import DocumentForm
from accounts.models import Application, ApplicationFile
from accounts.rules import limits
from accounts.rules.limits import APPLICATION_BYTES_MAX, APPLICATION_FILES_MAX
from accounts.transitions.applications import OPEN
from accounts.views.applicant import applicant, opened
from accounts.views.application import documents_page, trail
from accounts.views.applying import TOO_MANY
from icms.files import inspect, pages
from icms.files.receive import STATUS, Arrived, files_of, takes_files
from icms.kernel.audit import PUBLIC
from icms.lib import http
from icms.lib.errors import Refused


@require_safe
@applicant
def documents(request: HttpRequest, shown: Application) -> HttpResponseBase:
    """What was sent, what is missing, and the form to send more."""
    if shown.state not in OPEN:
        return redirect("accounts:application", shown.reference)
    return documents_page(request, shown)


def _may_send(request: HttpRequest) -> bool:
    """Whether files of the request reach the disk: only of an open application, and while there is room for more."""
    match = request.resolver_match
    shown = opened(request, match.kwargs["reference"]) if match else None
    try:
        if shown is not None:
            transitions.refuse_if_strangers_fill_the_disk(shown)
    except Refused:
        return False
    return shown is not None


@require_POST
@takes_files(part_limit=APPLICATION_BYTES_MAX, files_max=APPLICATION_FILES_MAX, sender=_may_send)
@applicant
def add_document(request: HttpRequest, shown: Application) -> HttpResponseBase:
    """Takes documents of one kind; a refused one is told with its reason, and nothing of the request is kept."""
    form = DocumentForm(request.POST, application=shown)
    try:
        transitions.refuse_if_strangers_fill_the_disk(shown)
        arrived = files_of(request)
        if not form.is_valid():
            return documents_page(request, shown, form=form, status=422)
        _count_bytes(request, arrived)
        added = transitions.attach(shown.pk, form.cleaned_data["kind"], checked(arrived), by=PUBLIC)
    except Refused as refused:
        if refused.code == "application_stands_so":
            raise
        form.is_valid()
        form.add_error("papers", str(refused))
        return documents_page(request, shown, form=form, status=_status(refused))
    words = ngettext("%(count)s document has arrived.", "%(count)s documents have arrived.", len(added))
    messages.success(request, words % {"count": len(added)})
    return redirect("accounts:documents", shown.reference)


def _status(refused: Refused) -> int:
    own = {"too_many_tries": TOO_MANY, "applications_full": STATUS["disk_full"]}
    return own.get(refused.code) or STATUS.get(refused.code, 422)


def _count_bytes(request: HttpRequest, arrived: list[Arrived]) -> None:
    """Strangers cannot fill the disk, nor keep the checks busy. Raises Refused("too_many_tries")."""
    rates.refuse_if_tried(request, "bytes", most=limits.VISITOR_BYTES_AN_HOUR_MAX)
    rates.count(request, "bytes", by=sum(each.size or 0 for each in arrived))


def checked(arrived: list[Arrived]) -> list[tuple[Arrived, inspect.Finding]]:
    """Each file with the finding on it. Raises Refused("no_document_chosen")."""
    if not arrived:
        raise Refused("no_document_chosen")
    return list(zip(arrived, inspect.pdfs(arrived), strict=True))


@require_POST
@applicant
def remove_document(request: HttpRequest, shown: Application, file_id: int) -> HttpResponseBase:
    """Takes a document out; a second click finds nothing to do."""
    if transitions.remove(shown.pk, file_id, by=PUBLIC):
        messages.success(request, _("The document was removed."))
    return redirect("accounts:documents", shown.reference)


@require_safe
@applicant
def document(request: HttpRequest, shown: Application, file_id: int) -> HttpResponseBase:
    """A document, page by page as pictures."""
    row = _row(shown, file_id)
    context = {
        "application": shown,
        "document": row,
        "pages": [
            {
                "url": reverse("accounts:document_page", args=[shown.reference, row.pk, number]),
                "number": number,
                "width": "",
                "height": "",
            }
            for number in range(1, (row.file.pages or 0) + 1)
        ],
        "trail": trail(shown),
    }
    return render(request, "accounts/apply/document.html", context)


@require_safe
@applicant
def document_page(request: HttpRequest, shown: Application, file_id: int, number: int) -> HttpResponseBase:
    """The picture of one page; 404 for one that is not there or cannot be drawn."""
    return picture_of(_row(shown, file_id), number)


def picture_of(row: ApplicationFile, number: int) -> HttpResponseBase:
    """The picture of a document's page. Raises Http404."""
    try:
        picture = pages.picture(row.file, number, pages.READING)
    except Refused as refused:
        raise Http404(str(refused)) from refused
    return http.inline(picture.open("rb"), name=picture.name, media_type=pages.MEDIA_TYPE)


def _row(shown: Application, file_id: int) -> ApplicationFile:
    return get_object_or_404(shown.files.select_related("file"), pk=file_id)
