"""Two pages for the tests of uploads: one takes files, the other does not say so."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from icms.files import inspect, keep, limits, receive
from icms.lib.errors import Refused


@login_required(login_url="/sign-in/")
@receive.takes_files(part_limit=limits.PART_BYTES_MAX, files_max=3)
def take(request: HttpRequest) -> HttpResponse:
    """Keeps what comes and answers with what was kept."""
    try:
        arrivals = receive.files_of(request)
    except Refused as refused:
        return HttpResponse(str(refused), status=receive.STATUS[refused.code])
    kept = keep.keep_all(list(zip(arrivals, inspect.pdfs(arrivals), strict=True)))
    answer = [
        {"name": a.name, "sha256": k.sha256, "fault": k.fault} for a, k in zip(arrivals, kept, strict=True)
    ]
    return HttpResponse(json.dumps(answer))


def ignore(request: HttpRequest) -> HttpResponse:
    """Says nothing about files, so none may touch the disk."""
    return HttpResponse(f"{len(request.FILES)} files, {request.POST.get('word', '')}")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a request that failed the CSRF check."""
    return HttpResponse(reason, status=403)


urlpatterns = [path("take/", take), path("ignore/", ignore)]
