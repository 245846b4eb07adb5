"""What a file looks like, page by page, before it is sent and after (A32, BLK-9)."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import transacting_required
from filing.matches import is_sound
from filing.models import Submission, Upload
from filing.states import SubmissionState
from filing.uploads import WITH_PAPER, document_of
from filing.views.doors import CourtRequest, own, page_of
from filing.views.steps import steps, submissions_trail, trail
from icms.files import keep, pages
from icms.files.refusals import note_words
from icms.lib import http
from icms.lib.errors import Refused


@require_safe
@transacting_required
def preview(request: CourtRequest, submission_id: int, upload_id: int) -> HttpResponse:
    """One page of a file as a picture, with the way to the other pages and files."""
    submission = own(request, submission_id)
    upload = _upload(submission, upload_id)
    number = _page(request, upload)
    files = list(submission.uploads.sound().in_reading_order().values_list("pk", flat=True))
    at = files.index(upload.pk) if upload.pk in files else -1
    preparing = submission.state == SubmissionState.PREPARING
    picture = page_of(submission, "page", upload.pk, number)
    context = {
        "submission": submission,
        "upload": upload,
        "paper": document_of(upload),
        "sound": is_sound(upload),
        "notes": note_words(upload.file.note_codes),
        "preparing": preparing,
        "number": number,
        "pages": [{"url": picture, "number": number, "width": "", "height": ""}],
        "previous_file": files[at - 1] if at > 0 else None,
        "next_file": files[at + 1] if 0 <= at < len(files) - 1 else None,
        "trail": (trail if preparing else submissions_trail)(request.court, upload.name),
        "steps": steps("forms", submission) if preparing else [],
    }
    return render(request, "filing/preview.html", context)


@require_safe
@transacting_required
def page(request: CourtRequest, submission_id: int, upload_id: int, number: int) -> HttpResponseBase:
    """The picture of one page; 404 for other people's files and for pages that are not there."""
    upload = _upload(own(request, submission_id), upload_id)
    try:
        picture = pages.picture(upload.file, number, pages.READING)
    except Refused as refused:
        raise Http404(str(refused)) from refused
    return http.inline(picture.open("rb"), name=picture.name, media_type=pages.MEDIA_TYPE)


@require_safe
@transacting_required
def download(request: CourtRequest, submission_id: int, upload_id: int) -> HttpResponseBase:
    """The file as it was sent, for one's own programs; never shown within the portal's own pages (ALL-4)."""
    upload = _upload(own(request, submission_id), upload_id)
    if not is_sound(upload):
        raise Http404
    return http.attachment(keep.open_file(upload.file), name=upload.name, media_type=upload.file.media_type)


def _upload(submission: Submission, upload_id: int) -> Upload:
    return get_object_or_404(submission.uploads.select_related(*WITH_PAPER), pk=upload_id)


def _page(request: CourtRequest, upload: Upload) -> int:
    """The page asked for, brought within those that there are."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    return max(1, min(number, upload.file.pages or 1))
