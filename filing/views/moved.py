"""Addresses from before the court stood in them: bookmarks are led on, a form that is sent reads that it is old."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from cases import known_courts
from cases.models import Court
from filing.models import Submission
from icms.lib.http import wants_json

GONE = 410
_SUBMISSION = re.compile(r"(?:new/|submissions/)?(\d{1,18})/")


# Nothing is read and nothing is done, so no mark is asked for: whoever sends an old form reads this refusal.
@csrf_exempt
def moved(request: HttpRequest, rest: str) -> HttpResponse:
    """Leads to the same page under its court; what is sent to an old address is refused in words (410)."""
    court = _court_of(request, rest)
    if request.method not in ("GET", "HEAD"):
        return _refused(request, court)
    if court is None:
        return redirect("home")
    if not rest:
        return redirect("filing:start", court)
    asked = request.GET.copy()
    asked.pop("court", None)
    query = f"?{asked.urlencode()}" if asked else ""
    # Not for ever: which court it is may depend on the reader and on the courts that are open.
    return redirect(f"/{court.code}{escape_uri_path(request.path)}{query}")


def _refused(request: HttpRequest, court: Court | None) -> HttpResponse:
    if wants_json(request):
        words = _(
            "This page has a new address, and nothing was saved. Open the page again from the home page."
        )
        return JsonResponse({"message": words}, status=GONE)
    return render(request, "moved.html", {"court": court}, status=GONE)


def _court_of(request: HttpRequest, rest: str) -> Court | None:
    """The court of the account's own submission, or the one asked for; else the first that takes new claims."""
    courts = known_courts.by_code()
    account, match = getattr(request, "account", None), _SUBMISSION.match(rest)
    if account is not None and match is not None:
        mine = Submission.objects.of_filer(account).filter(pk=int(match[1]))
        code = mine.values_list("court__code", flat=True).first()
    else:
        code = request.GET.get("court")
    return courts.get(code or "") or next(iter(known_courts.commencing_in_bulk()), None)
