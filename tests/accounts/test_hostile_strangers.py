"""What strangers and insiders may try beside the acts themselves: links in logs, hosts, addresses, signs, disks."""

from __future__ import annotations

import io
import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import transitions
from accounts.models import Application, Invitation, TermsVersion
from accounts.rules import application as rules
from accounts.rules import limits
from accounts.rules.rights import Right
from accounts.transitions.invite import Invited
from cases import seed as cases_seed
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.lib.log_lines import WithoutSecrets
from tests.accounts import firm as firms
from tests.accounts.firm import Firm
from tests.accounts.visitors import begin, page, upload
from tests.files import makers
from tests.filing import stage

PRIMARY, ASSISTANT, USER = "primary@chan.example", "assistant@chan.example", "user@chan.example"
UNREACHABLE = ("a@" + "ü" * 63 + ".com", '"\x01"@example.com', "a@ü\u200b.com", "x" * 300 + "@example.com")
pytestmark = pytest.mark.usefixtures("bench")


@pytest.fixture
def firm() -> Firm:
    return firms.build()


def invited(firm: Firm) -> str:
    """An assistant with the grant invites another one; the token of the link."""
    transitions.give_grant(firm.assistant.pk, Right.MANAGE_ASSISTANTS, by=firm.primary)
    details = Invited("late@chan.example", "Late", "", "assistant_administrator", firm.kowloon.pk, "en")
    transitions.invite(details, by=firm.assistant)
    return firms.last_link()


def test_a_link_that_works_never_stands_in_the_log(firm: Firm, monkeypatch):
    token, log = invited(firm), io.StringIO()
    [console] = [
        each
        for each in logging.getLogger().handlers
        if any(isinstance(one, WithoutSecrets) for one in each.filters)
    ]
    monkeypatch.setattr(console, "stream", log)
    address = reverse("accounts:accept", args=[token])
    assert Client().post(address, {"password": "x"}).status_code == 422
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    assert log.getvalue().count("/accounts/invitation/.../") == 2
    assert token not in log.getvalue()


@pytest.mark.parametrize("path", ["/account/password/reset/key/2-abc/", "/account/confirm-email/abc/"])
def test_a_link_of_the_sign_in_library_never_stands_in_the_log(path: str):
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Gone: %s", (path,), None)
    assert WithoutSecrets().filter(record)
    assert "abc" not in record.getMessage()


def test_the_link_for_a_new_password_leads_home_whatever_host_the_request_names(firm: Firm, settings):
    settings.SITE_URL = "https://e-court.example"
    Client().post(reverse("account_reset_password"), {"email": USER}, headers={"host": "localhost:6666"})
    body = str(mail.outbox[-1].body)
    assert "https://e-court.example/account/password/reset/key/" in body
    assert "localhost" not in body


@pytest.mark.parametrize("address", UNREACHABLE)
def test_an_address_that_no_mail_reaches_is_refused_and_no_page_fails(address: str):
    asked = {
        page("begin"): {"kind": "individual", "email": address},
        page("new_link"): {"email": address},
        reverse("account_reset_password"): {"email": address},
    }
    for where, given in asked.items():
        answer = Client().post(where, given)
        assert answer.status_code in (200, 422)
        assert answer.context["form"].errors["email"]
    assert not Application.objects.exists()


@pytest.mark.parametrize("target", ["nowhere", "//elsewhere.example/", "https://elsewhere.example/"])
def test_after_the_terms_a_made_up_target_leads_to_no_fault_and_to_no_other_host(firm: Firm, target: str):
    texts = dict.fromkeys(("text_en", "text_zh_hant", "text_zh_hans"), "Terms")
    version = TermsVersion.objects.create(valid_from=clock.now() - timedelta(hours=1), **texts)
    answer = stage.browser(USER).post(
        f"{reverse('accounts:terms')}?next={target}", {"version": version.pk, "accepts": "on"}
    )
    assert answer.status_code == 302
    assert "elsewhere" not in answer["Location"]


