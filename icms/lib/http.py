"""Answers that carry a stored file, never as active content of the portal's own origin (ALL-4); and who asks."""

from __future__ import annotations

from typing import IO, Any

from django.http import FileResponse, HttpRequest


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, not a person's browser."""
    return request.headers.get("Accept", "").startswith("application/json")


def attachment(source: IO[Any], *, name: str, media_type: str) -> FileResponse:
    """A file as a download under its own name."""
    return _inert(FileResponse(source, as_attachment=True, filename=name, content_type=media_type))


def inline(source: IO[Any], *, name: str, media_type: str) -> FileResponse:
    """A file shown by the browser, in a sandbox without scripts, forms or a share in the portal's origin."""
    return _inert(FileResponse(source, as_attachment=False, filename=name, content_type=media_type))


def _inert(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
