"""Whatever strangers type or paste into addresses and boxes gets an answer in words, never a failure of ours (D12)."""

from __future__ import annotations

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cases import verification
from icms.kernel.models import IssuedDocument
from icms.lib import clock
from icms.lib.references import document_reference, has_shape, normalise, transaction_reference
from tests import cast
from tests.web.routes import routes

pytestmark = pytest.mark.django_db
EACH = hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
JUNK = [
    "-",
    " ",
    "\0",
    ".",
    "。",
    "..",
    "／",
    "a／b",
    "%",
    "%2F",
    "?",
    "#",
    "\ufeff",
    "\u202e",
    "\ud7ff",
    "𠮷" * 50,
    "x" * 3_000,
]
TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
# Every route outside the admin that takes a text from its address.
TEXTS = {"reference", "token", "section", "kind", "name", "key", "uidb36", "form"}
TAKING_TEXT = [
    route
    for route in routes()
    if not route.name.startswith("admin:") and set(route.parameters) & TEXTS and route.parameters
]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    cache.clear()
    monkeypatch.setattr(verification, "CHECKS_A_MINUTE", 10**9)


@pytest.fixture
def people(transactional_db) -> None:
    cast.load()


@pytest.fixture
def issued() -> IssuedDocument:
    return IssuedDocument.objects.create(
        reference=document_reference("SC", 2026), kind="form_3", sha256="ab" * 32, issued_at=clock.now()
    )


def answer(client: Client, address: str):
    client.raise_request_exception = True
    return client.get(address, follow=True)


@pytest.mark.parametrize("typed", JUNK)
def test_d12_any_junk_after_verify_is_answered_by_a_page_with_words(client: Client, typed: str):
    page = answer(client, f"/verify/{quote(typed, safe='')}/")
    assert page.status_code == 404
    assert "<h1" in page.text


@pytest.mark.parametrize("address", ["/verify/-/", "/verify/%20/", "/verify/%00/"])
def test_d12_the_addresses_that_failed_name_the_fault_and_offer_the_form(client: Client, address: str):
    page = answer(client, address)
    assert page.status_code == 404
    assert "does not have the form of a document reference number" in page.text
    assert 'name="reference"' in page.text


@EACH
@given(TYPED)
@example("\0")
@example("\u3000")
@example("a/b")
@example("SC26-7K3M-Q9XD-\0")
def test_d12_no_text_makes_the_verification_fail(client: Client, typed: str):
    assert answer(client, f"/verify/{quote(typed, safe='')}/").status_code in (200, 404)
    assert client.get(reverse("cases:verify"), {"reference": typed}, follow=True).status_code in (200, 404)


@pytest.mark.parametrize(
    "around", ["{}.", "{}。", "（{}）", "“{}”", " {} ", "{},", "「{}」", "{}\n", "<{}>", "...{}!"]
)
def test_d12_a_reference_copied_with_its_full_stop_finds_the_paper(client: Client, issued, around: str):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in issued.reference)
    for reference in (issued.reference, issued.reference.replace("-", ""), issued.reference.lower(), wide):
        typed = around.format(reference)
        assert issued.sha256 in answer(client, f"/verify/{quote(typed, safe='')}/").text, typed
        assert issued.sha256 in client.get(reverse("cases:verify"), {"reference": typed}, follow=True).text, (
            typed
        )


def test_d12_a_transaction_reference_may_lack_its_zeros():
    whole = transaction_reference(clock.today(), 123)
    day, _serial, check = whole.split("-")
    assert normalise(f"{day}-123-{check}") == whole
    assert normalise(f"{day.lower()} 123 {check}.") == whole
    assert has_shape(f"{day}123{check}")


@pytest.mark.parametrize("route", TAKING_TEXT, ids=lambda route: route.name)
def test_d12_no_address_that_takes_a_text_fails_on_junk(client: Client, people, route):
    reached = 0
    for typed in ["-", "aa", " ", "\0", "a\0b", "。", "..", "ｱ", "𠮷", "x" * 300, "9" * 40, "%", "'"]:
        parameters = {name: typed if name in TEXTS else 1 for name in route.parameters if name != "check_id"}
        parameters |= {"court": "sct"} if "court" in route.parameters else {}
        parameters |= {"check_id": uuid4()} if "check_id" in route.parameters else {}
        try:
            address = reverse(route.name, kwargs=parameters)
        except NoReverseMatch:
            continue  # this pattern takes no such text, so nobody comes here with it
        reached += 1
        for visitor in (client, cast.browser(cast.FILER)):
            assert visitor.get(address).status_code < 500, (address, typed)
            assert visitor.post(address, {"code": typed}).status_code < 500, (address, typed)
    assert reached, "nothing was tried"


def test_d12_there_are_routes_that_take_text():
    assert {route.name for route in TAKING_TEXT} >= {
        "cases:verify_document",
        "accounts:application",
        "payments:pay",
    }


@EACH
@given(TYPED)
@example("\0")
@example("9" * 30)
def test_d12_following_an_application_by_junk_is_refused_in_words(client: Client, typed: str):
    cache.clear()
    page = client.get(f"/accounts/apply/{quote(typed, safe='')}/")
    assert page.status_code in (200, 302, 404)
    for name in ("accounts:follow", "accounts:new_code"):
        cache.clear()
        given_ = {"reference": typed, "code": typed, "email": "nobody@example.com"}
        assert client.post(reverse(name), given_).status_code in (200, 302, 422)


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "9" * 200])
@pytest.mark.parametrize(
    "start", ["/messages/", "/sct/filing/submissions/", "/demo/mail/", "/admin/cases/case/"]
)
def test_d12_a_number_beyond_every_column_is_simply_not_there(client: Client, start: str, number: str):
    assert client.get(f"{start}{number}/").status_code < 500


def test_d12_the_demos_mailbox_takes_any_address(client: Client, settings):
    settings.ICMS_DEMO = True
    for typed in ("\0", "a\0b", "ｃｈａｎ＠", "x" * 3_000):
        assert client.get(reverse("demo_mails"), {"to": typed}).status_code == 200
