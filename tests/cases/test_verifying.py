"""Anyone can verify a document reference number (INS-4, A45)."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cases import verification
from cases.models import DocumentType
from icms.kernel import outbox
from icms.kernel.models import IssuedDocument
from icms.lib import clock
from icms.lib.references import document_reference
from tests.cases.bench import Registry

pytestmark = pytest.mark.django_db
SHA256 = "ab" * 32


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def issued() -> IssuedDocument:
    return IssuedDocument.objects.create(
        reference=document_reference("SC", 2026), kind="acknowledgement", sha256=SHA256, issued_at=clock.now()
    )


def test_the_page_says_what_the_document_is_when_it_was_issued_and_its_fingerprint(client: Client, issued):
    page = client.get(reverse("cases:verify_document", args=[issued.reference]))
    assert page.status_code == 200
    assert issued.reference in page.text
    assert "Acknowledgement of a submission" in page.text
    assert SHA256 in page.text


def test_the_number_is_understood_as_people_type_it(client: Client, issued):
    typed = issued.reference.lower().replace("-", " ")
    page = client.get(reverse("cases:verify"), {"reference": typed})
    assert page.status_code == 302
    assert page["Location"] == reverse("cases:verify_document", args=[issued.reference])
    direct = client.get(reverse("cases:verify_document", args=[issued.reference.lower()]), follow=True)
    assert direct.redirect_chain[0][0] == reverse("cases:verify_document", args=[issued.reference])
    assert SHA256 in direct.text


def test_an_unknown_number_and_a_mistyped_one_are_told_apart(client: Client, issued):
    unknown = client.get(reverse("cases:verify_document", args=[document_reference("SC", 2026)]))
    assert unknown.status_code == 404
    assert "has issued no document under it" in unknown.text
    wrong_check = issued.reference[:-1] + ("0" if issued.reference[-1] != "0" else "1")
    mistyped = client.get(reverse("cases:verify_document", args=[wrong_check]))
    assert mistyped.status_code == 404
    assert "one of its signs is wrong" in mistyped.text
    assert SHA256 not in mistyped.text


@pytest.mark.parametrize("typed", ["", "   ", "---", "a/b", "x" * 60])
def test_what_is_no_number_is_refused_with_words(client: Client, typed: str):
    page = client.get(reverse("cases:verify"), {"reference": typed})
    assert page.status_code == 200
    assert "There is a problem" in page.text


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "𠮷𠮷", "SC26\x00", "..", "%2e%2e", "ﬁ" * 30])
def test_odd_input_is_shown_escaped_and_found_nowhere(client: Client, typed: str):
    page = client.get(reverse("cases:verify"), {"reference": typed}, follow=True)
    assert page.status_code in (200, 404)
    assert "<script>alert" not in page.text.lower()


def test_who_asks_too_often_is_told_to_wait(client: Client, issued):
    address = reverse("cases:verify_document", args=[issued.reference])
    assert client.get(address).status_code == 200
    # The others count without a page each: a busy machine would need more than the minute for them.
    for _ in range(verification.CHECKS_A_MINUTE - 1):
        verification.count_check("127.0.0.1")
    page = client.get(address)
    assert page.status_code == 429
    assert "wait a minute" in page.text
    assert SHA256 not in page.text
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize(("language", "word"), [("en", "Acknowledgement of a submission")])
def test_every_kind_that_the_court_issues_has_words(language: str, word: str):
    assert str(verification.KINDS["acknowledgement"]) == word


@pytest.mark.django_db(transaction=True)
def test_a_paper_of_a_case_is_called_as_its_type_and_its_court_are_called(client: Client, desk: Registry):
    case = desk.accept()
    outbox.drain()
    DocumentType.objects.filter(code="form_1").update(name_en="Title of claim")
    said = {
        row.document_type.code: client.get(reverse("cases:verify_document", args=[row.reference])).text
        for row in case.documents.select_related("document_type", "reference")
    }
    assert "Title of claim, sealed copy" in said["form_1"]
    assert "Form 3 (notice of place and day of hearing)" in said["form_3"]
    assert "sealed copy" not in said["form_3"]
    assert all("Small Claims Tribunal" in page and case.number not in page for page in said.values())


def test_the_page_carries_no_inline_code(client: Client, issued):
    page = client.get(reverse("cases:verify_document", args=[issued.reference]))
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert "onclick" not in page.text
    assert '<script type="module"' in page.text
