"""Requests made by hand, without the right to the act: 403 or 404, nothing changed, and an entry in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import transitions
from accounts.models import Account, AssistantGrant, Branch, Handover, Invitation, LimitRequest
from accounts.rules.rights import GRANTABLE, NOT_IN_USE, Right
from accounts.transitions.invite import Invited
from icms.kernel.models import AuditEvent
from icms.lib import clock
from tests.accounts import firm as firms
from tests.accounts.firm import Firm
from tests.files import makers
from tests.filing import stage

pytestmark = pytest.mark.django_db

MANAGE_ASSISTANTS, MANAGE_BRANCHES = Right.MANAGE_ASSISTANTS, Right.MANAGE_BRANCHES
MANAGE_DEFAULT_USERS = Right.MANAGE_DEFAULT_USERS


@dataclass(frozen=True)
class Try:
    """An act by hand: its route, whose id it takes, what is posted, and the grant that would open it."""

    route: str
    on: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    opened_by: Right | None = None


def details(role: str) -> dict[str, str]:
    return {"role": role, "email": "new@chan.example", "name_en": "New", "branch": "HQ", "language": "en"}


ON_ASSISTANTS = [
    Try("edit", "second_assistant", {"name_en": "Changed"}, MANAGE_ASSISTANTS),
    Try("suspend", "second_assistant", {}, MANAGE_ASSISTANTS),
    Try("reactivate", "second_assistant", {}, MANAGE_ASSISTANTS),
    Try("move", "second_assistant", {"branch": "KLN"}, MANAGE_ASSISTANTS),
]
ON_PRIMARIES = [
    Try("edit", "primary", {"name_en": "Changed"}),
    Try("suspend", "primary"),
    Try("reactivate", "primary"),
    Try("move", "primary", {"branch": "KLN"}),
]
ON_ONESELF = [
    Try("edit", "assistant", {"name_en": "Changed"}),
    Try("suspend", "assistant"),
    Try("reactivate", "assistant"),
    Try("move", "assistant", {"branch": "HQ"}),
]
GRANTS = [
    Try("grant", who, {"right": str(right), "act": act})
    for who in ("assistant", "second_assistant")
    for right in AssistantGrant.Right.values
    for act in ("give", "take_back")
]
ON_THE_FIRM = [
    Try("add_branch", "", {"code": "TST", "name": "Tsing Yi"}, MANAGE_BRANCHES),
    Try("edit_branch", "kowloon", {"code": "KLN", "name": "Changed"}, MANAGE_BRANCHES),
    Try("limits", "", {"what": "branch", "number": "12", "reason": "More"}, MANAGE_BRANCHES),
    Try("default_users", "", {"users": []}, MANAGE_DEFAULT_USERS),
    Try("handover", "", {"taker": "1"}),
    Try("withdraw_handover", "handover"),
    Try("send_again", "assistant_invitation", {}, MANAGE_ASSISTANTS),
    Try("withdraw_invitation", "assistant_invitation", {}, MANAGE_ASSISTANTS),
]
EVERY_ACT = [*ON_ASSISTANTS, *ON_PRIMARIES, *ON_ONESELF, *GRANTS, *ON_THE_FIRM]
ON_USERS = [
    Try("edit", "user", {"name_en": "Changed"}),
    Try("suspend", "user"),
    Try("move", "user", {"branch": "KLN"}),
    Try("invite", "", details("organisation_user")),
    Try("open_own"),
]


def name(attempt: Try) -> str:
    return f"{attempt.route}-{attempt.on or 'firm'}-{attempt.data.get('right', '')}-{attempt.data.get('act', '')}"


@pytest.fixture
def firm(settings, tmp_path) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path)
    cache.clear()  # what was noted of an earlier test's account is not counted against this one's
    return firms.build()


def standing() -> list[Any]:
    """Everything that the acts could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Account, AssistantGrant, Branch, Handover, Invitation, LimitRequest)
    ]


def ids(firm: Firm, attempt: Try) -> list[int]:
    """The id in the address; invitations and hand-overs are made where they are asked for."""
    if not attempt.on:
        return []
    if attempt.on == "assistant_invitation":
        invited = Invited("aa@chan.example", "New", "", "assistant_administrator", firm.headquarters.pk, "en")
        return [transitions.invite(invited, by=firm.primary).pk]
    if attempt.on == "handover":
        letter = stage.arrive(makers.pdf(text="Letter"), "letter.pdf")
        [finding] = stage.inspect.pdfs([letter])
        return [transitions.ask_handover(firm.user.pk, letter, finding, by=firm.primary).pk]
    return [getattr(firm, attempt.on).pk]


def ask(browser: Client, firm: Firm, attempt: Try) -> int:
    """Posts the act, with the ids of branches where it names them by code."""
    branches = {"HQ": firm.headquarters.pk, "KLN": firm.kowloon.pk}
    data = {
        key: branches.get(value, value) if key == "branch" else value for key, value in attempt.data.items()
    }
    if attempt.route == "handover":
        data["letter"] = SimpleUploadedFile("letter.pdf", makers.pdf(text="Letter"), "application/pdf")
    return browser.post(reverse(f"accounts:{attempt.route}", args=ids(firm, attempt)), data).status_code


