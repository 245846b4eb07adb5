"""Looking at what was sent: the batch, and one claim with its data beside its pages (REG-2)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cases import office
from cases.transitions import proposals
from filing.admin.forms import AcceptForm, RejectForm
from filing.models import Claim, ClaimParty, Submission, Upload
from filing.states import ClaimState, SubmissionState
from icms.files import pages
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.lib.http import inline


def found(request: HttpRequest, submission_id: int) -> Submission:
    """A submitted batch for an officer who may see it; 403 without the right, 404 for anything else."""
    if not request.user.has_perm("filing.view_submission"):
        raise PermissionDenied
    submitted = Submission.objects.filter(state=SubmissionState.SUBMITTED).select_related("organisation", "filer__user")
    return get_object_or_404(submitted, pk=submission_id)


def decision_forms(submission: Submission, data: Any = None) -> dict[str, Any]:
    """The two forms of a decision, with the sessions that have room for the whole batch."""
    if submission.deemed_at is None:
        return {"accept_form": None, "reject_form": RejectForm(data, prefix="reject")}
    sessions = proposals(
        court_id=submission.case_type.court_id,
        filed_on=clock.hk(submission.deemed_at).date(),
        places=submission.claims.count(),
        batch=str(submission.reference),
    )
    return {
        "accept_form": AcceptForm(data, prefix="accept", sessions=sessions),
        "reject_form": RejectForm(data, prefix="reject"),
    }


@require_GET
def batch(request: HttpRequest, submission_id: int) -> HttpResponse:
    """The whole batch: every claim with its state; decide on many, with single exceptions."""
    submission = found(request, submission_id)
    defendants = Prefetch("parties", ClaimParty.objects.filter(role="defendant"), to_attr="defendants")
    files = Prefetch("uploads", Upload.objects.select_related("file").order_by("form"), to_attr="forms")
    claims = list(
        submission.claims.select_related("decision__reason", "decision__officer", "case").prefetch_related(
            defendants, files
        )
    )
    context = {
        **admin.site.each_context(request),
        "title": submission.reference,
        "submission": submission,
        "claims": claims,
        "waiting": [claim for claim in claims if _waits(claim)],
        "scanner": bool(settings.ICMS_CLAMD),
        "reasons": office.reasons_in_words(submission.reasons),
        **decision_forms(submission),
    }
    return render(request, "admin/filing/review.html", context)


@require_GET
def claim(request: HttpRequest, submission_id: int, position: int) -> HttpResponse:
    """One claim: data, checks and history on the left, the pages of its forms on the right."""
    submission = found(request, submission_id)
    chosen = get_object_or_404(
        Claim.objects.select_related("decision__reason", "decision__officer", "case").prefetch_related(
            "parties__addresses"
        ),
        submission=submission,
        position=position,
    )
    uploads = list(chosen.uploads.select_related("file").order_by("form"))
    context = {
        **admin.site.each_context(request),
        "title": f"{submission.reference} / {position}",
        "submission": submission,
        "claim": chosen,
        "waits": _waits(chosen),
        "uploads": [{"upload": upload, "pages": _pages(upload)} for upload in uploads],
        "history": AuditEvent.objects.filter(target=f"filing.claim:{chosen.pk}").order_by("sequence"),
        "previous": submission.claims.filter(position__lt=position).order_by("-position").first(),
        "next": submission.claims.filter(position__gt=position).order_by("position").first(),
        "scanner": bool(settings.ICMS_CLAMD),
        **decision_forms(submission),
    }
    return render(request, "admin/filing/review_claim.html", context)


@require_GET
def picture(request: HttpRequest, submission_id: int, position: int, form: str, page: int) -> HttpResponse:
    """The picture of one page of a form, for an officer."""
    submission = found(request, submission_id)
    upload = get_object_or_404(
        Upload.objects.select_related("file"), claim__submission=submission, claim__position=position, form=form
    )
    path = pages.picture(upload.file, page, pages.READING)
    return inline(path.open("rb"), name=path.name, media_type=pages.MEDIA_TYPE)


def _waits(claim: Claim) -> bool:
    return claim.state == ClaimState.SUBMITTED and not hasattr(claim, "decision")


def _pages(upload: Upload) -> list[dict[str, Any]]:
    assert upload.claim is not None
    where = [upload.submission_id, upload.claim.position, upload.form]
    return [
        {"number": number, "url": reverse("admin:filing_review_page", args=[*where, number])}
        for number in range(1, (upload.file.pages or 0) + 1)
    ]
