"""Verification of documents, open to everybody (INS-4): what it is, when it was issued, and its SHA-256."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cases import verification
from cases.forms import ReferenceForm
from icms.lib.errors import Refused
from icms.lib.references import has_shape, is_wellformed, normalise
from icms.lib.search_keys import plain


@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and the way from what was typed to the document's own address."""
    form = ReferenceForm(request.GET if "reference" in request.GET else None)
    if form.is_valid():
        return redirect("cases:verify_document", reference=form.cleaned_data["reference"])
    return render(request, "cases/verify.html", {"form": form})


@require_GET
def verify_document(request: HttpRequest, reference: str) -> HttpResponse:
    """What was issued under a reference, or clearly that nothing was (404); 429 for who asks too often."""
    try:
        verification.count_check(get_adapter().get_client_ip(request))
    except Refused as refused:
        return render(request, "cases/verify.html", {"form": ReferenceForm(), "refused": refused}, status=429)
    shown = normalise(reference)
    # Only what looks like a reference has an address of its own: of anything else no address can be made for sure.
    if shown != reference and has_shape(shown):
        return redirect("cases:verify_document", reference=shown)
    document = verification.find(shown)
    if document is None:
        typed = plain(reference)[: ReferenceForm.LONGEST]
        context = {
            "form": ReferenceForm(initial={"reference": typed}),
            "reference": typed,
            "mistyped": not is_wellformed(shown),
        }
        return render(request, "cases/verify_unknown.html", context, status=404)
    context = {
        "document": document,
        "kind": verification.kind_of(document),
        "court": verification.court_of(document),
    }
    return render(request, "cases/verify_document.html", context)
