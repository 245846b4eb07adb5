"""An upload through all of Django: the settings' own handler, and the CSRF check that reads the body first."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from icms.files.models import StoredFile
from tests.files import makers

pytestmark = pytest.mark.urls("tests.files.doors")


@pytest.fixture
def client(db, settings):
    """Signed in, with CSRF checks as in earnest."""
    settings.MIDDLEWARE = MIDDLEWARE
    settings.CSRF_FAILURE_VIEW = "tests.files.doors.forged"
    made = Client(enforce_csrf_checks=True)
    made.force_login(get_user_model().objects.create(email="filer@example.org", password="x"))
    made.cookies["csrftoken"] = "t" * 32
    return made


MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def send(client, files, token="t" * 32, where="/take/"):
    parts = [SimpleUploadedFile(n, d, "application/pdf") for n, d in files]
    return client.post(where, {"csrfmiddlewaretoken": token, "forms": parts, "word": "hello"})


def test_the_settings_name_the_streaming_handler(settings) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["icms.files.receive.StreamingUploadHandler"]


def test_what_is_kept_stays_and_nothing_else_does(client, temporary) -> None:
    sent = [("a.pdf", makers.pdf()), ("b.pdf", b"MZ")]
    answer = json.loads(send(client, sent).content)
    assert [(a["name"], a["fault"]) for a in answer] == [("a.pdf", ""), ("b.pdf", "file_disguised")]
    assert [a["sha256"] for a in answer] == [hashlib.sha256(d).hexdigest() for _, d in sent]
    assert temporary() == []
    assert StoredFile.objects.count() == 2


def test_a_refused_part_answers_in_words_and_keeps_nothing(client, temporary) -> None:
    answer = send(client, [(f"{n}.pdf", makers.pdf()) for n in range(4)])
    assert answer.status_code == 413
    assert b"at most 3 files" in answer.content
    assert temporary() == []
    assert StoredFile.objects.count() == 0


def test_a_forged_request_leaves_nothing(client, temporary) -> None:
    assert send(client, [("a.pdf", makers.pdf())], token="f" * 32).status_code == 403
    assert temporary() == []


def test_somebody_who_is_not_signed_in_uses_no_disk(client, store: Path) -> None:
    stranger = Client()
    assert send(stranger, [("a.pdf", makers.pdf())]).status_code == 302
    assert not store.exists()


def test_a_page_that_takes_no_files_uses_no_disk(client, store: Path) -> None:
    answer = send(client, [("a.pdf", makers.pdf())], where="/ignore/")
    assert answer.content == b"0 files, hello"
    assert not store.exists()
