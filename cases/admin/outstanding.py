"""Forms that could not be sealed: the list, and the page on which staff put a sound copy in the place of one (H2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import roles
from accounts.models import User
from cases import sealing
from cases.forms import ReplacementForm
from cases.models import CaseDocument
from icms.files import inspect, rehearsal
from icms.files.inspect import Finding
from icms.files.receive import STATUS, Arrived, files_of, takes_files
from icms.files.refusals import fault_refused, fault_words
from icms.lib.errors import Refused

COPY_BYTES_MAX = 10 * 1024 * 1024  # one form, scanned


def _officer(request: HttpRequest) -> User:
    officer = cast(User, request.user)
    if not roles.may_replace_papers(officer):
        raise PermissionDenied
    return officer


@require_safe
def outstanding(request: HttpRequest) -> HttpResponse:
    """Every form that waits for staff, the oldest first."""
    _officer(request)
    rows = (
        CaseDocument.objects.outstanding()
        .select_related("case", "document_type")
        .order_by("case__accepted_at", "pk")
    )
    context = {
        **admin.site.each_context(request),
        "title": _("Forms that cannot be sealed"),
        "rows": [(row, _why(row)) for row in rows],
    }
    return render(request, "admin/cases/outstanding.html", context)


@takes_files(part_limit=COPY_BYTES_MAX, files_max=1)
def replace(request: HttpRequest, document_id: int) -> HttpResponse:
    """Shows why a form cannot be sealed, and takes a sound copy of it with the reason."""
    officer = _officer(request)
    rows = CaseDocument.objects.select_related("case", "document_type", "filed", "substitute")
    document = get_object_or_404(rows, pk=document_id)
    form, status = ReplacementForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = _replaced(request, form, document, officer)
        if status == 200:
            return redirect("admin:cases_case_change", document.case_id)
    context = {
        **admin.site.each_context(request),
        "title": _("Put a sound copy in the place of a form"),
        "document": document,
        "why": _why(document),
        "form": form,
    }
    return render(request, "admin/cases/replace_paper.html", context, status=status)


@require_POST
def try_again(request: HttpRequest, document_id: int) -> HttpResponse:
    """Has the form sealed as it was filed, once more."""
    officer = _officer(request)
    document = get_object_or_404(CaseDocument, pk=document_id)
    try:
        sealing.seal_again(document.pk, by=officer)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("The sealing is tried again within seconds. If it fails, the form stays here.")
        )
    return redirect("admin:cases_case_change", document.case_id)


def _replaced(request: HttpRequest, form: ReplacementForm, document: CaseDocument, officer: User) -> int:
    """The status: 200 when the copy is in its place; else the form holds the faults."""
    try:
        copy, notes = _copy(request)
        if not form.is_valid():
            return 422
        sealing.replace_paper(document.pk, copy, notes=notes, reason=form.cleaned_data["reason"], by=officer)
    except Refused as refused:
        form.is_valid()
        form.add_error("copy", str(refused))
        return STATUS.get(refused.code, 422)
    messages.success(request, _("The copy is in its place. It is sealed and sent within seconds."))
    return 200


def _why(document: CaseDocument) -> str:
    return fault_words(document.outstanding, file=document.substitute_id or document.filed_id)


def _copy(request: HttpRequest) -> tuple[tuple[Arrived, Finding], Sequence[str]]:
    """The copy with its verdict, and the notes of the rehearsal of its sealing. Raises Refused."""
    arrived = files_of(request)
    if not arrived:
        raise Refused("copy_missing")
    [finding] = inspect.pdfs(arrived[:1])
    refused = finding.refused()
    if refused:
        raise refused
    [rehearsed] = rehearsal.rehearse([arrived[0].temp_path])
    if rehearsed.fault:
        raise fault_refused(rehearsed.fault, rehearsed.found)
    return (arrived[0], finding), rehearsed.notes
