"""What strangers may try with applications: other people's numbers, codes, addresses, and bad files (ALL-4)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Application
from accounts.rules import application as rules
from accounts.transitions import application_files
from icms.files.models import StoredFile
from tests.accounts import applicants, firm
from tests.accounts.visitors import begin, page, upload
from tests.files import makers

KINDS = applicants.KINDS[rules.ORGANISATION]
LANGUAGES = ("en", "zh-hant", "zh-hans")
pytestmark = pytest.mark.usefixtures("bench")


PAGES = (
    ("application", ()),
    ("section", ("particulars",)),
    ("check", ()),
    ("withdraw", ()),
    ("documents", ()),
    ("document", (1,)),
    ("document_page", (1, 1)),
)
ACTS = (
    ("section", ("particulars",)),
    ("check", ()),
    ("withdraw", ()),
    ("answer", ()),
    ("add_document", ()),
    ("remove_document", (1,)),
)


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_somebody_elses_application_is_404_like_one_that_nobody_has(client: Client, name: str, more: tuple):
    theirs = applicants.filled()
    begin(client, email="me@example.org")
    answers = [
        client.get(page(name, reference, *more)) for reference in (theirs.reference, "AP26-0000-0000-0")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    first, second = (answer.content.decode() for answer in answers)
    assert first.replace(theirs.reference, "").count("\n") == second.replace("AP26-0000-0000-0", "").count(
        "\n"
    )
    assert "Chan" not in first


@pytest.mark.parametrize(("name", "more"), ACTS)
def test_somebody_elses_application_cannot_be_changed(client: Client, name: str, more: tuple):
    theirs = applicants.filled()
    begin(client, email="me@example.org")
    sent = {**applicants.PERSON, "version": theirs.version, "is_true": "on", "may_act": "on", "answer": "x"}
    assert client.post(page(name, theirs.reference, *more), sent).status_code == 404
    after = Application.objects.get(pk=theirs.pk)
    assert (after.version, after.state, after.files.count()) == (theirs.version, "draft", 3)


def test_documents_of_another_application_are_404_under_ones_own(client: Client):
    theirs = applicants.filled()
    mine = begin(client, email="me@example.org")
    foreign = theirs.files.first().pk
    assert client.get(page("document", mine.reference, foreign)).status_code == 404
    assert client.get(page("document_page", mine.reference, foreign, 1)).status_code == 404
    client.post(page("remove_document", mine.reference, foreign))
    assert theirs.files.count() == 3


def test_codes_cannot_be_tried_out(client: Client):
    application = applicants.filled()
    code = applicants.last_code()
    for number in range(10):
        sent = {"reference": application.reference, "code": f"AAAA-BBBB-{number:04d}"}
        answer = client.post(page("follow"), sent)
        assert answer.status_code == 422
    right = {"reference": application.reference, "code": code}
    assert client.post(page("follow"), right).status_code == 429
    other_place = Client(REMOTE_ADDR="192.0.2.7")
    assert other_place.post(page("follow"), right).status_code == 429, "the number is closed from everywhere"
    cache.clear()
    assert other_place.post(page("follow"), right).status_code == 302


def test_a_wrong_code_and_an_unknown_number_get_the_same_words(client: Client):
    application = applicants.filled()
    texts = []
    for reference in (application.reference, "AP26-0000-0000-0"):
        answer = client.post(page("follow"), {"reference": reference, "code": "0000-0000-0000"})
        assert answer.status_code == 422
        texts.append(answer.content.decode().replace(reference, "").split("<main", 1)[1].split("csrf", 1)[0])
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("route", "known", "unknown"),
    [
        (
            "begin",
            {"kind": "individual", "email": "chan@firm.example"},
            {"kind": "individual", "email": "a@b.example"},
        ),
        ("new_link", {"email": "chan@firm.example"}, {"email": "a@b.example"}),
        (
            "new_code",
            {"reference": "AP26-0000-0000-0", "email": "chan@firm.example"},
            {"reference": "AP26-0000-0000-0", "email": "a@b.example"},
        ),
    ],
)
def test_addresses_cannot_be_found_out(route: str, known: dict, unknown: dict):
    applicants.approved(firm.support_officer())
    told = []
    for sent in (known, unknown):
        answer = Client().post(page(route), sent, follow=True)
        told.append([str(message) for message in answer.context["messages"]])
        assert answer.status_code == 200
    assert told[0] == told[1]


def test_begun_applications_are_bounded(client: Client):
    for _ in range(20):
        begin(client)
    assert client.post(page("begin"), {"kind": "individual", "email": "a@b.example"}).status_code == 429


BAD = {
    "empty": b"",
    "text": b"just words",
    "program": b"MZ" + b"\0" * 200,
    "web": b"<html><script>alert(1)</script></html>",
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "cut": makers.pdf(text="cut off")[:200],
    "scripted": makers.pdf(change=makers.open_javascript),
    "archive": makers.archive(),
    "attachment": makers.pdf(change=makers.attachment),
    "bomb": makers.nested_bomb(),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_told_and_nothing_of_the_request_is_kept(client: Client, bad: str):
    application = begin(client)
    sent = {"kind": rules.OTHER, "papers": [upload(makers.pdf(text="good")), upload(BAD[bad], "bad.pdf")]}
    answer = client.post(page("add_document", application.reference), sent)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not application.files.exists()
    assert not StoredFile.objects.exists()


def test_limits_of_documents(client: Client, monkeypatch):
    application = begin(client)
    whole = makers.pdf(text="a document")
    monkeypatch.setattr(application_files, "APPLICATION_FILE_BYTES_MAX", len(whole))
    address = page("add_document", application.reference)
    assert client.post(address, {"kind": "other", "papers": upload(whole)}).status_code == 302
    larger = makers.pdf(text="a document of some more words than that")
    assert client.post(address, {"kind": "other", "papers": upload(larger + b"\n" * 9)}).status_code == 422
    assert client.post(address, {"kind": "other", "papers": upload(whole)}).status_code == 302
    assert application.files.count() == 1, "the same file is not kept twice"
    monkeypatch.setattr(application_files, "APPLICATION_FILES_MAX", 1)
    other = makers.pdf(text="b document")
    assert client.post(address, {"kind": "other", "papers": upload(other)}).status_code == 422
    monkeypatch.undo()
    monkeypatch.setattr(application_files, "APPLICATION_BYTES_MAX", len(whole) + len(other) - 1)
    assert client.post(address, {"kind": "other", "papers": upload(other)}).status_code == 422
    monkeypatch.setattr(application_files, "APPLICATION_BYTES_MAX", len(whole) + len(other))
    assert client.post(address, {"kind": "other", "papers": upload(other)}).status_code == 302


def test_a_request_above_ten_files_is_refused_before_anything_is_kept(client: Client):
    application = begin(client)
    files = [upload(makers.pdf(text=f"{number}")) for number in range(11)]
    answer = client.post(page("add_document", application.reference), {"kind": "other", "papers": files})
    assert answer.status_code == 413
    assert not StoredFile.objects.exists()


def test_a_stranger_without_an_open_application_uses_no_disk(client: Client, settings):
    application = applicants.begun()
    sent = {"kind": "other", "papers": upload(makers.pdf(text="x"))}
    assert client.post(page("add_document", application.reference), sent).status_code == 404
    assert [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()] == []


def test_a_document_is_shown_page_by_page_and_removed(client: Client):
    application = begin(client)
    client.post(
        page("add_document", application.reference), {"kind": "other", "papers": upload(makers.pdf(text="x"))}
    )
    row = application.files.get()
    assert client.get(page("document", application.reference, row.pk)).status_code == 200
    picture = client.get(page("document_page", application.reference, row.pk, 1))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    assert b"".join(picture.streaming_content).startswith(b"RIFF")
    assert client.get(page("document_page", application.reference, row.pk, 2)).status_code == 404
    for _ in range(2):
        assert client.post(page("remove_document", application.reference, row.pk)).status_code == 302
    assert not application.files.exists()
