"""The letter of authority that comes with a form: one PDF, received and looked at."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from icms.files import inspect
from icms.files.inspect import Finding
from icms.files.receive import STATUS, Arrived, files_of
from icms.lib.errors import Refused

UNPROCESSABLE = 422


def received(request: HttpRequest, form: forms.Form) -> tuple[tuple[Arrived, Finding] | None, int]:
    """The letter of a form without faults, and 200; or None, with the fault in the form, and its status."""
    try:
        letters = files_of(request)
    except Refused as refused:
        form.full_clean()
        form.errors.pop("letter", None)
        form.add_error("letter", str(refused))
        return None, STATUS.get(refused.code, UNPROCESSABLE)
    if not form.is_valid():
        return None, UNPROCESSABLE
    [finding] = inspect.pdfs(letters[:1])
    refusal = finding.refused()
    if refusal is not None:
        form.add_error("letter", str(refusal))
        return None, UNPROCESSABLE
    return (letters[0], finding), 200
