"""Step 1: an XML file is checked, its whole report shown, and a correct one imported (BLK-3 to BLK-5, A12)."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from filing import transitions
from filing.bulk import approval, preflight, words
from filing.bulk.annotate import annotated_xml
from filing.bulk.report import Report
from filing.commencing import claim_cents_max, kinds_of, names_of
from filing.models import ImportCheck, Submission
from filing.rules import limits
from filing.rules.batch import BatchData
from filing.rules.finding import Finding
from filing.states import SubmissionState
from filing.views.doors import FilingRequest, commencing_required, own, page_of, preparation_required
from filing.views.steps import steps, trail
from icms.files.receive import Arrived, files_of, takes_files
from icms.lib import clock
from icms.lib.errors import Refused

IMPORT, CHECK_ONLY = "import", "check"


@require_POST
@takes_files(part_limit=limits.XML_BYTES_MAX, files_max=1)
@commencing_required
def import_new(request: FilingRequest) -> HttpResponse:
    """Checks a file for a new preparation; without a fault it is imported, unless only the check was asked for."""
    return _take(request, None)


@require_POST
@takes_files(part_limit=limits.XML_BYTES_MAX, files_max=1)
@preparation_required
def import_again(request: FilingRequest, submission: Submission) -> HttpResponse:
    """The same for a preparation whose claims it replaces; the uploaded files stay."""
    return _take(request, submission)


def _take(request: FilingRequest, into: Submission | None) -> HttpResponse:
    """Keeps the file for its report, then redirects: the report can be reloaded, and read in another language."""
    try:
        arrived = _file_of(request)
        with arrived.file as file:
            data = file.read()
        kept = transitions.keep_check(
            data, arrived.name or "", into=into.pk if into else None, by=request.account
        )
    except Refused as refused:
        messages.error(request, str(refused), extra_tags="import-file")
        return redirect(
            page_of(into, "details") if into else reverse("filing:commence", args=[request.court])
        )
    report = _report(request, kept)
    if request.POST.get("act") == CHECK_ONLY or report.errors or report.warnings:
        return redirect("filing:check", request.court, kept.pk)
    return _import(request, kept, report)


def _file_of(request: FilingRequest) -> Arrived:
    """The one XML file. The words of the store speak of parts and scans, so here its refusals have their own."""
    try:
        arrived = files_of(request)
    except Refused as refused:
        if refused.code == "part_too_large":
            raise Refused("import_file_too_large", **refused.params) from refused
        if refused.code == "too_many_files":
            raise Refused("import_one_file") from refused
        raise
    if not arrived:
        raise Refused("import_file_missing")
    return arrived[0]


@require_safe
@commencing_required
def check(request: FilingRequest, check_id: str) -> HttpResponse:
    """The whole report, claim by claim; and, without an error, the button that imports the file."""
    kept = _kept(request, check_id)
    report = _report(request, kept)
    numbers = dict.fromkeys(each.claim for each in (*report.errors, *report.warnings))
    context = {
        "check": kept,
        "report": report,
        "groups": [(number, report.of_claim(number)) for number in numbers],
        "claims": len(report.batch.claims) if report.batch else 0,
        "first": _first_of(request, report),
        "not_checked": [words.not_checked(code) for code in report.not_checked],
        "severities": [("error", _("To be mended")), ("warning", _("To be checked"))],
        "limits": limits,
        "trail": trail(request.court, _("Check of the file")),
        "steps": steps("details", kept.submission),
    }
    return render(request, "filing/check.html", context)


@require_safe
@commencing_required
def report(request: FilingRequest, check_id: str, form: str) -> HttpResponse:
    """The report as a file: CSV, JSON, or the XML itself with the faults written into it (BLK-5)."""
    kept = _kept(request, check_id)
    found = _report(request, kept)
    answers = {
        "csv": ("text/csv; charset=utf-8", lambda: found.as_csv()),
        "json": ("application/json", lambda: found.as_json()),
        "xml": ("application/xml", lambda: annotated_xml(kept.content, found)),
    }
    if form not in answers:
        raise Http404
    media_type, written = answers[form]
    body = written()
    if body is None:
        messages.error(
            request, _("This file cannot be read as XML, so the faults cannot be written into a copy.")
        )
        return redirect("filing:check", request.court, kept.pk)
    stem = kept.name.rpartition(".")[0] or kept.name
    name = f"{stem}-checked.{form}"
    return HttpResponse(
        body,
        content_type=media_type,
        headers={"Content-Disposition": _attachment(name), "Cache-Control": "no-store"},
    )


@require_POST
@commencing_required
def import_checked(request: FilingRequest, check_id: str) -> HttpResponse:
    """Imports a file that was checked; it is checked once more, for the approval may have changed."""
    kept = _kept(request, check_id)
    found = _report(request, kept)
    if found.errors:
        return redirect("filing:check", request.court, kept.pk)
    return _import(request, kept, found)


def _import(request: FilingRequest, kept: ImportCheck, found: Report) -> HttpResponse:
    if found.batch is None:
        raise Http404
    try:
        submission = transitions.import_batch(
            found.batch, into=kept.submission_id, court=request.court, by=request.account
        )
    except Submission.DoesNotExist as gone:  # another tab discarded it meanwhile
        raise Http404 from gone
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("filing:check", request.court, kept.pk)
    count = len(found.batch.claims)
    done = ngettext("%(count)s claim was imported.", "%(count)s claims were imported.", count)
    messages.success(request, done % {"count": count})
    return redirect(page_of(submission, "forms"))


def _kept(request: FilingRequest, check_id: str) -> ImportCheck:
    kept = get_object_or_404(ImportCheck.objects.filter(account=request.account), pk=check_id)
    if kept.submission_id is not None:
        kept.submission = own(request, kept.submission_id)
    return kept


def _report(request: FilingRequest, kept: ImportCheck) -> Report:
    """The check of the file together with what only the database knows: approval, kinds, batch reference."""

    def ask(batch: BatchData) -> Iterator[Finding]:
        return approval.approval_findings(
            batch,
            names=names_of(request.approval),
            kinds=kinds_of(request.approval),
            reference_used=_others(request, batch.reference).exists(),
        )

    most = claim_cents_max(request.court)
    return preflight.check(kept.content, on=clock.today(), cents_max=most, ask=ask, asks=approval.CHECKED)


def _others(request: FilingRequest, reference: str):  # noqa: ANN202 - a queryset of submissions
    """Submissions of the organisation under the same batch reference that this account cannot go on with."""
    of_organisation = {"batch__organisation": request.approval.organisation}
    same = Submission.objects.filter(**of_organisation, batch__batch_reference=reference)
    return same.exclude(filer=request.account, state=SubmissionState.PREPARING)


def _first_of(request: FilingRequest, found: Report) -> Submission | None:
    """The submission that used the batch reference before, where the report says so (BLK-11)."""
    used = next((each for each in found.errors if each.code == "batch_reference_used"), None)
    return _others(request, str(used.params["value"])).select_related("filer__user").first() if used else None


def _attachment(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"
