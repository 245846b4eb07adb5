"""Who gets in: an Organization User of an approved claimant to prepare, the filer himself to his own (A1, A10)."""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access import AccountRequest, View, transacting_required
from cases.models import ApprovedClaimant, Closure, Court
from cases.office import calendar_of
from cases.rules.calendar import closes_at
from filing import filing_kind
from filing.commencing import approval_of
from filing.models import Submission
from filing.rules.moving import covers
from filing.states import SubmissionState
from filing.transitions import open_payment_of
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.http import wants_json


class CourtRequest(AccountRequest):
    """A request of an account for a page of one court (`cases.court_addresses`)."""

    court: Court


class FilingRequest(CourtRequest):
    """A request of an Organization User whose organisation may file in bulk today."""

    approval: ApprovedClaimant


def commencing_required(view: View) -> View:
    """Only Organization Users of an approved claimant commence claims; others read why not (A1, A3, A10)."""

    @transacting_required
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        filing = cast(FilingRequest, request)
        approval = approval_of(filing.account, filing.court)
        if approval is None:
            return render(request, "filing/not_approved.html", {"account": filing.account}, status=403)
        filing.approval = approval
        request.court_clock = court_clock(approval.court_id)  # type: ignore[attr-defined]
        return view(filing, *args, **kwargs)

    return door


def court_clock(court_id: int) -> dict[str, Any]:
    """When the registry closes today; while it is closed out of the ordinary, why (TIM-3, TIM-5)."""
    calendar, now = calendar_of(court_id), clock.now()
    kinds = dict(Closure.Kind.choices)
    closure = next((row.kind for row in calendar.closures if covers(row, now)), None)
    return {"closes_at": closes_at(calendar, now), "closure": closure and kinds[closure]}


def preparation_required(view: View) -> View:
    """The view gets the filer's own submission while it can be changed; later he is taken to where it stands."""

    @commencing_required
    @wraps(view)
    def door(request: HttpRequest, submission_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        filing = cast(FilingRequest, request)
        submission = own(filing, submission_id)
        if submission.kind != filing_kind.BULK:
            raise Http404
        refused = refusal_of(submission)
        if refused is None:
            try:
                return view(filing, submission, *args, **kwargs)
            except ObjectDoesNotExist as gone:
                raise Http404 from gone
            except Refused as caught:  # another tab was faster
                refused = caught
                submission = own(filing, submission_id)
        if wants_json(request):
            return JsonResponse({"message": str(refused)}, status=409)
        if request.method == "POST":
            messages.error(request, str(refused))
        return redirect(whereabouts(submission))

    return door


def refusal_of(submission: Submission) -> Refused | None:
    """Why a submission cannot be changed any more; None while it can."""
    if submission.state == SubmissionState.PAYING:
        return Refused("submission_being_paid")
    if submission.state == SubmissionState.SUBMITTED:
        return Refused("submission_sent", reference=submission.reference)
    return None


def own(request: CourtRequest, submission_id: int) -> Submission:
    """The account's own submission to the court of the address; any other does not exist there (404)."""
    rows = Submission.objects.of_filer(request.account).select_related(
        "court", "batch__approval", "filer__user", "filer__organisation"
    )
    return get_object_or_404(rows, pk=submission_id, court=request.court)


def whereabouts(submission: Submission) -> str:
    """The address of the page where a submission goes on: its steps, its payment, or its acknowledgement."""
    if submission.state == SubmissionState.SUBMITTED:
        return page_of(submission, "acknowledgement")
    if submission.state == SubmissionState.PAYING:
        payment = open_payment_of(submission)
        if payment is not None:
            return reverse("payments:pay", args=[payment.reference])
        return page_of(submission, "submission")
    return reverse(filing_kind.of(submission).page, args=[submission.court, submission.pk])


def page_of(submission: Submission, name: str, *args: object) -> str:
    """The address of one of this app's pages about a submission; it carries the court."""
    return reverse(f"filing:{name}", args=[submission.court, submission.pk, *args])
