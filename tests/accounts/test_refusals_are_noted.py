"""What is refused to a signed-in person leaves an entry in the audit trail, looking as well as doing (ADR 12)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.transitions.refused import NOTED_AN_HOUR
from icms.kernel.models import AuditEvent
from tests.accounts import firm as firms
from tests.accounts.firm import Firm
from tests.filing import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Firm:
    cache.clear()  # what was noted of an earlier test's account is not counted against this one's
    return firms.build()


def test_one_account_cannot_fill_the_audit_trail(firm: Firm):
    browser = stage.browser("user@chan.example")
    for _ in range(NOTED_AN_HOUR + 5):
        assert browser.post(reverse("accounts:open_own")).status_code == 403
    assert AuditEvent.objects.filter(action="access.refused").count() == NOTED_AN_HOUR


def noted() -> list[tuple[str, str]]:
    """Who left an entry in the trail, and the address that he asked for."""
    rows = AuditEvent.objects.filter(action="access.refused").order_by("sequence")
    return [(row.target, json.loads(row.data)["address"]) for row in rows]


def test_asking_for_a_page_without_the_right_or_of_somebody_else_leaves_an_entry(firm: Firm):
    other = firms.build("Wong & Co.", "wong.example")
    people, person = reverse("accounts:people"), reverse("accounts:person", args=[other.user.pk])
    browser = stage.browser("user@chan.example")
    assert browser.get(people, {"q": "Chan Tai Man"}).status_code == 403
    assert stage.browser("primary@chan.example").get(person).status_code == 404
    assert stage.browser("primary@chan.example").head(person).status_code == 404
    own, primary = f"accounts.account:{firm.user.pk}", f"accounts.account:{firm.primary.pk}"
    assert noted() == [(own, people), (primary, person), (primary, person)]
    assert not AuditEvent.objects.filter(data__contains="Tai Man").exists()


@pytest.mark.parametrize(
    "address",
    [
        "/no-such-page/",
        "/verify/ZZ26-0000-0000-0/",
        "/accounts/apply/form/nothing.pdf",
        "/account/2fa/totp/deactivate/",
    ],
)
def test_a_mistyped_address_a_public_look_up_and_ones_own_sign_in_leave_none(firm: Firm, address: str):
    assert stage.browser("user@chan.example").get(address).status_code == 404
    assert noted() == []


def test_a_stranger_and_a_form_without_its_mark_leave_none(firm: Firm):
    assert Client().get(reverse("accounts:people")).status_code == 302
    assert Client().get(reverse("accounts:application", args=["AP26-0000-0000-0"])).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(firm.primary.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post(reverse("accounts:open_own")).status_code == 403
    assert noted() == []


def test_beyond_the_bound_a_refusal_asks_the_database_nothing_of_the_trail(firm: Firm):
    browser, people = stage.browser("user@chan.example"), reverse("accounts:people")
    for _ in range(NOTED_AN_HOUR):
        browser.get(people)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(people).status_code == 403
    assert [query["sql"] for query in asked if "audit" in query["sql"]] == []


def test_an_address_that_the_admin_does_not_know_leaves_none(firm: Firm):
    officer = firms.support_officer()
    assert stage.browser(officer.email).get("/admin/mistyped/page/").status_code == 404
    assert noted() == []


def test_who_is_refused_is_answered_also_when_the_trail_cannot_be_written(firm: Firm, caplog):
    def locked(execute: Any, sql: str, *rest: Any) -> Any:
        if "kernel_auditevent" in sql:
            raise OperationalError("database is locked")
        return execute(sql, *rest)

    browser = stage.browser("user@chan.example")
    with connection.execute_wrapper(locked):
        assert browser.get(reverse("accounts:people")).status_code == 403
    assert "a refusal could not be noted" in caplog.text
