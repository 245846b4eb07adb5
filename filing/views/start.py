"""The way in: a court's e-filing, the first step, and the format of the import file (A10, A12)."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import account_required
from filing import transitions
from filing.bulk.parse import EXAMPLE_FILE, SCHEMA_FILE
from filing.commencing import approval_of, claim_cents_max
from filing.models import Claim, Submission
from filing.rules import limits
from filing.transitions.prepare import PREPARATION_KEPT
from filing.views.doors import CourtRequest, FilingRequest, commencing_required, preparation_required
from filing.views.steps import steps, trail
from icms.lib import http

PUBLISHED = {SCHEMA_FILE.name: SCHEMA_FILE, EXAMPLE_FILE.name: EXAMPLE_FILE}


@require_safe
@account_required
def start(request: CourtRequest) -> HttpResponse:
    """Court → e-Filing → Send documents, with what this account can do there."""
    mine = Submission.objects.of_filer(request.account).to_court(request.court)
    context = {
        "approval": approval_of(request.account, request.court),
        "trail": [{**trail(request.court)[0], "url": ""}],
        "preparations": mine.in_preparation().batches().with_counts()[:5],
        "limits": limits,
    }
    return render(request, "filing/start.html", context)


@require_safe
@commencing_required
def commence(request: FilingRequest) -> HttpResponse:
    """Step 1 of a new case: import the claim details, or go on with a preparation."""
    mine = Submission.objects.of_filer(request.account).to_court(request.court)
    context = {
        "approval": request.approval,
        "trail": trail(request.court),
        "steps": steps("details"),
        "preparations": mine.in_preparation().batches().with_counts()[:20],
        "limits": limits,
        "kept_hours": _hours(),
    }
    return render(request, "filing/commence.html", context)


@require_safe
@preparation_required
def details(request: FilingRequest, submission: Submission) -> HttpResponse:
    """Step 1 of a preparation: what was imported, and the way to import it anew."""
    context = {
        "submission": submission,
        "claims": Claim.objects.of(submission).prefetch_related("parties"),
        "trail": trail(request.court, submission.batch.batch_reference),
        "steps": steps("details", submission),
        "limits": limits,
        "goes_at": submission.used_at + PREPARATION_KEPT,
    }
    return render(request, "filing/details.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@preparation_required
def discard(request: FilingRequest, submission: Submission) -> HttpResponse:
    """Asks once, then throws the preparation away."""
    if request.method == "POST":
        transitions.discard(submission.pk, by=request.account)
        return redirect("filing:commence", request.court)
    files = submission.uploads.count()
    context = {
        "submission": submission,
        "files": files,
        "trail": trail(request.court, submission.batch.batch_reference),
    }
    return render(request, "filing/discard.html", context)


@require_safe
def format_page(request: CourtRequest) -> HttpResponse:
    """What the import file has to look like; open to everybody, for claimants' programmers (BLK-4)."""
    most = claim_cents_max(request.court)
    context = {"limits": limits, "cents_max": most, "published": list(PUBLISHED)}
    return render(request, "filing/format.html", context)


@require_safe
def published(request: HttpRequest, name: str) -> FileResponse:
    """The schema and the example of the format, as they are published."""
    if name not in PUBLISHED or not PUBLISHED[name].is_file():
        raise Http404
    return http.attachment(PUBLISHED[name].open("rb"), name=name, media_type="application/xml")


def _hours() -> int:
    return int(PREPARATION_KEPT.total_seconds() // 3600)
