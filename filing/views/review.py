"""Steps 3 and 4: everything once more with its fee, then the declaration and the payment (A10, A33; BLK-9)."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from filing import filing_kind, transitions
from filing.charges import rehearsal_of
from filing.commencing import claim_cents_max
from filing.forms import DeclarationForm
from filing.models import Claim, ClaimParty, Submission, SubmittedDocument
from filing.uploads import standing
from filing.views.doors import (
    FilingRequest,
    commencing_required,
    own,
    page_of,
    preparation_required,
    refusal_of,
    whereabouts,
)
from filing.views.steps import steps, trail
from icms.files.refusals import note_words
from icms.kernel.crash_points import crash
from icms.lib import clock
from icms.lib.errors import Refused
from payments.rehearsal import ItemBill, Rehearsal
from payments.rules.fees import SERVICE_FEE, FeeLine

# Nothing to correct: a notice says so, and the page loads itself again when it is over.
WAITS = "files_being_checked"


@dataclass(frozen=True)
class Entry:
    """A claim as the review shows it. Money is in cents."""

    claim: Claim
    defendants: list[ClaimParty]
    papers: list[SubmittedDocument]
    missing: list[str]
    filing: FeeLine | None
    service: FeeLine | None
    total_cents: int

    @property
    def notes(self) -> list[str]:
        """What the filer should know of the files, each once."""
        files = [paper.upload.file for paper in self.papers if paper.upload]
        return note_words(sorted({code for file in files for code in file.note_codes}))


@require_safe
@preparation_required
def review(request: FilingRequest, submission: Submission) -> HttpResponse:
    """Check your answers: claims, files, fees, means; and what still has to be mended."""
    to_mend, costs = _standing(submission)
    context = {
        "submission": submission,
        "entries": _entries(submission, costs),
        "bill": costs,
        "standing": standing(submission),
        "obstacles": to_mend,
        "obstacle_rows": [_row(submission, refused) for refused in to_mend if refused.code != WAITS],
        "abandoning": _abandoning(submission),
        "cents_max": claim_cents_max(request.court),
        "trail": trail(request.court, submission.batch.batch_reference),
        "steps": steps("review", submission),
    }
    return render(request, "filing/review.html", context)


@require_http_methods(["GET", "HEAD"])
@preparation_required
def declare(request: FilingRequest, submission: Submission) -> HttpResponse:
    """The declaration and the choice of the means of payment."""
    return _declaration(request, submission, posted=False)


@require_http_methods(["POST"])
@commencing_required
def declare_now(request: FilingRequest, submission_id: int) -> HttpResponse:
    """Declares and opens the payment; a second click or tab is taken to the payment that is open (BLK-11)."""
    submission = own(request, submission_id)
    if refusal_of(submission) is not None:
        return redirect(whereabouts(submission))
    return _declaration(request, submission, posted=True)


def _declaration(request: FilingRequest, submission: Submission, *, posted: bool) -> HttpResponse:
    to_mend, costs = _standing(submission)
    if to_mend or costs is None:
        if posted:
            messages.error(request, str(to_mend[0]))
        return redirect(page_of(submission, "review"))
    form = _form(request, submission, costs, posted=posted)
    if posted and form.is_valid():
        try:
            payment = transitions.declare(
                submission.pk,
                version=form.cleaned_data["version"],
                means=form.cleaned_data.get("means", ""),
                by=request.account,
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(page_of(submission, "review"))
        except Submission.DoesNotExist as gone:
            raise Http404 from gone
        crash("declare.committed")
        if payment is None:
            return redirect(page_of(submission, "acknowledgement"))
        return redirect("payments:pay", payment.reference)
    context = {
        "submission": submission,
        "form": form,
        "bill": costs,
        "claims": len(costs.items),
        "abandoning": form.abandoning,
        "trail": trail(request.court, submission.batch.batch_reference),
        "steps": steps("declare", submission),
    }
    return render(request, "filing/declare.html", context)


def _form(
    request: FilingRequest, submission: Submission, costs: Rehearsal, *, posted: bool
) -> DeclarationForm:
    return DeclarationForm(
        request.POST if posted else None,
        initial={"version": submission.version},
        means=_means(costs),
        abandoning=_abandoning(submission),
        cents_max=claim_cents_max(request.court),
    )


def _abandoning(submission: Submission) -> int:
    """How many claims abandon what lies above the limit."""
    return Claim.objects.of(submission).filter(original_cents__isnull=False).count()


def _standing(submission: Submission) -> tuple[list[Refused], Rehearsal | None]:
    """What still has to be mended, and the bill of today; none while the court has set no fee."""
    to_mend = filing_kind.of(submission).obstacles(submission)
    try:
        costs = rehearsal_of(submission, clock.today())
    except Refused as refused:
        return [*to_mend, refused], None
    if not costs.can_be_paid:
        to_mend.append(Refused("no_means_fits"))
    return to_mend, costs


def _row(submission: Submission, refused: Refused) -> dict[str, str]:
    """An obstacle for the error summary, with the page on which it is mended."""
    page = {"claims_out_of_range": "details", "kinds_outside_approval": "details"}.get(refused.code, "")
    if refused.code in ("files_refused", "forms_missing", "files_unplaced"):
        page = "forms"
    return {"text": str(refused), "href": page_of(submission, page) if page else ""}


def _means(costs: Rehearsal) -> list[tuple[str, str]]:
    """The means that carry the sum; none where nothing is to pay (FEE-4)."""
    return [(offer.code, offer.label) for offer in costs.means if offer.fits] if costs.total_cents else []


def _entries(submission: Submission, costs: Rehearsal | None) -> list[Entry]:
    papers = Prefetch("documents", SubmittedDocument.objects.with_files().order_by("position"))
    claims = Claim.objects.of(submission).prefetch_related("parties", papers)
    bills = {bill.item: bill for bill in costs.items} if costs else {}
    return [_entry(claim, bills.get(claim.position)) for claim in claims]


def _entry(claim: Claim, bill: ItemBill | None) -> Entry:
    lines = bill.lines if bill else ()
    return Entry(
        claim=claim,
        defendants=[party for party in claim.parties.all() if party.role == "defendant"],
        papers=[paper for paper in claim.documents.all() if paper.upload],
        missing=[paper.document_type.short_name for paper in claim.documents.all() if not paper.upload],
        filing=next((line for line in lines if line.code != SERVICE_FEE), None),
        service=next((line for line in lines if line.code == SERVICE_FEE), None),
        total_cents=bill.cents if bill else 0,
    )
