"""Visitors who apply in the browser: addresses of the pages, an application that is begun, a file to send."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Application
from accounts.rules import application as rules


def page(name: str, *args: object) -> str:
    """The address of a page of accounts."""
    return reverse(f"accounts:{name}", args=args)


def begin(client: Client, kind: str = rules.ORGANISATION, email: str = "chan@firm.example") -> Application:
    """An application that this visitor has begun, and has open."""
    answer = client.post(page("begin"), {"kind": kind, "email": email})
    assert answer.status_code == 302
    return Application.objects.latest("pk")


def upload(data: bytes, name: str = "letter.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data, "application/pdf")
