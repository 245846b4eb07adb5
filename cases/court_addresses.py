"""The court in the address: `/<court>/…` for what belongs to one court (CRT-1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, register_converter

from cases import known_courts
from cases.models import Court

View = Callable[..., HttpResponseBase]


class CourtConverter:
    """The code of a court that there is; any other word is no address of a court."""

    # Whatever the column takes: a court that staff name in capitals must not break every page that links to it.
    regex = "[-a-zA-Z0-9_]+"

    def to_python(self, value: str) -> str:
        """The code itself. Raises ValueError, which Django takes for "no such address"."""
        if value not in known_courts.by_code():
            raise ValueError(value)
        return value

    def to_url(self, value: str | Court) -> str:
        """The code of a court or of a court's row."""
        return value.code if isinstance(value, Court) else value


register_converter(CourtConverter, "court")


def court_path(route: str, view: View, *, name: str) -> URLPattern:
    """A page of one court, below an address that captures `court`: the view finds its row in `request.court`."""
    return path(route, at_court(view), name=name)


def at_court(view: View) -> View:
    """The view gets `request.court` instead of the captured code."""

    @wraps(view)
    def at(request: HttpRequest, court: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.court = known_courts.by_code()[court]  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return at
