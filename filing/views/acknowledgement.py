"""Step 5: the acknowledgement, its PDF, and why the time is what it is (A5, A39; BLK-10, TIM-5)."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import transacting_required
from filing.acknowledging import shown, why_as_json
from filing.models import Submission
from filing.states import SubmissionState
from filing.views.doors import CourtRequest, own, whereabouts
from filing.views.steps import steps, submissions_trail
from icms.files import keep
from icms.lib import http


@require_safe
@transacting_required
def acknowledgement(request: CourtRequest, submission_id: int) -> HttpResponse:
    """The page to which the payment page returns, however often; before completion it leads to where things stand."""
    submission = own(request, submission_id)
    if submission.state != SubmissionState.SUBMITTED:
        return redirect(whereabouts(submission))
    context = {
        "shown": shown(submission),
        "submission": submission,
        "trail": submissions_trail(request.court, str(submission.reference)),
        "steps": steps("acknowledgement", submission),
    }
    return render(request, "filing/acknowledgement.html", context)


@require_safe
@transacting_required
def document(request: CourtRequest, submission_id: int) -> HttpResponse:
    """The part of the page that waits for the PDF; asked again until it is there."""
    return render(
        request, "filing/acknowledgement_document.html", {"shown": shown(_sent(request, submission_id))}
    )


@require_safe
@transacting_required
def pdf(request: CourtRequest, submission_id: int) -> HttpResponseBase:
    """The acknowledgement as a PDF; 404 for the seconds until it is made."""
    found = shown(_sent(request, submission_id))
    file = found.acknowledgement.file
    if file is None:
        raise Http404
    name = f"acknowledgement-{found.submission.reference}.pdf"
    return http.attachment(keep.open_file(file), name=name, media_type=file.media_type)


@require_safe
@transacting_required
def why(request: CourtRequest, submission_id: int) -> JsonResponse:
    """Why this time, as JSON."""
    return JsonResponse(
        why_as_json(shown(_sent(request, submission_id))), json_dumps_params={"ensure_ascii": False}
    )


def _sent(request: CourtRequest, submission_id: int) -> Submission:
    submission = own(request, submission_id)
    if submission.state != SubmissionState.SUBMITTED:
        raise Http404
    return submission
