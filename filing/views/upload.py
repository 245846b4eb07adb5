"""Step 2: the signed forms arrive in parts, are checked, matched, and placed by hand where they fit nowhere (BLK-3)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filing import transitions
from filing.forms import PlaceForm
from filing.matches import is_sound
from filing.models import Submission, Upload
from filing.rules import limits
from filing.transitions.prepare import PREPARATION_KEPT
from filing.uploads import WITH_PAPER, document_of, note, overview, scan_words, standing
from filing.views.doors import FilingRequest, page_of, preparation_required
from filing.views.steps import steps, trail
from icms.files import inspect
from icms.files.receive import STATUS, files_of, takes_files
from icms.files.refusals import fault_words
from icms.kernel.crash_points import crash
from icms.lib.errors import Refused
from icms.lib.http import wants_json

CONFLICT = 409


@require_safe
@preparation_required
def forms(request: FilingRequest, submission: Submission) -> HttpResponse:
    """The files of the preparation beside the forms that its claims name."""
    found = overview(submission)
    context = {
        "submission": submission,
        "found": found,
        "standing": found.standing,
        "limits": limits,
        "trail": trail(request.court, submission.batch.batch_reference),
        "steps": steps("forms", submission),
        "goes_at": submission.used_at + PREPARATION_KEPT,
        "states": [("matched", _("Matched")), ("missing", _("Missing"))],
        "scan_words": scan_words(),
    }
    return render(request, "filing/forms.html", context)


@require_safe
@preparation_required
def checks(request: FilingRequest, submission: Submission) -> HttpResponse:
    """How far the checks of the files are: a part of the page, asked for again until all have their verdict."""
    return render(request, "filing/checks.html", {"standing": standing(submission), "submission": submission})


@require_POST
@takes_files(part_limit=limits.PART_BYTES_MAX)
@preparation_required
def upload(request: FilingRequest, submission: Submission) -> HttpResponse:
    """Takes one part: what is refused is kept with its reason, so that nothing vanishes without a word (BLK-13)."""
    try:
        part = files_of(request)
        if not part:
            raise Refused("no_files_sent")
        checked = list(zip(part, inspect.pdfs(part), strict=True))
        uploads = transitions.receive(submission.pk, checked, by=request.account)
        crash("upload.committed")
    except Refused as refused:
        return _refused(request, submission, refused)
    if wants_json(request):
        return JsonResponse({"files": [_as_json(each) for each in _reread(uploads)]})
    words = ngettext("%(count)s file has arrived.", "%(count)s files have arrived.", len(uploads))
    messages.success(request, words % {"count": len(uploads)})
    return redirect(page_of(submission, "forms"))


def _refused(request: FilingRequest, submission: Submission, refused: Refused) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": str(refused)}, status=STATUS.get(refused.code, CONFLICT))
    messages.error(request, str(refused))
    return redirect(page_of(submission, "forms"))


def _reread(uploads: list[Upload]) -> list[Upload]:
    """The rows as they stand after matching, in the order in which they were sent; less what another tab removed."""
    rows = Upload.objects.select_related(*WITH_PAPER).in_bulk([each.pk for each in uploads])
    return [rows[each.pk] for each in uploads if each.pk in rows]


def _as_json(each: Upload) -> dict[str, Any]:
    """One file for the page: `fault` says why it was not taken, `note` what it is."""
    paper = document_of(each)
    return {
        "name": each.name,
        "size": each.file.size,
        "state": "received" if is_sound(each) else "refused",
        "scan": each.file.scan_state,
        "fault": fault_words(each.file.fault, each.file.found),
        "note": note(each),
        "claim": paper.claim.reference if paper and paper.claim else None,
        "form": paper.document_type.code if paper else None,
    }


@require_POST
@preparation_required
def remove(request: FilingRequest, submission: Submission, upload_id: int) -> HttpResponse:
    """Takes one file out; a second click finds nothing to do."""
    if transitions.remove(submission.pk, [upload_id], by=request.account):
        messages.success(request, _("The file was removed."))
    return redirect(page_of(submission, "forms"))


@require_POST
@preparation_required
def remove_refused(request: FilingRequest, submission: Submission) -> HttpResponse:
    """Takes every file out that was not taken."""
    refused = list(submission.uploads.unsound().values_list("pk", flat=True))
    count = transitions.remove(submission.pk, refused, by=request.account)
    words = ngettext("%(count)s file was removed.", "%(count)s files were removed.", count)
    messages.success(request, words % {"count": count})
    return redirect(page_of(submission, "forms"))


@require_http_methods(["GET", "HEAD", "POST"])
@preparation_required
def move(request: FilingRequest, submission: Submission, upload_id: int) -> HttpResponse:
    """Puts a file to another claim or form by hand (BLK-3)."""
    moved = get_object_or_404(submission.uploads.select_related(*WITH_PAPER), pk=upload_id)
    form = PlaceForm(request.POST or None, submission=submission, upload=moved)
    if form.is_valid():
        try:
            transitions.place(submission.pk, moved.pk, document_id=form.document_id(), by=request.account)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The file was moved."))
        return redirect(page_of(submission, "forms"))
    context = {
        "submission": submission,
        "moved": moved,
        "form": form,
        "trail": trail(request.court, submission.batch.batch_reference),
        "steps": steps("forms", submission),
    }
    return render(request, "filing/move.html", context)
