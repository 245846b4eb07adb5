"""The officer's decision: a page that names the consequence and asks once, then the act (look.md)."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.seed import REGISTRY_OFFICERS
from filing.admin.review import decision_forms, found
from filing.models import Submission
from filing.transitions import decide as transitions
from icms.lib.errors import Refused


def may_decide(request: HttpRequest) -> bool:
    """Registry officers decide; other staff look (requirements section 1)."""
    user = request.user
    return user.is_superuser or user.groups.filter(name=REGISTRY_OFFICERS).exists()


@require_POST
def decide(request: HttpRequest, submission_id: int) -> HttpResponse:
    """First POST shows what will happen; the second, confirmed, does it."""
    submission = found(request, submission_id)
    if not may_decide(request):
        raise PermissionDenied
    positions = sorted({int(value) for value in request.POST.getlist("claim") if value.isdecimal()})
    act = "accept" if request.POST.get("act") == "accept" else "reject"
    confirmed = "confirmed" in request.POST
    # A rejection is filled in on the page that asks; an acceptance brings its session along.
    given = request.POST if confirmed or act == "accept" else None
    form = decision_forms(submission, given)[f"{act}_form"]
    if not positions:
        messages.error(request, str(Refused("claims_not_chosen")))
        return redirect("admin:filing_review", submission.pk)
    if form is None:
        messages.error(request, str(Refused("deemed_time_waiting")))
        return redirect("admin:filing_review", submission.pk)
    if not confirmed or not form.is_valid():
        return _ask(request, submission, positions, act, form)
    try:
        count = transitions.decide(submission.pk, positions, form.decision(), by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _told(act, count))
    return redirect("admin:filing_review", submission.pk)


def _ask(request: HttpRequest, submission: Submission, positions: list[int], act: str, form: Form) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Accept the claims") if act == "accept" else _("Reject the claims"),
        "submission": submission,
        "claims": submission.claims.filter(position__in=positions),
        "act": act,
        "form": form,
    }
    return render(request, "admin/filing/decide.html", context, status=422 if form.errors else 200)


def _told(act: str, count: int) -> str:
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
