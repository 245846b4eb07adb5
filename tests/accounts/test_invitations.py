"""An account is opened by an invitation (ORG-0): the link, who may use it, and what nobody learns from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import transitions
from accounts.models import Account, Invitation, User
from accounts.rules.limits import INVITATION_LINK_VALID, INVITATIONS_A_DAY_MAX
from accounts.rules.tokens import hash_of
from accounts.states import InvitationState
from accounts.transitions.invite import Invited
from icms.kernel import outbox
from icms.lib.errors import Refused
from messaging.models import Message
from tests.accounts import firm as firms
from tests.accounts.firm import Firm
from tests.filing import stage

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "nine-lanterns-at-noon"
NEW = {"name_en": "Lam Siu Wai", "name_zh": "林小慧", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def firm() -> Firm:
    return firms.build()


def invite(firm: Firm, email: str = "lam@chan.example", **changes: object) -> str:
    """Invites, and gives the secret of the link."""
    details: dict[str, object] = {
        "email": email,
        "name_en": "Lam Siu Wai",
        "name_zh": "林小慧",
        "role": "organisation_user",
        "branch_id": firm.kowloon.pk,
        "language": "en",
    }
    transitions.invite(Invited(**(details | changes)), by=firm.primary)  # type: ignore[arg-type]
    return firms.last_link()


def link(token: str) -> str:
    return reverse("accounts:accept", args=[token])


def test_the_link_goes_out_once_and_only_its_hash_is_kept(firm: Firm):
    token = invite(firm)
    invitation = Invitation.objects.get()
    assert invitation.token_hash == hash_of(token)
    assert token not in str(invitation.__dict__)
    assert mail.outbox[-1].to == ["lam@chan.example"]


def test_the_mail_speaks_the_language_of_the_invitation(firm: Firm):
    invite(firm, language="zh-hant")
    assert "邀請" in mail.outbox[-1].subject
    assert "機構用戶" in str(mail.outbox[-1].body)


def test_an_invited_person_sets_a_password_signs_in_and_has_the_account(firm: Firm):
    token = invite(firm)
    browser = Client()
    assert "Chan &amp; Co." in browser.get(link(token)).content.decode()
    answer = browser.post(link(token), NEW)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
    account = Account.objects.get(user__email="lam@chan.example")
    assert (account.role, account.branch, account.name_zh) == ("organisation_user", firm.kowloon, "林小慧")
    assert account.user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=account.user).verified
    assert Invitation.objects.get().account == account


def test_the_person_and_the_primary_administrators_find_a_message(firm: Firm):
    Client().post(link(invite(firm)), NEW)
    outbox.drain()
    told = set(Message.objects.filter(template="account_opened").values_list("account", flat=True))
    new = Account.objects.get(user__email="lam@chan.example")
    assert told == {new.pk, firm.primary.pk, firm.second_primary.pk}


def test_a_link_works_once(firm: Firm):
    token = invite(firm)
    Client().post(link(token), NEW)
    for answer in (Client().get(link(token)), Client().post(link(token), NEW)):
        assert answer.status_code == 410
        assert "has been used, withdrawn, or is too old" in answer.content.decode()
    assert Account.objects.filter(user__email="lam@chan.example").count() == 1


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "'; drop table", "用"])
def test_a_wrong_link_says_the_same_as_an_old_one(firm: Firm, token: str):
    assert Client().get(link(token)).status_code == 410


def test_a_link_ends_after_72_hours(firm: Firm):
    token = invite(firm)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link(token)).status_code == 410
    assert timedelta(hours=72) == INVITATION_LINK_VALID


def test_a_withdrawn_link_and_one_that_was_sent_anew_end_at_once(firm: Firm):
    token = invite(firm)
    again = transitions.send_again(Invitation.objects.get().pk, by=firm.primary)
    newer = firms.last_link()
    assert Client().get(link(token)).status_code == 410
    assert Client().get(link(newer)).status_code == 200
    transitions.withdraw_invitation(again.pk, by=firm.primary)
    assert Client().get(link(newer)).status_code == 410
    assert set(Invitation.objects.values_list("state", flat=True)) == {InvitationState.WITHDRAWN}


def test_whoever_has_a_sign_in_gets_the_same_answer_and_his_password_stays(firm: Firm):
    User.objects.create_user("old@chan.example", "the-old-password-stays")
    answers = [
        Client().post(link(invite(firm, email=email)), NEW)
        for email in ("old@chan.example", "new@chan.example")
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer.url.partition("?")[0] for answer in answers} == {reverse("account_login")}
    told = [str(answer.cookies["messages"].value).partition("Sign in")[2][:120] for answer in answers]
    assert told[0] == told[1]
    assert User.objects.get(email="old@chan.example").check_password("the-old-password-stays")
    assert not Account.objects.filter(user__email="old@chan.example").exists()


def test_whoever_is_signed_in_with_the_invited_address_accepts_with_one_click(firm: Firm):
    User.objects.create_user("old@chan.example", PASSWORD, name_en="Old")
    token = invite(firm, email="OLD@chan.example")
    browser = stage.browser("old@chan.example")
    assert "Accept" in browser.get(link(token)).content.decode()
    assert browser.post(link(token)).url == reverse("home")
    account = Account.objects.get(user__email="old@chan.example")
    assert browser.get(reverse("home")).context["account"] == account


def test_another_person_cannot_use_the_link_with_his_own_sign_in(firm: Firm):
    token = invite(firm)
    browser = stage.browser("user@chan.example")
    assert "somebody else" in browser.get(link(token)).content.decode()
    browser.post(link(token))
    assert not Account.objects.filter(user__email="lam@chan.example").exists()
    assert Invitation.objects.get().state == InvitationState.SENT


def test_staff_of_the_court_take_up_no_account_of_a_party(firm: Firm):
    officer = firms.support_officer()
    token = invite(firm, email=officer.email)
    with pytest.raises(Refused) as refused:
        transitions.accept_as_person(token, by=officer)
    assert refused.value.code == "staff_hold_no_account"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "short", "password_again": "short"}, "12"),
        ({"password": "passwordpassword", "password_again": "password-password"}, "differ"),
        ({"password": "lam@chan.example", "password_again": "lam@chan.example"}, "similar"),
        ({"name_en": "", "name_zh": ""}, "English, in Chinese, or in both"),
        ({"name_en": "L" * 300}, "at most 150 characters; you entered 300"),
        ({"name_zh": "林😀"}, "😀"),
        ({"name_en": "Lam\u202eiaW"}, "U+202E at position 4 cannot be seen"),
        ({"name_zh": "林\ufffd強"}, "U+FFFD at position 2 stands where a character was lost"),
        ({"name_zh": "陳\ue3a0"}, "U+E3A0 at position 2 is for private use"),
        ({"name_zh": "陳\ufe00\ufe00"}, "U+FE00 at position 3 cannot be seen"),
        ({"name_en": ".", "name_zh": ""}, "The name has no letter"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(firm: Firm, changes: dict[str, str], words: str):
    answer = Client().post(link(invite(firm)), NEW | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not User.objects.filter(email="lam@chan.example").exists()


@pytest.mark.parametrize("name", ["葛\U000e0100城", "陳\ufe00文", "\U00031350"])
def test_d9_a_name_with_a_variation_or_a_letter_of_a_newer_unicode_is_kept(firm: Firm, name: str):
    assert Client().post(link(invite(firm)), NEW | {"name_zh": name}).status_code == 302
    assert User.objects.get(email="lam@chan.example").name_zh == name


def test_one_address_is_invited_once_for_a_role_and_not_where_it_has_the_account(firm: Firm):
    invite(firm)
    for email, code in (
        ("LAM@chan.example", "invited_already"),
        ("user@chan.example", "has_account_already"),
    ):
        with pytest.raises(Refused) as refused:
            invite(firm, email=email)
        assert refused.value.code == code


def test_an_address_is_not_flooded_with_mail(firm: Firm):
    invite(firm)
    for _ in range(INVITATIONS_A_DAY_MAX - 1):
        transitions.send_again(Invitation.objects.latest("pk").pk, by=firm.primary)
    latest = Invitation.objects.latest("pk").pk
    with pytest.raises(Refused) as refused:
        transitions.send_again(latest, by=firm.primary)
    assert refused.value.code == "too_many_invitations"
    assert len(mail.outbox) == INVITATIONS_A_DAY_MAX


def test_an_old_invitation_gives_its_place_free_and_can_be_sent_again(firm: Firm):
    invite(firm)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not Invitation.objects.open().exists()
    invite(firm)
    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["lapsed", "sent"]


def test_nobody_joins_an_organisation_that_the_court_has_suspended(firm: Firm):
    token = invite(firm)
    transitions.suspend_organisation(firm.organisation.pk, "Order of 1 July", by=firms.support_officer())
    answer = Client().post(link(token), NEW)
    assert answer.status_code == 422
    assert not User.objects.filter(email="lam@chan.example").exists()
