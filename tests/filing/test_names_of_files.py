"""A form finds its claim by its name, sent as Chromium sends it and read by the real parser of uploads (D8, DOC-2b)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from filing import transitions
from filing.bulk.preflight import check
from filing.bulk.write import batch_xml
from filing.models import Submission
from filing.rules.claim import ClaimData, FormData
from tests.files import makers
from tests.filing import stage
from tests.lib.test_file_names import as_chromium_writes

pytestmark = pytest.mark.usefixtures("scene")


def with_names(claim: ClaimData, *names: str) -> ClaimData:
    """The claim whose forms have these names, in their order; the others keep theirs."""
    forms = [FormData(form.code, name) for form, name in zip(claim.forms, names, strict=False)]
    return replace(claim, forms=(*forms, *claim.forms[len(forms) :]))


def preparation(name: str, *, second: str = "second.pdf") -> Submission:
    """A preparation imported from XML, whose first claim names these files."""
    data = stage.batch()
    first = with_names(data.claims[0], name, second)
    xml = batch_xml(replace(data, claims=(first, *data.claims[1:])))
    report = check(xml, on=date(2026, 12, 1))
    assert report.batch is not None, report.as_json()
    return transitions.import_batch(report.batch, into=None, court=stage.court(), by=stage.account())


def send_as_chromium(submission: Submission, *names: str) -> list[dict[str, str]]:
    parts = [
        b"--edge\r\n" + as_chromium_writes(name) + b"Content-Type: application/pdf\r\n\r\n"
        + makers.pdf(text=f"Form {number}") + b"\r\n"
        for number, name in enumerate(names)
    ]  # fmt: skip
    answer = stage.browser().post(
        reverse("filing:upload", args=["sct", submission.pk]),
        b"".join(parts) + b"--edge--\r\n",
        content_type="multipart/form-data; boundary=edge",
        headers={"Accept": "application/json", "X-Requested-With": "fetch"},
    )
    assert answer.status_code == 200, answer.content
    return answer.json()["files"]


@pytest.mark.parametrize(
    ("in_the_xml", "on_the_disk"),
    [
        ("C-1　陳大文.pdf", "C-1　陳大文.pdf"),
        ("C-1 陳大文.pdf", "C-1　陳大文.pdf"),
        ("C-1\u00a0Form 1.pdf", "C-1\u00a0Form 1.pdf"),
        ("C-1&notice to all.pdf", "C-1&notice to all.pdf"),
        ("Chan &amp; Co.pdf", "Chan &amp; Co.pdf"),
        ('The "Peak" Limited.pdf', 'The "Peak" Limited.pdf'),
        ("表" * 96 + ".pdf", "表" * 96 + ".pdf"),
        ("C-1 Form 1 .PDF", "C-1 Form 1 .PDF"),
        ("C-1 Form 1.pdf", "C-1 Form 1 .PDF"),
        ("Café.pdf", "Cafe\u0301.PDF"),
        ("C-1.pdf", "\u200eC-1\u200b.pdf"),
        ("葛城.pdf", "葛\U000e0100城.pdf"),
        ("C-1.pdf", "forms of 2026/C-1.pdf"),
    ],
)
def test_d8_a_file_sent_under_the_name_of_its_form_is_matched(in_the_xml: str, on_the_disk: str) -> None:
    submission = preparation(in_the_xml)
    found = send_as_chromium(submission, on_the_disk)
    assert [(each["form"], each["state"]) for each in found] == [("form_1", "received")]
    upload = submission.uploads.get()
    assert (upload.document.claim.position, upload.document.document_type.code) == (1, "form_1")
    assert len(upload.name) <= 120


def test_d8_long_names_that_differ_beyond_what_is_shown_find_each_its_own_form() -> None:
    one, two = "表" * 95 + "一.pdf", "表" * 95 + "二.pdf"
    submission = preparation(one, second=two)
    found = send_as_chromium(submission, two, one)
    assert [each["form"] for each in found] == ["form_2", "form_1"]


def test_d8_what_people_see_as_different_is_not_matched() -> None:
    submission = preparation("a&notice.pdf")
    found = send_as_chromium(submission, "a¬ice.pdf")
    assert [each["form"] for each in found] == [None]


def test_d8_the_same_file_sent_again_under_another_way_to_write_its_name_is_not_kept_twice() -> None:
    submission = preparation("Café 1.pdf")
    send_as_chromium(submission, "Café 1.pdf")
    send_as_chromium(submission, "Cafe\u0301\u30001 .PDF")
    assert submission.uploads.count() == 1


@pytest.mark.parametrize("other", ["C-1　FORM.pdf", "c-1 form .pdf", "C-1 F\u00adorm.pdf"])
def test_d8_preflight_finds_a_file_name_twice_by_the_key_that_matches_files(other: str) -> None:
    data = stage.batch()
    first = with_names(data.claims[0], "C-1 Form.pdf")
    second = with_names(data.claims[1], data.claims[1].forms[0].name, other)
    report = check(batch_xml(replace(data, claims=(first, second, *data.claims[2:]))), on=date(2026, 12, 1))
    assert ("file_name_twice", 2, "files/form-2/name") in {
        (each.code, each.claim, each.field) for each in report.errors
    }
