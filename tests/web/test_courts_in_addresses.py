"""The court stands in the address; what was given out before still leads on, and no code of a court stands in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cases import known_courts, seed
from cases.models import CaseType, Court
from filing.models import Submission
from icms.lib import clock
from tests import cast
from tests.filing import stage

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "cases", "filing", "icms", "messaging", "payments")
# Where a court may be named: seeds, the demo, samples of elements, forms that the law gives to one court.
MAY_NAME_COURTS = re.compile(
    r"/migrations/|/seed|icms/demo|icms/gallery\.py|filing/bulk/(sample|write|forms_pdf)"
)
CODES = {row.code for row in seed.COURTS} | {row.prefix for row in seed.CASE_TYPES}
CODES |= {row.prefix.lower() for row in seed.CASE_TYPES} | {row.names[0] for row in seed.COURTS}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everybody() -> None:
    cast.load()


def other_court() -> Court:
    """A second court that takes bulk claims."""
    CaseType.objects.filter(code="dccj").update(in_bulk_only=True, efiling_from="2026-01-01")
    known_courts.forget()
    return Court.objects.get(code="dc")


def test_every_page_of_a_court_names_it_in_address_title_and_breadcrumbs():
    page = cast.browser().get("/sct/filing/new/").content.decode()
    assert re.search(r"<title>\s*Small Claims Tribunal", page)
    Court.objects.filter(code="sct").update(name_en="Tribunal of Small Things")
    known_courts.forget()
    for address in ("/sct/filing/new/", "/sct/filing/new/claims/", "/sct/filing/submissions/"):
        words = cast.browser().get(address).content.decode()
        assert "Tribunal of Small Things" in words, address
        assert "Small Claims Tribunal" not in words, address


@pytest.mark.parametrize(
    "address", ["/xyz/filing/new/", "/admin2/filing/new/", "/SCT/filing/new/", "/xyz/what-if/"]
)
def test_an_address_of_no_court_is_no_page(address: str):
    assert cast.browser().get(address).status_code == 404


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/filing/", "/sct/filing/new/"),
        ("/filing/new/claims/", "/sct/filing/new/claims/"),
        ("/filing/submissions/?page=2", "/sct/filing/submissions/?page=2"),
        ("/filing/format/claims-1.xsd", "/sct/filing/format/claims-1.xsd"),
        ("/what-if/?day=2026-09-24&time=18%3A00", "/sct/what-if/?day=2026-09-24&time=18%3A00"),
        ("/what-if/?court=hc&day=2026-09-24", "/hc/what-if/?day=2026-09-24"),
        ("/what-if/?court=nowhere", "/sct/what-if/"),
        ("/filing/a%3Fb%20c/", "/sct/filing/a%3Fb%20c/"),
        ("/filing//evil.example/", "/sct/filing//evil.example/"),
    ],
)
@pytest.mark.parametrize("email", [cast.FILER, cast.ANONYMOUS])
def test_what_was_bookmarked_before_leads_to_the_court(old: str, new: str, email: str):
    answer = cast.browser(email).get(old)
    assert answer.status_code == 302
    assert answer.url == new


def test_an_old_address_of_a_submission_leads_to_its_own_court_and_tells_strangers_nothing():
    submission = cast.submitted_submission()
    elsewhere = other_court()
    Submission.objects.filter(pk=submission.pk).update(court=elsewhere)
    old = f"/filing/submissions/{submission.pk}/acknowledgement/"
    assert cast.browser().get(old).url == f"/dc{old}"
    assert cast.browser(cast.COLLEAGUE).get(old).url == f"/sct{old}"
    assert cast.browser().get(f"/filing/new/{10**17}/").url == f"/sct/filing/new/{10**17}/"


@pytest.mark.parametrize(
    "address", ["/filing/", "/filing/new/claims/import/", "/filing/new/7/discard/", "/what-if/"]
)
def test_a_form_sent_to_an_old_address_does_nothing_and_reads_where_to_go_on(address: str):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.person(cast.FILER), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = strict.post(address, {"act": "import"})
    words = stage.Page(answer.content.decode()).text
    assert answer.status_code == 410
    assert "Nothing was sent and nothing was changed" in words
    assert 'href="/sct/filing/new/"' in answer.content.decode()
    by_script = strict.post(address, headers={"accept": "application/json"})
    assert (by_script.status_code, set(by_script.json())) == (410, {"message"})


def test_a_submission_is_found_under_its_own_court_alone():
    submission = cast.submitted_submission()
    other_court()
    for page in (f"submissions/{submission.pk}/", f"submissions/{submission.pk}/acknowledgement/"):
        assert cast.browser().get(f"/sct/filing/{page}").status_code == 200
        assert cast.browser().get(f"/dc/filing/{page}").status_code == 404
    listed = cast.browser().get("/dc/filing/submissions/").content.decode()
    assert str(submission.reference) not in listed


def test_the_approval_of_one_court_opens_no_other():
    other_court()
    assert cast.browser().get("/sct/filing/new/claims/").status_code == 200
    assert cast.browser().get("/dc/filing/new/claims/").status_code == 403


def test_the_home_page_shows_the_courts_as_their_rows_open_them():
    page = Client().get("/").content.decode()
    assert page.index("Small Claims Tribunal") < page.index("Other courts") < page.index("High Court")
    CaseType.objects.filter(code="sctc").update(efiling_from=clock.today() + timedelta(days=1))
    known_courts.forget()
    page = Client().get("/").content.decode()
    assert page.index("Other courts") < page.index("Small Claims Tribunal")
    assert "/sct/filing/" not in page


@pytest.mark.parametrize("code", ["lt", "Lands_Tribunal-2"])
def test_a_court_that_staff_add_has_its_pages_at_once(code: str):
    address = f"/{code}/what-if/"
    assert Client().get(address).status_code == 404
    names = {"name_en": code, "name_zh_hant": "勞資審裁處", "name_zh_hans": "劳资审裁处"}
    Court.objects.create(code=code, reference_prefix="LT", **names)
    assert Client().get(address).status_code == 200
    assert address in Client().get("/").content.decode()


@pytest.mark.parametrize(
    "word", ["admin", "account", "accounts", "payments", "verify", "health", "filing", "static"]
)
def test_no_court_takes_a_word_with_which_another_address_begins(word: str):
    court = Court(code=word, name_en="x", name_zh_hant="x", name_zh_hans="x", reference_prefix="XX")
    with pytest.raises(ValidationError) as refused:
        court.full_clean()
    assert set(refused.value.message_dict) == {"code"}


def test_the_courts_are_read_once_for_all_pages(django_assert_num_queries, monkeypatch):
    known_courts.by_code()
    with django_assert_num_queries(0):
        known_courts.commencing_in_bulk()
    monkeypatch.setattr(known_courts, "KEPT_SECONDS", -1.0)
    with django_assert_num_queries(3):
        known_courts.commencing_in_bulk()


def test_no_code_or_name_of_a_court_stands_in_the_product():
    assert list(_named_courts()) == []


def test_the_search_for_named_courts_finds_one():
    assert list(_court_words('COURT = "sct"')) == ["sct"]
    assert list(_court_words("title = _('District Court')")) == ["District Court"]
    assert list(_court_words('"""About the sct."""\nx = "case type sctc of a court"')) == []


def _named_courts() -> Iterator[str]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not MAY_NAME_COURTS.search(name):
                yield from (f"{name}: {word}" for word in _court_words(path.read_text(encoding="utf-8")))
    names = {row.names[0] for row in seed.COURTS}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if "pdf" not in path.parts:
            words = path.read_text(encoding="utf-8")
            yield from (f"{path.relative_to(ROOT)}: {name}" for name in sorted(names) if name in words)


def _court_words(source: str) -> Iterator[str]:
    """The strings of a module that are the code or the name of a court or of a type of case, whole."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES:
            yield node.value
