"""Staff open a document of a case, as it was filed or as the court issued it; never as active content (ALL-4)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from cases.models import CaseDocument
from icms.files.keep import open_file
from icms.lib.errors import Refused
from icms.lib.http import inline


@require_GET
def case_file(request: HttpRequest, case_id: int, document_id: int, form: str) -> HttpResponseBase:
    """One file of a case for an officer who may see cases; 404 for what is not there or was altered.

    `form` is filed, issued, or substitute (the sound copy that staff put in the place of a form).
    """
    if not request.user.has_perm("cases.view_case"):
        raise PermissionDenied
    rows = CaseDocument.objects.select_related("case", "document_type", "filed", "issued", "substitute")
    document = get_object_or_404(rows, pk=document_id, case=case_id)
    versions = {"filed": document.filed, "issued": document.issued, "substitute": document.substitute}
    stored = versions.get(form)
    if stored is None:
        raise Http404
    try:
        opened = open_file(stored, verified=True)
    except Refused as refused:
        raise Http404(str(refused)) from refused
    case, kind = document.case.number.replace(" ", "-").replace("/", "-"), document.document_type.code
    name = f"{case}-{kind.replace('_', '-')}-{form}.pdf"
    return inline(opened, name=name, media_type=stored.media_type)
