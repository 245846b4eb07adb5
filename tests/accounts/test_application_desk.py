"""Applications at the Support Centre's desk: queue, review, acts, paper, and terms as dated data (ACC-2, ACC-4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import transitions
from accounts.models import Application, TermsAcceptance, TermsVersion
from accounts.rules import application as rules
from icms.kernel.audit import PUBLIC
from icms.lib import clock
from tests import cast
from tests.accounts import applicants
from tests.files import makers


@pytest.fixture(autouse=True)
def bench(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.VAR_DIR = tmp_path
    cache.clear()
    cast.load()


@pytest.fixture
def desk() -> Client:
    return cast.browser(cast.SUPPORT)


def page(name: str, *args: object) -> str:
    return reverse(f"admin:accounts_application_{name}", args=args)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_takes_an_application_from_the_queue_to_the_approval(desk: Client):
    application = applicants.sent()
    assert application.reference in text(desk, reverse("admin:accounts_application_changelist"))
    assert "陳律師行" in text(desk, page("review", application.pk))
    for act, given in (
        ("call", {}),
        ("identity", {"who": "applicant", "name": "Chan Tai Man", "document": "passport"}),
        ("approve", {}),
    ):
        at = cast.browser(cast.SECOND_SUPPORT) if act == "approve" else desk
        assert at.get(page("act", application.pk, act)).status_code == 200
        answer = at.post(page("act", application.pk, act), given)
        assert answer.status_code == 302, answer.content.decode()
    application.refresh_from_db()
    assert application.state == "approved"
    assert application.reference not in text(desk, reverse("admin:accounts_application_changelist"))


@pytest.mark.parametrize("sent", [False, True])
def test_staff_see_of_what_was_withdrawn_only_what_had_been_sent(desk: Client, sent: bool):
    application = applicants.sent() if sent else applicants.filled()
    transitions.withdraw(application.pk, by=PUBLIC)
    listed = text(desk, f"{reverse('admin:accounts_application_changelist')}?progress=ended")
    assert (application.reference in listed) is sent
    assert desk.get(page("review", application.pk)).status_code == (200 if sent else 404)


def test_whoever_checked_the_identity_sees_before_the_button_that_another_officer_approves(desk: Client):
    application = applicants.sent()
    officer = cast.person(cast.SUPPORT)
    transitions.call_for_check(application.pk, by=officer)
    transitions.record_identity_check(application.pk, applicants.SIGHTED, by=officer)
    approve = page("act", application.pk, "approve")
    shown = text(desk, page("review", application.pk))
    assert "You recorded the identity check yourself" in shown
    assert approve not in shown
    assert approve in text(cast.browser(cast.SECOND_SUPPORT), page("review", application.pk))
    asked = text(desk, approve)
    assert "You recorded the identity check yourself" in asked
    assert "csrfmiddlewaretoken" not in asked.partition("<main")[2].partition("</main")[0]
    assert desk.post(approve).status_code == 422
    application.refresh_from_db()
    assert application.state == "awaiting_identity_check"


def test_an_entry_from_paper_is_ended_at_the_desk(desk: Client):
    begun = transitions.begin(
        "individual", "p@example.org", "en", by=cast.person(cast.SUPPORT), channel="fax"
    )
    pk = begun.application.pk
    assert page("act", pk, "discard") in text(desk, page("review", pk))
    assert desk.post(page("act", pk, "discard"), {"reason": ""}).status_code == 422
    assert desk.post(page("act", pk, "discard"), {"reason": "Entered twice."}).status_code == 302
    shown = text(desk, page("review", pk))
    assert "Entered twice." in shown
    assert page("act", pk, "discard") not in shown


@pytest.mark.parametrize("act", ["approve", "identity", "link", "take-in", "discard"])
def test_an_act_that_does_not_fit_changes_nothing(desk: Client, act: str):
    application = applicants.sent()
    given = {"who": "applicant", "name": "Chan", "document": "passport"}
    assert desk.post(page("act", application.pk, act), given).status_code == 422
    application.refresh_from_db()
    assert application.state == "submitted"
    assert application.identity_check is None


def test_the_second_officer_is_told(desk: Client):
    application = applicants.sent()
    assert desk.get(page("act", application.pk, "reject")).status_code == 200
    transitions.reject(application.pk, "first", by=cast.person(cast.SUPPORT))
    answer = desk.post(page("act", application.pk, "reject"), {"reason": "second"})
    assert answer.status_code == 422
    application.refresh_from_db()
    assert application.reason == "first"


def test_drafts_of_applicants_are_nobodys_business(desk: Client):
    draft = applicants.filled()
    assert desk.get(page("review", draft.pk)).status_code == 404
    assert desk.get(page("act", draft.pk, "reject")).status_code == 404
    every = reverse("admin:accounts_application_changelist") + "?progress=all"
    assert draft.reference not in text(desk, every)


def test_clashes_are_shown_to_staff(desk: Client):
    applicants.approved(cast.person(cast.SUPPORT), email="first@firm.example")
    second = applicants.sent(email="second@firm.example", organisation_name_en="CHAN  & Partners Ltd.")
    shown = text(desk, page("review", second.pk))
    assert "There is something like it already" in shown
    assert "12345678" in shown


def test_paper_is_entered_by_the_same_acts(desk: Client):
    given = {"kind": "individual", "channel": "fax", "email": "paper@example.org", "language": "zh-hant"}
    assert desk.post(page("enter"), given).status_code == 302
    application = Application.objects.get(email="paper@example.org")
    person = {**applicants.PERSON, "language": "zh-hant", "case_number": "SCTC 000001/2026"}
    assert (
        desk.post(page("edit", application.pk, "particulars"), {**person, "address": ""}).status_code == 422
    )
    assert desk.post(page("edit", application.pk, "particulars"), person).status_code == 302
    scan = SimpleUploadedFile("scan.pdf", makers.pdf(text="writ"), "application/pdf")
    sent = {"kind": rules.COURT_DOCUMENT, "papers": scan}
    assert desk.post(page("attach", application.pk), sent).status_code == 302
    picture = desk.get(page("page", application.pk, application.files.get().pk, 1))
    assert b"".join(picture.streaming_content).startswith(b"RIFF")
    bad = {"kind": rules.OTHER, "papers": SimpleUploadedFile("x.pdf", b"no pdf", "application/pdf")}
    assert desk.post(page("attach", application.pk), bad).status_code == 422
    assert desk.post(page("act", application.pk, "take-in")).status_code == 302
    application.refresh_from_db()
    assert (application.state, application.channel) == ("submitted", "fax")
    assert desk.get(page("edit", application.pk, "particulars")).status_code == 404


@pytest.mark.parametrize("email", [cast.OFFICER, cast.PLAIN_STAFF, cast.ACCOUNTS_OFFICER])
def test_others_of_the_court_decide_nothing(email: str):
    application = applicants.sent()
    other = cast.browser(email)
    for act in ("documents", "call", "reject"):
        assert other.post(page("act", application.pk, act), {"reason": "x", "words": "x"}).status_code == 403
    assert other.post(page("enter"), {}).status_code == 403
    application.refresh_from_db()
    assert application.state == "submitted"


def new_terms() -> TermsVersion:
    moment = clock.now() - timedelta(minutes=1)
    return TermsVersion.objects.create(
        valid_from=moment, text_en="Newer", text_zh_hant="新", text_zh_hans="新"
    )


def test_whose_terms_are_old_is_asked_with_the_next_page_and_goes_on_where_he_was():
    filer = cast.browser()
    assert filer.get("/messages/").status_code == 200
    version = new_terms()
    answer = filer.get("/messages/?page=2")
    assert answer.status_code == 302
    assert answer.url == "/accounts/terms/?next=%2Fmessages%2F%3Fpage%3D2"
    assert "Newer" in text(filer, answer.url)
    for open_way in ("/accounts/terms/", "/account/logout/", "/health/"):
        assert filer.get(open_way).status_code == 200
    assert filer.post(answer.url, {"version": version.pk}).status_code == 422
    assert filer.post(answer.url, {"version": version.pk - 1, "accepts": "on"}).status_code == 302
    assert filer.get("/messages/").status_code == 302
    accepted = filer.post(answer.url, {"version": version.pk, "accepts": "on"})
    assert accepted.url == "/messages/?page=2"
    assert filer.get("/messages/").status_code == 200
    assert TermsAcceptance.objects.filter(account=cast.account(), version=version).count() == 1


def test_a_form_that_was_begun_under_accepted_terms_is_still_taken_and_without_any_it_is_not():
    filer = cast.browser()
    new_terms()
    assert filer.post("/accounts/particulars/", {}).status_code == 422
    TermsAcceptance.objects.filter(account=cast.account()).delete()
    assert filer.post("/accounts/particulars/", {}).status_code == 302


def test_acceptance_leads_nowhere_else():
    filer = cast.browser()
    version = new_terms()
    sent = {"version": version.pk, "accepts": "on"}
    assert filer.post("/accounts/terms/?next=https://evil.example/", sent).url == "/"


def test_a_version_in_force_is_never_changed_and_a_new_one_lies_ahead(desk: Client):
    version = TermsVersion.objects.get()
    change = reverse("admin:accounts_termsversion_change", args=[version.pk])
    assert desk.post(change, {}).status_code == 403
    texts = {"text_en": "New", "text_zh_hant": "新", "text_zh_hans": "新"}
    add = reverse("admin:accounts_termsversion_add")
    past = {"valid_from_0": "2026-01-05", "valid_from_1": "00:00", **texts}
    assert desk.post(add, past).status_code == 200
    assert desk.post(add, {**past, "valid_from_0": "2099-01-05"}).status_code == 302
    assert TermsVersion.objects.count() == 2
    assert TermsVersion.objects.in_force() == version
