"""The only Primary Administrator is gone: the organisation writes, one officer enters it, another decides."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts import seed, transitions
from accounts.models import Account, Handover, Invitation, User
from accounts.seed import SUPPORT_CENTRE
from accounts.states import AccountState
from accounts.transitions.invite import NewPerson
from accounts.transitions.succession import NewPrimary
from icms.kernel.audit import PUBLIC
from icms.kernel.models import AuditEvent
from tests.accounts import firm as firms
from tests.accounts.firm import Firm, letter, refusal, told
from tests.files import makers
from tests.filing import stage

pytestmark = pytest.mark.django_db(transaction=True)

NEW = NewPrimary("new@chan.example", "New  Head", "新主管", "zh-hant")
CAUSE = "Left the firm on 1 July."
PRIMARY = Account.Role.PRIMARY_ADMINISTRATOR


@pytest.fixture
def firm(settings, tmp_path) -> Firm:
    """A firm with one Primary Administrator who can act."""
    settings.MEDIA_ROOT = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    firm = firms.build()
    transitions.suspend(firm.second_primary.pk, by=firm.primary)
    return firm


@pytest.fixture
def officer() -> User:
    return firms.support_officer()


@pytest.fixture
def colleague() -> User:
    return firms.support_officer("colleague@court.example")


def entered(firm: Firm, officer: User, to: int | NewPrimary | None = None) -> Handover:
    to = firm.assistant.pk if to is None else to
    return transitions.enter_handover(firm.primary.pk, to, CAUSE, *letter(), by=officer)


def approve(handover: Handover, officer: User) -> Handover:
    return transitions.decide_handover(handover.pk, approved=True, answer="", by=officer)


def state(account: Account) -> str:
    return Account.objects.get(pk=account.pk).state


def primaries(firm: Firm) -> set[str]:
    rows = Account.objects.active().filter(organisation=firm.organisation, role=PRIMARY)
    return set(rows.values_list("user__email", flat=True))


def test_the_role_goes_to_a_person_with_an_account_and_everybody_is_told(
    firm: Firm, officer: User, colleague: User
):
    handover = entered(firm, officer)
    assert state(firm.primary) == AccountState.ACTIVE, "nothing changes before it is decided"
    approve(handover, colleague)
    assert state(firm.primary) == AccountState.HANDED_OVER
    assert primaries(firm) == {"assistant@chan.example"}
    successor = Account.objects.get(user=firm.assistant.user, role=PRIMARY)
    assert told("account_handover_by_court") == {
        firm.primary.pk,
        firm.assistant.pk,
        firm.second_assistant.pk,
        successor.pk,
    }
    subjects = {each.to[0]: each.subject for each in mail.outbox}
    assert "is closed" in subjects["primary@chan.example"]
    assert "You are Primary Administrator" in subjects["assistant@chan.example"]
    assert [event.action for event in AuditEvent.objects.order_by("sequence")][-2:] == [
        "handover.entered",
        "handover.approved",
    ]
    assert CAUSE in AuditEvent.objects.get(action="handover.entered").data


def test_a_new_person_is_invited_and_takes_the_place(firm: Firm, officer: User, colleague: User):
    approve(entered(firm, officer, NEW), colleague)
    assert state(firm.primary) == AccountState.HANDED_OVER
    assert primaries(firm) == set()
    assert told("account_handover_by_court") == {
        firm.primary.pk,
        firm.assistant.pk,
        firm.second_assistant.pk,
    }
    sent = {each.to[0]: each for each in mail.outbox}
    assert "陳律師行" in sent["new@chan.example"].subject
    token = firms.LINK.search(str(sent["new@chan.example"].body))
    assert token
    page = Client().get(reverse("accounts:accept", args=[token.group(1)])).content.decode()
    assert "the court has opened an account for you as Primary Administrator" in page
    transitions.accept_as_new(token.group(1), NewPerson("New Head", "", firms.PASSWORD, "en"), by=PUBLIC)
    assert primaries(firm) == {"new@chan.example"}
    account = Account.objects.get(user__email="new@chan.example")
    assert account.branch == firm.headquarters
    assert account.pk in told("account_opened")


def test_an_invitation_that_nobody_took_up_is_replaced_by_another_hand_over(
    firm: Firm, officer: User, colleague: User
):
    approve(entered(firm, officer, NEW), colleague)
    other = NewPrimary("other@chan.example", "Other", "", "en")
    approve(entered(firm, officer, other), colleague)
    assert dict(Invitation.objects.values_list("email", "state")) == {
        "new@chan.example": "withdrawn",
        "other@chan.example": "sent",
    }
    approve(entered(firm, officer), colleague)
    assert primaries(firm) == {"assistant@chan.example"}


@pytest.mark.parametrize("by_whom", ["organisation", "court"])
def test_one_who_was_suspended_before_gives_the_role_too(
    firm: Firm, officer: User, colleague: User, by_whom: str
):
    if by_whom == "court":
        transitions.suspend_account(firm.primary.pk, "Order", by=officer)
    else:
        Account.objects.filter(pk=firm.primary.pk).update(state="suspended")
    approve(entered(firm, officer), colleague)
    assert state(firm.primary) == AccountState.HANDED_OVER
    assert primaries(firm) == {"assistant@chan.example"}


def test_the_officer_who_entered_it_does_not_approve_it_but_may_refuse_it(firm: Firm, officer: User):
    handover = entered(firm, officer)
    assert refusal(lambda: approve(handover, officer)) == "handover_entered_yourself"
    assert Handover.objects.get().state == "waiting"
    assert primaries(firm) == {"primary@chan.example"}
    transitions.decide_handover(handover.pk, approved=False, answer="Not signed.", by=officer)
    assert told("account_handover_refused") == {
        firm.primary.pk,
        firm.assistant.pk,
        firm.second_assistant.pk,
    }


def test_the_court_does_nothing_while_another_primary_administrator_can_act(
    firm: Firm, officer: User, colleague: User
):
    handover = entered(firm, officer)
    transitions.reactivate(firm.second_primary.pk, by=firm.primary)
    assert refusal(lambda: approve(handover, colleague)) == "another_primary_can_act"
    assert refusal(lambda: entered(firm, officer)) == "another_primary_can_act"
    assert state(firm.primary) == AccountState.ACTIVE


def test_what_is_entered_wrongly_is_refused(firm: Firm, officer: User):
    other = firms.build("Wong & Co.", "wong.example")
    enter, good = transitions.enter_handover, letter()
    nobody = User.objects.create_user("x@court.example", is_staff=True)
    assert refusal(lambda: enter(firm.primary.pk, NEW, CAUSE, *good, by=nobody)) == "right_missing"
    assert refusal(lambda: enter(firm.primary.pk, NEW, " ", *good, by=officer)) == "reason_missing"
    bad = letter(b"no pdf")
    assert refusal(lambda: enter(firm.primary.pk, NEW, CAUSE, *bad, by=officer)).startswith("file_")
    for there in ("primary@chan.example", "Second.Primary@chan.example"):
        new = NewPrimary(there, "X", "", "en")
        assert refusal(lambda new=new: entered(firm, officer, new)) == "has_account_already"
    staff = NewPrimary("x@court.example", "X", "", "en")
    assert refusal(lambda: entered(firm, officer, staff)) == "staff_hold_no_account"
    assert refusal(lambda: entered(firm, officer, firm.second_primary.pk)) == "handover_to_nobody"
    with pytest.raises(Account.DoesNotExist):
        entered(firm, officer, other.user.pk)
    with pytest.raises(Account.DoesNotExist):
        enter(firm.assistant.pk, NEW, CAUSE, *good, by=officer)
    assert not Handover.objects.exists()
    entered(firm, officer)
    assert refusal(lambda: entered(firm, officer)) == "handover_asked_already"


def test_the_former_administrator_who_is_not_gone_takes_the_request_back(firm: Firm, officer: User):
    handover = entered(firm, officer)
    transitions.withdraw_handover(handover.pk, by=firm.primary)
    assert Handover.objects.get().state == "withdrawn"


def test_what_an_administrator_asks_in_the_portal_goes_to_an_account_and_needs_him_active(
    firm: Firm, colleague: User
):
    handover = firms.ask_handover(firm)
    transitions.suspend_account(firm.primary.pk, "Order", by=colleague)
    assert refusal(lambda: approve(handover, colleague)) == "account_stands_so"
    with pytest.raises(IntegrityError):
        Handover.objects.filter(pk=handover.pk).update(taker=None, new_email="a@b.example", new_name_en="A")


def post(desk: Client, firm: Firm, **given: object) -> int:
    sent = {
        "giver": firm.primary.pk,
        "cause": CAUSE,
        "taker": "",
        "language": "en",
        "letter": SimpleUploadedFile("letter.pdf", makers.pdf(text="Letter"), "application/pdf"),
        **given,
    }
    url = reverse("admin:accounts_handover_enter", args=[firm.organisation.pk])
    return desk.post(url, sent).status_code


NEW_HEAD = {"email": "new@chan.example", "name_en": "New Head"}


@pytest.fixture
def desks(firm: Firm, officer: User, colleague: User) -> tuple[Client, Client]:
    """Two officers of the Support Centre, each at a desk."""
    seed.load()
    for each in (officer, colleague):
        each.groups.add(Group.objects.get(name=SUPPORT_CENTRE))
    return stage.browser(officer.email), stage.browser(colleague.email)


def test_the_desk_is_told_what_is_wrong_with_its_entry_and_nothing_is_kept(
    firm: Firm, desks: tuple[Client, Client]
):
    desk, _other_desk = desks
    for wrong in (
        {},
        {"taker": firm.assistant.pk, **NEW_HEAD},
        {"email": "new@chan.example"},
        {"name_en": "New Head"},
        {**NEW_HEAD, "giver": ""},
        {**NEW_HEAD, "cause": ""},
        {**NEW_HEAD, "letter": ""},
        {**NEW_HEAD, "letter": SimpleUploadedFile("letter.pdf", b"no pdf", "application/pdf")},
        {**NEW_HEAD, "email": "primary@chan.example"},
        {**NEW_HEAD, "giver": firm.user.pk},
    ):
        assert post(desk, firm, **wrong) == 422, wrong
    assert not Handover.objects.exists()


def test_the_desk_enters_it_and_another_officer_decides_beside_the_letter(
    firm: Firm, officer: User, desks: tuple[Client, Client]
):
    desk, other_desk = desks
    page = desk.get(reverse("admin:accounts_organisation_change", args=[firm.organisation.pk]))
    assert reverse("admin:accounts_handover_enter", args=[firm.organisation.pk]) in page.content.decode()
    assert post(desk, firm, **NEW_HEAD) == 302
    handover = Handover.objects.get()
    assert (handover.entered_by, handover.successor) == (officer, "New Head")
    decide = reverse("admin:accounts_handover_decide", args=[handover.pk])
    shown = other_desk.get(decide).content.decode()
    assert CAUSE in shown
    assert "new@chan.example" in shown
    assert reverse("admin:accounts_handover_page", args=[handover.pk, 1]) in shown
    assert 'name="grant"' in shown
    own = desk.get(decide).content.decode()
    assert 'name="grant"' not in own
    assert "another officer of the Support Centre has to approve it" in own
    assert desk.post(decide, {"grant": "1"}).status_code == 422
    assert other_desk.post(decide, {"grant": "1"}).status_code == 302
    assert Invitation.objects.get().state == "sent"
    stage.demo.accept_terms(firm.assistant)
    history = stage.browser("assistant@chan.example").get(reverse("accounts:history")).content.decode()
    assert "Hand-over of the primary role to New Head entered from a letter" in history
    listed = stage.browser("assistant@chan.example").get(reverse("accounts:invitations")).content.decode()
    assert "Sent by the court" in listed