def test_signs_that_no_database_takes_are_found_nowhere(firm: Firm):
    administrator = stage.browser(PRIMARY)
    found = administrator.get(reverse("accounts:people"), {"q": "Colleague\0"})
    assert [row.pk for row in found.context["page"]] == [firm.colleague.pk]
    grant = reverse("accounts:grant", args=[firm.assistant.pk])
    assert administrator.post(grant, {"right": "\0", "act": "take_back"}).status_code == 403
    applicant = Client()
    reference = begin(applicant).reference
    assert applicant.get(page("application", reference + "\0")).status_code == 200
    assert applicant.get(page("application", "\0")).status_code == 404


def test_switching_to_somebody_elses_account_leaves_an_entry(firm: Firm):
    stage.browser(USER).post(reverse("accounts:switch"), {"account": firm.primary.pk})
    [event] = AuditEvent.objects.filter(action="access.refused")
    assert event.target == f"accounts.account:{firm.user.pk}"
    assert '"route": "accounts:switch"' in event.data


def test_an_administrator_who_files_by_hand_leaves_an_entry(firm: Firm):
    cases_seed.load()
    administrator = stage.browser(PRIMARY)
    assert administrator.get(reverse("filing:submissions", args=["sct"])).status_code == 403
    assert administrator.post(reverse("filing:import", args=["sct"])).status_code == 403
    looked, filed = AuditEvent.objects.filter(action="access.refused").order_by("sequence")
    assert '"route": "filing:submissions"' in looked.data
    assert '"route": "filing:import"' in filed.data


def test_staff_who_ask_by_hand_for_what_others_decide_leave_an_entry(firm: Firm):
    firms.support_officer().user_permissions.clear()
    officer = stage.browser("support@court.example")
    court = reverse("admin:accounts_account_court", args=[firm.primary.pk, "suspend"])
    assert officer.post(court, {"reason": "None"}).status_code == 403
    assert officer.post(reverse("accounts:add_branch"), {"code": "X", "name": "X"}).status_code == 403
    assert stage.browser(USER).post(court, {"reason": "None"}).status_code == 302
    noted = AuditEvent.objects.filter(action="access.refused").order_by("sequence")
    assert [event.actor.partition(":")[0] for event in noted] == ["staff", "staff", "account"]
    assert [event.data.count("accounts_account_court") for event in noted] == [1, 0, 1]


def test_whom_a_suspended_administrator_invited_does_not_get_in_until_he_is_back(firm: Firm):
    address = reverse("accounts:accept", args=[invited(firm)])
    transitions.suspend(firm.assistant.pk, by=firm.primary)
    entered = {
        "name_en": "Late",
        "password": "a-quiet-harbour-2026",
        "password_again": "a-quiet-harbour-2026",
    }
    assert Client().get(address).status_code == 410
    assert Client().post(address, entered).status_code == 410
    assert not Invitation.objects.filter(account__isnull=False).exists()
    transitions.reactivate(firm.assistant.pk, by=firm.primary)
    assert Client().get(address).status_code == 200


def test_one_visitor_cannot_fill_the_disk_with_applications(monkeypatch):
    paper = makers.pdf(text="Letter")
    monkeypatch.setattr(limits, "VISITOR_BYTES_AN_HOUR_MAX", 2 * len(paper))
    statuses = []
    for _turn in range(3):
        visitor = Client()
        reference = begin(visitor).reference
        given = {"kind": rules.AUTHORITY, "papers": upload(paper)}
        statuses.append(visitor.post(page("add_document", reference), given).status_code)
    assert statuses == [302, 302, 429]


def test_whoever_tries_many_addresses_pushes_no_count_of_his_wrong_codes_out():
    cache.set("wrong-codes", 5)
    for number in range(2_000):
        cache.set(f"address-{number}", 1)
    assert cache.get("wrong-codes") == 5
