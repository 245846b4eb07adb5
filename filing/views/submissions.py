"""What an account prepares and has sent, and where each claim stands (A17, A41)."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import transacting_required
from cases.models import CaseDocument
from filing import filing_kind
from filing.models import Claim, Submission, SubmittedDocument
from filing.states import ClaimState, SubmissionState
from filing.transitions.complete import PURPOSE
from filing.views.doors import CourtRequest, own, whereabouts
from filing.views.steps import submissions_trail
from payments.models import Payment

PAGE = 20


@require_safe
@transacting_required
def submissions(request: CourtRequest) -> HttpResponse:
    """The account's own submissions to this court, the newest first."""
    mine = Submission.objects.of_filer(request.account).to_court(request.court)
    mine = mine.order_by("-created_at", "-pk")
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    names = filing_kind.names_of(page.object_list)
    counted = Submission.objects.with_counts().in_bulk([row.pk for row in page])
    rows = [(counted[row.pk], names[row.pk]) for row in page]
    context = {
        "page": page,
        "rows": rows,
        "trail": [*submissions_trail(request.court)[:2], {**submissions_trail(request.court)[2], "url": ""}],
    }
    return render(request, "filing/submissions.html", context)


@require_safe
@transacting_required
def submission(request: CourtRequest, submission_id: int) -> HttpResponse:
    """One submission: its claims with state, case number or reason, and what happened when."""
    found = own(request, submission_id)
    papers = Prefetch("documents", SubmittedDocument.objects.with_files().order_by("position"))
    rows = Claim.objects.of(found).select_related("case", "decision__reason")
    claims = list(rows.prefetch_related("parties", papers))
    name = filing_kind.of(found).name_of(found)
    context = {
        "submission": found,
        "claims": claims,
        "outstanding": set(CaseDocument.objects.outstanding_of([claim.case_id for claim in claims])),
        "states": [(state.value, state.label) for state in ClaimState],
        "goes_on": whereabouts(found) if found.state != SubmissionState.SUBMITTED else "",
        "events": _timeline(found, claims),
        "name": name,
        "trail": submissions_trail(request.court, found.reference or name),
    }
    return render(request, "filing/submission.html", context)


def _timeline(found: Submission, claims: list[Claim]) -> list[dict[str, Any]]:
    """What happened, the latest first: rows for the timeline element."""
    filer, registry = _("Filer"), _("Registry")
    events: list[dict[str, Any]] = [{"what": _("Preparation begun"), "when": found.created_at, "who": filer}]
    if found.declared_at:
        events.append({"what": _("Declared as true and complete"), "when": found.declared_at, "who": filer})
    for payment in Payment.objects.filter(purpose=PURPOSE, subject=str(found.pk)).order_by("opened_at"):
        detail = f"{payment.reference} · {payment.get_state_display()}"
        events.append(
            {"what": _("Payment opened"), "when": payment.opened_at, "who": filer, "detail": detail}
        )
    if found.completed_at:
        events.append(
            {"what": _("Submitted and acknowledged"), "when": found.completed_at, "detail": found.reference}
        )
    events += _decisions(claims, registry)
    return sorted(events, key=lambda event: event["when"], reverse=True)


def _decisions(claims: list[Claim], who: str) -> list[dict[str, Any]]:
    """One row for the claims that were decided alike at the same moment."""
    groups: dict[tuple[Any, str], int] = {}
    for claim in claims:
        decision = getattr(claim, "decision", None)
        if decision is not None and claim.state in (ClaimState.ACCEPTED, ClaimState.REJECTED):
            key = (decision.decided_at, str(claim.state))
            groups[key] = groups.get(key, 0) + 1
    rows = []
    for (moment, state), count in groups.items():
        if state == ClaimState.ACCEPTED:
            words = ngettext("%(count)s claim accepted", "%(count)s claims accepted", count)
        else:
            words = ngettext("%(count)s claim rejected", "%(count)s claims rejected", count)
        rows.append({"what": words % {"count": count}, "when": moment, "who": who})
    return rows
