"""Looking at what was sent: the batch, and one claim with its data beside its pages (REG-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.models import User
from cases import office
from cases.codes import CLAIM_KINDS, PARTY_KINDS, PARTY_ROLES
from filing import acknowledging
from filing.admin.checks import concerns, data_checks, defendants_of, file_checks, scan_blocks, twins
from filing.admin.forms import AcceptForm, RejectForm
from filing.admin.history import history_of
from filing.deciding import offer, standing
from filing.filing_kind import BULK
from filing.models import (
    Acknowledgement,
    Claim,
    ClaimParty,
    Submission,
    SubmittedDocument,
    Upload,
)
from filing.states import ClaimState, SubmissionState
from icms.files import pages
from icms.kernel.models import OutboxJob
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.http import inline
from icms.lib.language import chinese_first
from icms.lib.names import Names

# A page of A4 as it is drawn: it keeps its place while it loads.
A4_HEIGHT = round(pages.READING * 297 / 210)


@dataclass(frozen=True)
class Row:
    """One claim of the batch, as the table shows it."""

    claim: Claim
    defendant: str
    others: int
    concerns: int
    scan: str
    held: bool
    waits: bool
    stuck: bool


def found(request: HttpRequest, submission_id: int) -> Submission:
    """A submitted batch for an officer who may see it; 403 without the right, 404 for anything else."""
    if not request.user.has_perm("filing.view_submission"):
        raise PermissionDenied
    submitted = Submission.objects.filter(kind=BULK, state=SubmissionState.SUBMITTED).select_related(
        "organisation", "filer__user", "court", "batch__approval__organisation"
    )
    return get_object_or_404(submitted, pk=submission_id)


def decision_forms(submission: Submission, user: User, data: Any = None) -> dict[str, Any]:
    """The two forms of a decision; `accept_form` is None while no session can be offered, and `no_session` says until
    which day one is needed."""
    reject_form = RejectForm(data, prefix="reject")
    offered = offer(submission, late=roles.may_choose_late_session(user))
    if not offered.sessions:
        return {"accept_form": None, "reject_form": reject_form, "no_session": offered}
    return {"accept_form": AcceptForm(data, prefix="accept", offered=offered), "reject_form": reject_form}


@require_safe
def batch(request: HttpRequest, submission_id: int) -> HttpResponse:
    """The whole batch: every claim with its state; decide on many, with single exceptions."""
    submission = found(request, submission_id)
    claims = list(_claims(submission).select_related("decision__reason", "decision__officer", "case"))
    alike, stuck = twins(claims), _stuck(submission)
    rows = [_row(claim, submission, alike.get(claim.position), claim.pk in stuck) for claim in claims]
    waiting = sum(row.waits for row in rows)
    context = {
        **_frame(request, submission),
        "title": submission.reference,
        "rows": rows,
        "waiting": waiting,
        "standing": standing(len(rows), waiting),
        "stuck": sum(row.stuck for row in rows),
        "total_cents": sum(claim.amount_cents for claim in claims),
        "states": [(state.value, state.label) for state in ClaimState if state != ClaimState.PREPARING],
        "acknowledgement": Acknowledgement.objects.select_related("payment").get(submission=submission),
        "moves": acknowledging.moves_of(submission),
        "reasons": office.reasons_in_words(submission.reasons),
        "provisional": submission.deemed_at is not None and submission.deemed_at > clock.now(),
    }
    return render(request, "admin/filing/review.html", context)


@require_safe
def claim(request: HttpRequest, submission_id: int, position: int) -> HttpResponse:
    """One claim: data, checks and history on the left, the pages of its forms on the right."""
    submission = found(request, submission_id)
    rows = _claims(submission).select_related("batch", "decision__reason", "decision__officer", "case")
    chosen = get_object_or_404(rows, position=position)
    papers = list(chosen.documents.all())
    of_batch = Claim.objects.of(submission)
    alike = twins(list(of_batch.filter(amount_cents=chosen.amount_cents).prefetch_related("parties")))
    around = of_batch.filter(position__in=[position - 1, position + 1]).values_list("position", flat=True)
    neighbours = set(around)
    context = {
        **_frame(request, submission),
        "title": f"{submission.reference} / {position}",
        "claim": chosen,
        "kind": CLAIM_KINDS.get(chosen.kind, chosen.kind),
        "parties": [
            {"party": party, "role": PARTY_ROLES.get(party.role, ""), "kind": PARTY_KINDS.get(party.kind, "")}
            for party in chosen.parties.all()
        ],
        "checks": [*data_checks(chosen, submission, alike.get(position)), *file_checks(papers)],
        "waits": _waits(chosen),
        "held": scan_blocks(papers, scanner=bool(settings.ICMS_CLAMD)),
        "stuck": chosen.pk in _stuck(submission),
        "papers": [
            {"paper": paper, "upload": paper.upload, "pages": _pages(paper, paper.upload, position)}
            for paper in papers
            if paper.upload
        ],
        "history": history_of(chosen),
        "previous": position - 1 if position - 1 in neighbours else None,
        "next": position + 1 if position + 1 in neighbours else None,
    }
    return render(request, "admin/filing/review_claim.html", context)


@require_safe
def picture(
    request: HttpRequest, submission_id: int, position: int, form: str, page: int
) -> HttpResponseBase:
    """The picture of one page of a form, for an officer; 404 for a page that is not there or cannot be drawn."""
    submission = found(request, submission_id)
    rows = SubmittedDocument.objects.select_related("upload__file").filter(upload__isnull=False)
    paper = get_object_or_404(rows, submission=submission, claim__position=position, document_type__code=form)
    if paper.upload is None:
        raise Http404
    try:
        path = pages.picture(paper.upload.file, page, pages.READING)
    except Refused as refused:
        raise Http404(str(refused)) from refused
    return inline(path.open("rb"), name=path.name, media_type=pages.MEDIA_TYPE)


def _frame(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """What both pages show around the claims."""
    return {
        **admin.site.each_context(request),
        "submission": submission,
        "scanner": bool(settings.ICMS_CLAMD),
        "may_decide": roles.may_decide(request.user),  # type: ignore[arg-type]
        "to_be_issued_at": _to_be_issued_at(submission),
        **decision_forms(submission, cast(User, request.user)),
    }


def _to_be_issued_at(submission: Submission) -> datetime | None:
    """The deemed time, where it lies ahead: what is accepted before is issued then (REG-3a)."""
    deemed_at = submission.deemed_at
    return deemed_at if deemed_at is not None and deemed_at > clock.now() else None


def _claims(submission: Submission) -> Any:
    """The claims with parties, addresses and forms, in a number of queries that does not grow with them."""
    papers = Prefetch("documents", SubmittedDocument.objects.with_files().order_by("position"))
    return Claim.objects.of(submission).prefetch_related("parties__addresses", papers)


def _row(claim: Claim, submission: Submission, twin: int | None, stuck: bool) -> Row:
    papers = list(claim.documents.all())
    checks = [*data_checks(claim, submission, twin), *file_checks(papers)]
    defendants = defendants_of(claim)
    scans = {paper.upload.file.scan_state for paper in papers if paper.upload}
    return Row(
        claim=claim,
        defendant=_name(defendants[0]) if defendants else "",
        others=max(len(defendants) - 1, 0),
        concerns=concerns(checks),
        scan=next((state for state in ("infected", "pending", "not_scanned", "clean") if state in scans), ""),
        held=scan_blocks(papers, scanner=bool(settings.ICMS_CLAMD)),
        waits=_waits(claim),
        stuck=stuck,
    )


def _name(party: ClaimParty) -> str:
    return Names(party.name_en, party.name_zh).first(chinese_first=chinese_first())


def _waits(claim: Claim) -> bool:
    return claim.state == ClaimState.SUBMITTED and not hasattr(claim, "decision")


def _stuck(submission: Submission) -> set[int]:
    """Claims of a batch whose decision could not be carried out: their jobs are on the staff's list."""
    waiting = Claim.objects.of(submission).decided_but_waiting().values_list("pk", flat=True)
    given_up = OutboxJob.objects.filter(topic="claim.decided", given_up_at__isnull=False)
    return set(waiting) & {payload["claim"] for payload in given_up.values_list("payload", flat=True)}


def _pages(paper: SubmittedDocument, upload: Upload, position: int) -> list[dict[str, Any]]:
    where = [paper.submission_id, position, paper.document_type.code]
    return [
        {
            "number": number,
            "url": reverse("admin:filing_review_page", args=[*where, number]),
            "width": pages.READING,
            "height": A4_HEIGHT,
        }
        for number in range(1, (upload.file.pages or 0) + 1)
    ]