def refused(firm: Firm, browser: Client, attempt: Try, by: Account) -> int:
    """The status of a refused act, after looking that it left nothing but its entry in the trail."""
    args = ids(firm, attempt)
    before = standing()
    url = reverse(f"accounts:{attempt.route}", args=args)
    status = browser.post(url, {**attempt.data, "branch": firm.headquarters.pk}).status_code
    assert standing() == before
    [event] = AuditEvent.objects.filter(action="access.refused")
    assert event.target == f"accounts.account:{by.pk}"
    assert f'"route": "accounts:{attempt.route}"' in event.data
    return status


@pytest.mark.parametrize("attempt", EVERY_ACT, ids=name)
def test_an_assistant_without_a_grant_is_refused_each_act_that_needs_one(firm: Firm, attempt: Try):
    assert refused(firm, stage.browser("assistant@chan.example"), attempt, firm.assistant) == 403


@pytest.mark.parametrize("attempt", [*EVERY_ACT, *ON_USERS], ids=name)
def test_an_organisation_user_is_refused_every_act(firm: Firm, attempt: Try):
    assert refused(firm, stage.browser("user@chan.example"), attempt, firm.user) == 403


WITH_AN_ID = [attempt for attempt in [*EVERY_ACT, *ON_USERS] if attempt.on]


@pytest.mark.parametrize("attempt", WITH_AN_ID, ids=name)
def test_to_the_primary_administrator_of_another_firm_nothing_of_it_exists(firm: Firm, attempt: Try):
    other = firms.build("Wong & Co.", "wong.example")
    assert refused(firm, stage.browser("primary@wong.example"), attempt, other.primary) == 404


def other_grants(right: Right) -> list[str]:
    return [each for each in AssistantGrant.Right.values if each != right and each not in NOT_IN_USE]


@pytest.mark.parametrize("attempt", [each for each in EVERY_ACT if each.opened_by], ids=name)
def test_a_grant_opens_its_own_acts_and_no_other_grant_does(firm: Firm, attempt: Try):
    assert attempt.opened_by is not None
    for right in other_grants(attempt.opened_by):
        transitions.give_grant(firm.assistant.pk, right, by=firm.primary)
    assert refused(firm, stage.browser("assistant@chan.example"), attempt, firm.assistant) == 403
    Invitation.objects.all().delete()
    transitions.give_grant(firm.assistant.pk, str(attempt.opened_by), by=firm.primary)
    assert ask(stage.browser("assistant@chan.example"), firm, attempt) == 302


@pytest.mark.parametrize("role", ["assistant_administrator", "primary_administrator", "individual", "x"])
def test_an_assistant_is_not_offered_and_cannot_post_a_role_that_he_may_not_open(firm: Firm, role: str):
    browser = stage.browser("assistant@chan.example")
    answer = browser.post(reverse("accounts:invite"), details(role) | {"branch": firm.headquarters.pk})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_nobody_grants_himself_a_right_and_no_primary_administrator_holds_a_grant(firm: Firm):
    for email, on in (("assistant@chan.example", firm.assistant), ("primary@chan.example", firm.primary)):
        url = reverse("accounts:grant", args=[on.pk])
        assert stage.browser(email).post(url, {"right": "manage_assistants"}).status_code == 403
    assert not AssistantGrant.objects.exists()


def test_a_right_that_cannot_be_granted_is_refused(firm: Firm):
    url = reverse("accounts:grant", args=[firm.assistant.pk])
    for right in ("transact", "hand_over", "give_grants", "", "x" * 500):
        assert stage.browser("primary@chan.example").post(url, {"right": right}).status_code == 403
    assert not AssistantGrant.objects.exists()


@pytest.mark.parametrize("right", [str(right) for right in GRANTABLE if right in NOT_IN_USE])
def test_a_right_without_a_page_is_shown_as_such_and_given_to_nobody(firm: Firm, right: str):
    primary = stage.browser("primary@chan.example")
    shown = primary.get(reverse("accounts:person", args=[firm.assistant.pk])).content.decode()
    assert "Not in use yet" in shown
    assert f'value="{right}"' not in shown
    url = reverse("accounts:grant", args=[firm.assistant.pk])
    answer = primary.post(url, {"right": right, "act": "give"}, follow=True)
    assert "has no page for this right yet" in answer.content.decode()
    assert not AssistantGrant.objects.exists()


def test_a_right_that_was_given_before_it_had_a_page_can_be_taken_back(firm: Firm):
    given = {"account": firm.assistant, "right": "assign_same_branch", "granted_by": firm.primary}
    AssistantGrant.objects.create(**given, granted_at=clock.now())
    primary = stage.browser("primary@chan.example")
    assert (
        'value="assign_same_branch"'
        in primary.get(reverse("accounts:person", args=[firm.assistant.pk])).content.decode()
    )
    url = reverse("accounts:grant", args=[firm.assistant.pk])
    primary.post(url, {"right": "assign_same_branch", "act": "take_back"})
    assert not AssistantGrant.objects.exists()


def test_the_matrix_says_of_the_same_rights_that_they_are_not_in_use():
    page = Client().get(reverse("accounts:rights")).content.decode()
    assert page.count("Not in use yet") == len(NOT_IN_USE) + 1, "and once in the words below the table"


def test_the_last_primary_administrator_who_suspends_himself_is_told_why_not(firm: Firm):
    transitions.suspend(firm.second_primary.pk, by=firm.primary)
    browser = stage.browser("primary@chan.example")
    answer = browser.post(reverse("accounts:suspend", args=[firm.primary.pk]), follow=True)
    assert "only Primary Administrator who can act" in answer.content.decode()
    firm.primary.refresh_from_db()
    assert firm.primary.state == "active"
