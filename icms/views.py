"""Pages across the apps: the way in, the gallery of elements, words about access, and refused forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from icms import gallery as samples


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The way in, court → service → function, with or without an account (CRT-1)."""
    return render(request, "home.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the portal does for readers with other needs, and whom to tell what is missing (ALL-2)."""
    return render(request, "accessibility.html")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every element of the pages with sample contents, in the reader's language."""
    return render(request, "gallery.html", samples.contents(request.GET.get("page", "2")))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its mark, mostly from a page left open: says that nothing was done, and what now."""
    return render(request, "403_csrf.html", status=403)
