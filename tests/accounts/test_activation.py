"""Links, codes and terms of applicants: they work once, for a while, and for whom they were meant (ACC-2, ACC-4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from accounts import transitions
from accounts.history import acts_on_account, worded
from accounts.models import Activation, Application, TermsVersion, User
from accounts.rules import application as rules
from accounts.states import AccountState
from icms.kernel import outbox
from icms.kernel.audit import PUBLIC
from icms.kernel.models import AuditEvent
from icms.lib import clock
from tests.accounts import applicants, firm
from tests.accounts.applicants import refused

INDIVIDUAL, ORGANISATION = rules.INDIVIDUAL, rules.ORGANISATION
pytestmark = pytest.mark.usefixtures("bench")


@pytest.fixture
def officer() -> User:
    return firm.support_officer()


def test_a_person_with_a_sign_in_gets_an_account_beside_it_and_keeps_the_password(officer: User):
    person = User.objects.create_user("chan@firm.example", "old-password-of-his")
    application = applicants.approved(officer)
    assert applicants.account_of(application).user == person
    with refused("activation_by_sign_in"):
        transitions.activate_as_new(applicants.last_link(), "another-password", None, by=PUBLIC)
    transitions.activate_as_person(applicants.last_link(), None, by=person)
    person.refresh_from_db()
    assert person.check_password("old-password-of-his")
    assert applicants.account_of(application).state == AccountState.ACTIVE


def test_nobody_else_activates_an_account(officer: User):
    applicants.approved(officer)
    stranger = User.objects.create_user("stranger@example.org", "whatever-it-is")
    with refused("activation_of_another"):
        transitions.activate_as_person(applicants.last_link(), None, by=stranger)


def test_a_link_works_once(officer: User):
    applicants.approved(officer)
    token = applicants.last_link()
    transitions.activate_as_new(token, applicants.PASSWORD, None, by=PUBLIC)
    with refused("activation_ended"):
        transitions.activate_as_new(token, "another-password", None, by=PUBLIC)


def test_a_link_ends_after_72_hours(officer: User):
    applicants.approved(officer)
    link = Activation.objects.get()
    assert link.expires_at - link.sent_at == timedelta(hours=72)
    Activation.objects.update(expires_at=clock.now())
    with refused("activation_ended"):
        transitions.activate_as_new(applicants.last_link(), applicants.PASSWORD, None, by=PUBLIC)


def test_a_new_link_ends_the_old_one_and_so_many_are_sent_a_day(officer: User):
    application = applicants.approved(officer)
    old = applicants.last_link()
    for _ in range(4):
        transitions.send_link_again(application.pk, by=officer)
    with refused("too_many_links"):
        transitions.send_link_again(application.pk, by=officer)
    with refused("activation_ended"):
        transitions.activate_as_new(old, applicants.PASSWORD, None, by=PUBLIC)
    transitions.activate_as_new(applicants.last_link(), applicants.PASSWORD, None, by=PUBLIC)


def test_the_link_is_kept_as_its_hash_alone(officer: User):
    applicants.approved(officer)
    token = applicants.last_link()
    assert token not in str(list(Activation.objects.values())) + str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("email", ["chan@firm.example", "nobody@example.org"])
def test_a_new_link_is_asked_for_without_being_told_whether_one_was_sent(officer: User, email: str):
    applicants.approved(officer)
    before = len(mail.outbox)
    transitions.ask_for_link(email, by=PUBLIC)
    outbox.drain()
    assert len(mail.outbox) - before == (1 if email.startswith("chan") else 0)


def test_a_new_code_goes_to_the_address_of_the_application_alone():
    application = applicants.begun()
    old = applicants.last_code()
    for email in ("thief@example.org", "chan@firm.example"):
        transitions.ask_for_code(application.reference.lower().replace("-", " "), email, by=PUBLIC)
    outbox.drain()
    assert {each.to[0] for each in mail.outbox} == {"chan@firm.example"}
    assert applicants.last_code() != old


def test_one_address_gets_so_many_codes_a_day_whoever_asks():
    for _ in range(8):
        applicants.begun()
    assert len(mail.outbox) == 5
    assert Application.objects.count() == 8


def test_the_history_of_an_account_begins_with_its_activation_by_its_holder(officer: User):
    application = applicants.approved(officer)
    account = transitions.activate_as_new(applicants.last_link(), applicants.PASSWORD, None, by=PUBLIC)
    [first] = worded(acts_on_account(account))
    assert first.what == f"Account activated, application {application.reference}"
    assert first.who == "the holder of the account"


def test_nobody_but_its_person_activates_an_account_not_even_the_court(officer: User):
    account = applicants.account_of(applicants.approved(officer))
    with refused("account_stands_so"):
        transitions.reactivate_account(account.pk, "because", by=officer)


def test_terms_are_accepted_with_the_activation_and_only_those_that_were_shown(officer: User):
    texts = {"text_en": "a", "text_zh_hant": "b", "text_zh_hans": "c"}
    shown = TermsVersion.objects.create(valid_from=clock.now() - timedelta(days=2), **texts)
    applicants.approved(officer)
    newer = TermsVersion.objects.create(valid_from=clock.now() - timedelta(days=1), **texts)
    TermsVersion.objects.create(valid_from=clock.now() + timedelta(days=1), **texts)
    with refused("terms_changed"):
        transitions.activate_as_new(applicants.last_link(), applicants.PASSWORD, shown.pk, by=PUBLIC)
    account = transitions.activate_as_new(applicants.last_link(), applicants.PASSWORD, newer.pk, by=PUBLIC)
    assert account.acceptances.get().version == newer
