"""Applying in the browser without being signed in: the whole way, and what somebody may try (ACC-1, ACC-2)."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from accounts import seed, transitions
from accounts.models import Application, User
from accounts.rules import application as rules
from accounts.states import ApplicationState
from icms.kernel import outbox
from icms.kernel.audit import PUBLIC
from tests.accounts import applicants, firm
from tests.accounts.visitors import begin, page, upload
from tests.files import makers

KINDS = applicants.KINDS[rules.ORGANISATION]
LANGUAGES = ("en", "zh-hant", "zh-hans")
pytestmark = pytest.mark.usefixtures("bench")


def fill(client: Client, application: Application) -> None:
    reference = application.reference
    assert client.post(page("section", reference, "particulars"), applicants.PERSON).status_code == 302
    assert client.post(page("section", reference, "organisation"), applicants.BODY).status_code == 302
    for kind in KINDS:
        sent = {"kind": kind, "papers": upload(makers.pdf(text=kind), f"{kind}.pdf")}
        assert client.post(page("add_document", reference), sent).status_code == 302


def answer_and_be_approved(client: Client, application: Application) -> None:
    """The Support Centre asks for a page, checks the person and approves; each page of the way can be seen."""
    officer = firm.support_officer()
    transitions.request_documents(application.pk, [rules.AUTHORITY], "Page 2 is missing.", by=officer)
    assert "Page 2 is missing." in client.get(page("documents", application.reference)).content.decode()
    sent = {"kind": rules.AUTHORITY, "papers": upload(makers.pdf(text="page two"))}
    client.post(page("add_document", application.reference), sent)
    assert client.post(page("answer", application.reference), {"answer": ""}).status_code == 302
    transitions.call_for_check(application.pk, by=officer)
    assert client.get(page("application", application.reference)).status_code == 200
    transitions.record_identity_check(application.pk, applicants.SIGHTED, by=applicants.colleague())
    transitions.approve(application.pk, by=officer)
    assert client.get(page("application", application.reference)).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_law_firm_applies_answers_and_activates_in_each_language(client: Client, language: str, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert client.get(page("apply")).status_code == 200
    application = begin(client)
    assert application.language == language
    first = client.get(page("application", application.reference))
    assert applicants.last_code() in first.content.decode()
    again = client.get(page("application", application.reference))
    assert applicants.last_code() not in again.content.decode()
    fill(client, application)
    shown = client.get(page("check", application.reference))
    assert "陳律師行" in shown.content.decode()
    application.refresh_from_db()
    declared = {"version": application.version, "is_true": "on", "may_act": "on"}
    assert client.post(page("check", application.reference), declared).status_code == 302
    assert client.get(page("application", application.reference)).status_code == 200

    answer_and_be_approved(client, application)
    token = applicants.last_link()
    assert client.get(page("activate", token)).status_code == 200
    given = {"password": applicants.PASSWORD, "password_again": applicants.PASSWORD, "accepts": "on"}
    assert client.post(page("activate", token), given).status_code == 302
    assert client.login(username="chan@firm.example", password=applicants.PASSWORD)
    assert client.get(page("activate", token)).status_code == 410
    application.refresh_from_db()
    assert application.state == ApplicationState.ACTIVE


def test_an_application_is_opened_again_on_another_computer_and_closed(client: Client):
    application = begin(client)
    other = Client()
    assert other.get(page("application", application.reference)).status_code == 404
    typed = application.reference.lower().replace("-", " ")
    code = applicants.last_code().lower().replace("0", "o")
    assert other.post(page("follow"), {"reference": typed, "code": code}).status_code == 302
    assert other.get(page("application", application.reference)).status_code == 200
    other.post(page("leave"))
    assert other.get(page("application", application.reference)).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_en", "x" * 300),
        ("name_en", "Chan 😀"),
        ("name_en", "Chan\u202etxt"),
        ("telephone", "call me"),
        ("address", "x" * 501),
        ("address", ""),
        ("language", "fr"),
    ],
    ids=["long", "emoji", "turned round", "telephone", "long address", "no address", "language"],
)
def test_what_cannot_be_kept_is_told_and_stays_on_the_page(client: Client, field: str, value: str):
    application = begin(client)
    answer = client.post(
        page("section", application.reference, "particulars"), {**applicants.PERSON, field: value}
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "error-summary" in text
    assert "陳大文" in text, "what was typed in the other fields is still there"
    assert Application.objects.get(pk=application.pk).name_zh == ""


def test_names_of_any_script_are_kept(client: Client):
    application = begin(client)
    client.post(
        page("section", application.reference, "particulars"),
        {**applicants.PERSON, "name_en": "Zoë O’Brien-李", "name_zh": "𠮷野家"},
    )
    application.refresh_from_db()
    assert (application.name_en, application.name_zh) == ("Zoë O’Brien-李", "𠮷野家")


def test_a_page_that_another_tab_overtook_says_so(client: Client):
    application = begin(client)
    fill(client, application)
    application.refresh_from_db()
    declared = {"version": application.version, "is_true": "on", "may_act": "on"}
    client.post(
        page("section", application.reference, "organisation"),
        {**applicants.BODY, "registration_number": "9"},
    )
    answer = client.post(page("check", application.reference), declared)
    assert answer.status_code == 409
    assert Application.objects.get(pk=application.pk).state == "draft"


@pytest.mark.parametrize("route", ["section", "add_document", "remove_document", "answer"])
def test_acts_on_a_sent_application_change_nothing(client: Client, route: str):
    application = begin(client)
    fill(client, application)
    application.refresh_from_db()
    transitions.submit(application.pk, application.version, by=PUBLIC)
    more = {"section": ("particulars",), "remove_document": (application.files.first().pk,)}.get(route, ())
    sent = {**applicants.PERSON, "name_en": "Somebody Else", "answer": "x", "kind": "other"}
    if route == "add_document":
        sent["papers"] = upload(makers.pdf(text="late"))
    answer = client.post(page(route, application.reference, *more), sent, follow=True)
    assert answer.redirect_chain
    application.refresh_from_db()
    assert (application.state, application.name_en, application.files.count()) == (
        "submitted",
        "Chan Tai Man",
        3,
    )


def test_withdrawing_asks_once_and_ends_it(client: Client):
    application = begin(client)
    assert client.get(page("withdraw", application.reference)).status_code == 200
    client.post(page("withdraw", application.reference))
    assert client.get(page("application", application.reference)).status_code == 200
    again = client.post(page("withdraw", application.reference), follow=True)
    assert "withdrawn" in again.content.decode()


def test_who_withdraws_a_draft_reads_that_nothing_that_was_entered_is_left(client: Client):
    application = begin(client)
    fill(client, application)
    shown = client.post(page("withdraw", application.reference), follow=True).content.decode()
    assert "It was never sent. What was entered, and the documents, were deleted on" in shown
    assert "Chan Tai Man" not in shown
    assert "What you entered" not in shown


@pytest.mark.parametrize("kind", ["individual", "organisation"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_form_is_a_pdf_in_the_readers_language(client: Client, kind: str, language: str, settings):
    seed.load()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(page("blank_form", kind))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.get("/accounts/apply/form/nothing.pdf").status_code == 404


def test_a_weak_password_is_refused_by_the_portals_rules(client: Client):
    applicants.approved(firm.support_officer())
    token = applicants.last_link()
    for password in ("short", "password1234"):
        given = {"password": password, "password_again": password, "accepts": "on"}
        answer = client.post(page("activate", token), given)
        assert answer.status_code == 422, password
    unlike = {"password": applicants.PASSWORD, "password_again": "other-words-here", "accepts": "on"}
    assert client.post(page("activate", token), unlike).status_code == 422
    without = {"password": applicants.PASSWORD, "password_again": applicants.PASSWORD}
    assert client.post(page("activate", token), without).status_code == 422
    assert not User.objects.get(email="chan@firm.example").has_usable_password()


def test_wrong_links_lead_to_a_new_one(client: Client):
    applicants.approved(firm.support_officer())
    assert client.get(page("activate", "x" * 43)).status_code == 410
    assert client.post(page("activate", "x" * 43), {"password": "y"}).status_code == 410
    before = len(mail.outbox)
    client.post(page("new_link"), {"email": "CHAN@firm.example"})
    outbox.drain()
    assert len(mail.outbox) == before + 1


def test_a_person_with_a_sign_in_signs_in_and_activates_with_one_click(client: Client):
    person = User.objects.create_user("chan@firm.example", applicants.PASSWORD)
    applicants.approved(firm.support_officer())
    token = applicants.last_link()
    stranger = User.objects.create_user("stranger@example.org", applicants.PASSWORD)
    assert "password_again" not in client.get(page("activate", token)).content.decode()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(stranger, backend=backend)
    assert client.post(page("activate", token), {"accepts": "on"}).status_code == 200
    client.force_login(person, backend=backend)
    assert client.post(page("activate", token), {"accepts": "on"}).status_code == 302
    assert person.accounts.get().state == "active"
