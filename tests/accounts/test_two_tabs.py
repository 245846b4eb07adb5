"""Two tabs, two accounts: a form acts for the account that it was shown for, or not at all."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts import transitions
from accounts.models import Account, Branch
from filing.models import ImportCheck, Submission
from icms.lib.language import LANGUAGES, speaking
from payments.models import Payment
from tests import cast
from tests.filing import stage
from tests.web import access_table, scene
from tests.web.routes import routes
from tests.web.scene import OnTheScene

FIELD = re.compile(r'<input type="hidden" name="acting_as" value="(\d+)">')
FORM = re.compile(r'<form[^>]*method="post"[^>]*>.*?</form>', re.DOTALL)
# Acts on one's own sign-in, choosing an account, and other doors; those of applicants are 404 for whoever is signed in.
OF_THE_PERSON = (
    "account_",
    "mfa_",
    "usersessions",
    "admin:",
    "set_language",
    "accounts:stay",
    "accounts:switch",
)
OF_THE_PERSON += ("accounts:leave",)


class Person:
    """An administrator with an account that files: a browser, and both accounts."""

    def __init__(self) -> None:
        self.administrator = cast.account(cast.PA)
        self.user = transitions.open_own_user_account(by=self.administrator)
        stage.demo.accept_terms(self.user)
        self.browser = Client(enforce_csrf_checks=True)
        self.browser.force_login(
            self.user.user, backend="allauth.account.auth_backends.AuthenticationBackend"
        )

    def switch(self, account: Account) -> None:
        mark = {"csrfmiddlewaretoken": self.mark()}
        self.browser.post(reverse("accounts:switch"), {"account": account.pk, **mark})

    def mark(self) -> str:
        page = self.browser.get(reverse("home")).content.decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found
        return found.group(1)

    def send(self, page: str, to: str, account: Account, data: dict | None = None, **headers: str):
        """Opens `page` as an account, switches in another tab, and sends the page's form to `to`."""
        other = self.administrator if account == self.user else self.user
        self.switch(account)
        shown = FIELD.search(self.browser.get(page).content.decode())
        assert shown
        assert shown.group(1) == str(account.pk)
        mark = self.mark()
        self.switch(other)
        sent = {"csrfmiddlewaretoken": mark, "acting_as": shown.group(1), **(data or {})}
        return self.browser.post(to, sent, headers={"referer": f"http://testserver{page}", **headers})


@pytest.fixture
def person(people: None) -> Person:
    return Person()


def test_an_act_on_the_organisation_is_not_done_by_another_account(person: Person):
    page = reverse("accounts:add_branch")
    answer = person.send(page, page, person.administrator, {"code": "TST", "name": "Tsing Yi"})
    assert answer.status_code == 409
    assert not Branch.objects.filter(code="TST").exists()
    words = answer.content.decode()
    assert "Nothing was done" in words
    assert f'name="next" value="{page}"' in words
    back = {"account": person.administrator.pk, "next": page, "csrfmiddlewaretoken": person.mark()}
    assert person.browser.post(reverse("accounts:switch"), back)["Location"] == page
    assert person.browser.get(page).status_code == 200


def test_a_batch_is_not_filed_by_another_account(person: Person):
    batch = SimpleUploadedFile("batch.xml", stage.xml(21, 1), "application/xml")
    page = reverse("filing:commence", args=["sct"])
    answer = person.send(page, reverse("filing:import", args=["sct"]), person.user, {"file": batch})
    assert answer.status_code == 409
    assert not ImportCheck.objects.exists()
    assert not Submission.objects.exists()


def test_a_part_that_a_script_sends_is_told_in_words(person: Person):
    page = reverse("filing:commence", args=["sct"])
    answer = person.send(
        page, reverse("filing:import", args=["sct"]), person.user, {}, accept="application/json"
    )
    assert answer.status_code == 409
    assert "another account" in answer.json()["message"]


def test_a_payment_is_not_sent_on_by_another_account(people: None):
    payment = stage.declared(cast.prepared_submission(21, 1))
    filer = cast.account()
    second = Account.objects.create(user=filer.user, role=Account.Role.INDIVIDUAL)
    stage.demo.accept_terms(second)
    browser = cast.browser()
    page = reverse("payments:pay", args=[payment.reference])
    shown = set(FIELD.findall(browser.get(page).content.decode()))
    assert shown == {str(filer.pk)}
    browser.post(reverse("accounts:switch"), {"account": second.pk})
    for act in ("send", "cancel", "ask"):
        to = reverse(f"payments:{act}", args=[payment.reference])
        assert browser.post(to, {"acting_as": filer.pk}).status_code == 409
    assert Payment.objects.get(pk=payment.pk).state == "created"


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES])
def test_the_answer_names_both_accounts_in_the_readers_language(person: Person, code: str, settings):
    person.browser.cookies[settings.LANGUAGE_COOKIE_NAME] = code
    page = reverse("accounts:add_branch")
    words = person.send(page, page, person.administrator).content.decode()
    for account in (person.administrator, person.user):
        with speaking(code):
            assert escape(f"{account.label}") in words
            assert str(account.role_label) in words


def test_a_form_of_an_account_of_somebody_else_names_nobody(person: Person):
    stranger = cast.account(cast.STRANGER)
    to = reverse("accounts:open_own")
    data = {"acting_as": stranger.pk, "csrfmiddlewaretoken": person.mark()}
    answer = person.browser.post(to, data)
    assert answer.status_code == 409
    assert "Not Approved" not in answer.content.decode()


@pytest.mark.parametrize("page", ["https://elsewhere.example/x", "javascript:alert(1)", ""])
def test_the_way_back_leads_to_no_other_site(person: Person, page: str):
    to = reverse("accounts:open_own")
    answer = person.send(reverse("home"), to, person.administrator, referer=page)
    assert answer.status_code == 409
    assert 'name="next" value=""' in answer.content.decode()
    back = {"account": person.user.pk, "next": page, "csrfmiddlewaretoken": person.mark()}
    assert person.browser.post(reverse("accounts:switch"), back)["Location"] == "/"


class EveryForm(OnTheScene):
    def test_every_form_on_every_page_carries_the_account_of_its_page(self):
        for role, email in (("filer", cast.FILER), ("PA", cast.PA), ("individual", cast.INDIVIDUAL)):
            own, seen = str(cast.account(email).pk), 0
            for name, answer in scene.pages(self.scene, role):
                for form in FORM.findall(answer.content.decode() if scene.is_whole_page(answer) else ""):
                    if "csrfmiddlewaretoken" in form:
                        seen += 1
                        assert FIELD.findall(form) == [own], (name, form)
            assert seen > 50

    def test_every_act_of_an_account_is_refused_to_a_form_of_another(self):
        named = {route.name: route for route in routes()}
        tried = 0
        for (name, method), row in access_table.cells().items():
            behind_the_door = row["anonymous"] == 302 and not name.startswith(OF_THE_PERSON)
            if method != "POST" or not behind_the_door or row["filer"] == 404:
                continue
            url = reverse(name, kwargs=self.scene.arguments(name, named[name].parameters))
            with cast.rolled_back():
                answer = self.scene.clients["filer"].post(url, {"acting_as": cast.account(cast.PA).pk})
            assert answer.status_code == 409, name
            tried += 1
        assert tried >= 30
