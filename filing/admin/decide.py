"""The officer's decision: a page that names the consequence and asks once, then the act (look.md)."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext

from accounts import roles
from accounts.models import User
from filing.admin.review import decision_forms, found
from filing.models import Claim, RejectionReason, Submission
from filing.rules.limits import CLAIMS_MAX
from filing.transitions import decide as transitions
from icms.kernel.crash_points import crash
from icms.lib import clock
from icms.lib.errors import Refused

DIGITS = len(str(CLAIMS_MAX))


def decide(request: HttpRequest, submission_id: int) -> HttpResponse:
    """First POST shows what will happen; the second, confirmed, does it. GET goes back to the batch."""
    submission = found(request, submission_id)
    if not roles.may_decide(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    if request.method != "POST":
        return redirect("admin:filing_review", submission.pk)
    positions = _positions(request)
    if not positions:
        return _back(request, submission, Refused("claims_not_chosen"))
    act = "accept" if request.POST.get("act") == "accept" else "reject"
    confirmed = "confirmed" in request.POST
    # A rejection is filled in on the page that asks; an acceptance brings its session along.
    data = request.POST if confirmed or act == "accept" else None
    form = decision_forms(submission, cast(User, request.user), data)[f"{act}_form"]
    if form is None:
        return _back(request, submission, Refused("no_session_offered"))
    if not confirmed or not form.is_valid():
        return _ask(request, submission, positions, act, form)
    try:
        count = transitions.decide(submission.pk, positions, form.decision(), by=request.user)  # type: ignore[arg-type]
        crash("decide.committed")
    except Refused as refused:
        return _ask(request, submission, positions, act, form, refused)
    messages.success(request, _success_message(submission, act, count))
    return redirect("admin:filing_review", submission.pk)


def _positions(request: HttpRequest) -> list[int]:
    given = request.POST.getlist("claim")
    return sorted({int(value) for value in given if value.isdecimal() and len(value) <= DIGITS})


def _back(request: HttpRequest, submission: Submission, refused: Refused) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect("admin:filing_review", submission.pk)


def _ask(
    request: HttpRequest,
    submission: Submission,
    positions: list[int],
    act: str,
    form: Form,
    refused: Refused | None = None,
) -> HttpResponse:
    """The page that asks. After a refusal with what was typed, for the claims that still wait; without any, back."""
    claims = list(
        Claim.objects.of(submission).undecided().filter(position__in=positions).prefetch_related("parties")
    )
    if not claims:
        first = Claim.objects.of(submission).filter(position__in=positions, decision__isnull=False).first()
        if refused is None and first is not None:
            names = {"position": first.position, "officer": first.decision.officer.name}
            refused = Refused("claim_already_decided", **names)
        return _back(request, submission, refused or Refused("claims_not_chosen"))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _title(act, len(claims)),
        "submission": submission,
        "claims": claims,
        "left_out": len(positions) - len(claims),
        "act": act,
        "form": form,
        "faults": [str(refused)] if refused else [],
        "reasons": _reasons() if act == "reject" else [],
    }
    status = 409 if refused else 422 if form.is_bound and form.errors else 200
    return render(request, "admin/filing/decide.html", context, status=status)


def _title(act: str, count: int) -> str:
    if act == "accept":
        return ngettext("Accept the claim", "Accept the claims", count)
    return ngettext("Reject the claim", "Reject the claims", count)


def _reasons() -> list[dict[str, str]]:
    """The registry's reasons with rule and example, for the officer who wonders which one fits (DOC-7)."""
    column = f"example_{(get_language() or 'en').replace('-', '_')}"
    return [
        {"name": row.name, "rule": row.rule, "example": getattr(row, column, row.example_en)}
        for row in RejectionReason.objects.all()
    ]


def _success_message(submission: Submission, act: str, count: int) -> str:
    if act == "accept" and (submission.deemed_at is None or submission.deemed_at > clock.now()):
        return ngettext(
            "%(count)d claim is accepted. Its case number and papers are issued at the deemed time of receipt.",
            "%(count)d claims are accepted. Their case numbers and papers are issued at the deemed time of receipt.",
            count,
        ) % {"count": count}
    if act == "accept":
        return ngettext(
            "%(count)d claim is accepted. Its case number, sealed forms and Form 3 follow within seconds.",
            "%(count)d claims are accepted. Their case numbers, sealed forms and Forms 3 follow within seconds.",
            count,
        ) % {"count": count}
    return ngettext(
        "%(count)d claim is rejected. The filer is being told.",
        "%(count)d claims are rejected. The filer is being told.",
        count,
    ) % {"count": count}
