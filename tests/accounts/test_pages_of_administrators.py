"""The administrators' pages: quick for a large organisation, and showing what is enforced."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import roles, transitions
from accounts.history import acts_on
from accounts.models import Account, Branch, Handover, User
from accounts.rights_page import SENTENCES, grant_rows, matrix
from accounts.rules import rights
from accounts.rules.rights import MATRIX, Answer, Right, Role
from accounts.views.sections import SECTIONS
from cases import seed as cases_seed
from icms.kernel.models import AuditEvent
from icms.lib.language import speaking
from tests.accounts import firm as firms
from tests.accounts.firm import Firm
from tests.files import makers
from tests.filing import stage
from tests.filing.stage import Page

pytestmark = pytest.mark.django_db
LISTS = [name for name, _label in SECTIONS]
SOME, MANY = 4, 194


@pytest.fixture
def firm(settings, tmp_path) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path)
    return firms.build()


def grow(firm: Firm, people: int, branches: int) -> None:
    """More people and branches, by rows: what is measured is the pages."""
    made = Branch.objects.bulk_create(
        Branch(organisation=firm.organisation, code=f"B{number}", name=f"Branch {number}")
        for number in range(Branch.objects.count(), Branch.objects.count() + branches)
    )
    places = [firm.headquarters, firm.kowloon, *made]
    start = User.objects.count()
    users = User.objects.bulk_create(
        User(email=f"{number}@chan.example", name_en=f"Person {number}")
        for number in range(start, start + people)
    )
    Account.objects.bulk_create(
        Account(
            user=user,
            role="organisation_user",
            organisation=firm.organisation,
            branch=places[number % len(places)],
        )
        for number, user in enumerate(users)
    )


def queries(browser: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


def test_two_hundred_users_in_forty_branches_cost_no_query_more(firm: Firm):
    browser = stage.browser("primary@chan.example")
    urls = [reverse(f"accounts:{name}") for name in LISTS]
    urls += [reverse("accounts:person", args=[firm.assistant.pk]), reverse("accounts:invite")]
    grow(firm, SOME, 1)
    for account in Account.objects.filter(organisation=firm.organisation, role="organisation_user")[:3]:
        transitions.suspend(account.pk, by=firm.primary)
        transitions.reactivate(account.pk, by=firm.primary)
    queries(browser, urls[0])
    few = {url: queries(browser, url) for url in urls}
    grow(firm, MANY, 37)
    for account in Account.objects.filter(organisation=firm.organisation, role="organisation_user")[3:30]:
        transitions.suspend(account.pk, by=firm.primary)
    assert (Branch.objects.count(), Account.objects.count()) == (40, 204)
    assert {url: queries(browser, url) for url in urls} == few
    assert max(few.values()) <= 20


def test_people_are_found_and_shown_twenty_a_page(firm: Firm):
    grow(firm, 60, 5)
    browser = stage.browser("primary@chan.example")
    people = reverse("accounts:people")
    assert len(browser.get(people).context["page"]) == 20
    assert browser.get(people, {"page": "999"}).context["page"].number == 4
    assert browser.get(people, {"page": "x"}).context["page"].number == 1
    found = browser.get(people, {"q": "person kowloon"}).context["page"]
    assert found.paginator.count > 0
    assert {account.branch for account in found} == {firm.kowloon}
    administrators = browser.get(people, {"role": "primary_administrator"}).context["page"]
    assert [account.role for account in administrators] == ["primary_administrator"] * 2
    assert "Nobody found" in browser.get(people, {"q": "陳 😀 %_"}).content.decode()


def test_nobody_of_another_organisation_is_found(firm: Firm):
    firms.build("Wong & Co.", "wong.example")
    page = stage.browser("primary@chan.example").get(reverse("accounts:people")).context["page"]
    assert {account.organisation_id for account in page} == {firm.organisation.pk}


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_the_page_of_rights_prints_what_is_enforced(firm: Firm, language: str):
    assert set(SENTENCES) == set(Right) == set(MATRIX)
    with speaking(language):
        printed = {row.sentence: [cell.tone for cell in row.cells] for row in matrix()}
    assert len(printed) == len(Right)
    tones = {Answer.YES: "green", Answer.BY_GRANT: "amber", Answer.NO: "grey"}
    accounts = [firm.primary, firm.assistant, firm.user]
    for right, shown in zip(MATRIX, printed.values(), strict=True):
        assert shown == [tones[MATRIX[right][role]] for role in Role]
        for account, tone in zip(accounts, shown, strict=False):
            assert roles.has_right(account, right) == (tone == "green")


def test_the_codes_of_the_rules_are_those_of_the_models():
    assert {str(role) for role in Role} == set(Account.Role.values)
    granted = {str(right) for right in rights.GRANTABLE}
    assert {row.right for row in grant_rows(Account(role=Role.ASSISTANT, pk=1))} == granted


def test_the_history_says_what_when_and_by_whom_and_hides_the_courts_officers(firm: Firm):
    transitions.suspend(firm.user.pk, by=firm.assistant)
    transitions.suspend_account(firm.colleague.pk, "Order of 1 July", by=firms.support_officer())
    page = stage.browser("primary@chan.example").get(reverse("accounts:history")).content.decode()
    words = Page(page).text
    assert "Account of User suspended" in words
    assert "Assistant · Assistant Administrator" in words
    assert "Account of Colleague suspended by the court" in words
    assert "Order of 1 July" in words
    assert "support@court.example" not in page


def test_the_history_is_read_by_the_index_of_the_trail(firm: Firm):
    transitions.suspend(firm.user.pk, by=firm.assistant)
    plan = acts_on(firm.organisation)[:20].explain()
    if connection.vendor == "sqlite":
        assert "audit_by_target" in plan
    assert AuditEvent.objects.count() == 1


def test_one_click_opens_the_own_account_switches_to_it_and_leads_to_filing(firm: Firm):
    cases_seed.load()
    browser = stage.browser("primary@chan.example")
    refused = browser.get(reverse("filing:commence", args=["sct"]))
    assert refused.status_code == 403
    assert reverse("accounts:open_own") in refused.content.decode()
    landed = browser.post(reverse("accounts:open_own"), follow=True).redirect_chain[-1]
    assert landed == (reverse("filing:start", args=["sct"]), 302)
    home = browser.get(reverse("home"))
    assert home.context["account"].role == "organisation_user"
    assert "Organization User · HQ" in Page(home.content.decode()).text
    browser.post(reverse("accounts:switch"), {"account": firm.primary.pk})
    offered = browser.get(reverse("filing:commence", args=["sct"])).content.decode()
    assert "Act as Organization User" in offered


def test_a_letter_of_authority_is_uploaded_and_bad_files_are_told_at_the_field(firm: Firm):
    browser = stage.browser("primary@chan.example")
    url = reverse("accounts:handover")
    for name, data in (("letter.pdf", b"%PDF-1.7 broken"), ("letter.exe", b"MZ"), ("letter.pdf", b"")):
        letter = SimpleUploadedFile(name, data, "application/pdf")
        answer = browser.post(url, {"taker": firm.assistant.pk, "letter": letter})
        assert answer.status_code == 422, name
        assert 'id="id_letter_error"' in answer.content.decode()
    assert browser.post(url, {"taker": firm.assistant.pk}).status_code == 422
    letter = SimpleUploadedFile("letter.pdf", makers.pdf(text="Letter"), "application/pdf")
    assert browser.post(url, {"taker": firm.assistant.pk, "letter": letter}).status_code == 302
    assert Handover.objects.get().letter_name == "letter.pdf"


def test_a_letter_that_is_too_large_is_refused_before_it_is_kept(firm: Firm, settings):
    letter = SimpleUploadedFile("letter.pdf", b"x" * (10 * 1024 * 1024 + 1), "application/pdf")
    answer = stage.browser("primary@chan.example").post(
        reverse("accounts:handover"), {"taker": firm.assistant.pk, "letter": letter}
    )
    assert answer.status_code == 413
    assert not Handover.objects.exists()


LONG = "陳" * 300


@pytest.mark.parametrize(
    ("name", "kept"),
    [("陳大文", True), ("陳大文😀", False), (LONG, False), ("<script>alert(1)</script>", True), (" ", False)],
)
def test_a_name_is_kept_or_the_page_says_why_not(firm: Firm, name: str, kept: bool):
    browser = stage.browser("primary@chan.example")
    answer = browser.post(reverse("accounts:edit", args=[firm.user.pk]), {"name_zh": name})
    firm.user.refresh_from_db()
    assert (answer.status_code == 302, firm.user.name_zh == name) == (kept, kept)
    shown = browser.get(reverse("accounts:person", args=[firm.user.pk])).content.decode()
    assert "<script>alert" not in shown
