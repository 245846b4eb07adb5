"""Administrators at the same moment, each on a connection of his own (ORG-1, ORG-2)."""

from __future__ import annotations

import pytest

from accounts import transitions
from accounts.models import Account, Invitation, OrganisationLimit, User
from accounts.rules.tokens import hash_of
from accounts.states import AccountState
from accounts.transitions.invite import Invited, NewPerson
from icms.kernel import audit
from icms.kernel.models import AuditEvent
from icms.lib.errors import Refused
from tests.accounts import firm as firms
from tests.concurrency.test_officers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


def codes(results: list[object]) -> list[str]:
    return sorted(result.code for result in results if isinstance(result, Refused))


def test_two_tabs_that_open_one_account_too_many_open_one():
    firm = firms.build()
    OrganisationLimit.objects.create(organisation=firm.organisation, what="organisation_user", number=3)

    def invite(number: int) -> Invitation:
        invited = Invited(
            f"tab{number}@chan.example", "Tab", "", "organisation_user", firm.headquarters.pk, "en"
        )
        return transitions.invite(invited, by=firm.primary)

    results = at_once([lambda: invite(1), lambda: invite(2)])
    assert codes(results) == ["limit_reached"]
    assert Invitation.objects.count() == 1
    assert list(audit.breaks(AuditEvent.objects.all())) == []


def test_two_primary_administrators_who_suspend_each_other_leave_one():
    firm = firms.build()
    results = at_once(
        [
            lambda: transitions.suspend(firm.second_primary.pk, by=firm.primary),
            lambda: transitions.suspend(firm.primary.pk, by=firm.second_primary),
        ]
    )
    assert codes(results) == ["right_missing"]
    role = Account.Role.PRIMARY_ADMINISTRATOR
    assert Account.objects.active().filter(organisation=firm.organisation, role=role).count() == 1


def test_two_primary_administrators_who_suspend_themselves_leave_one():
    firm = firms.build()
    results = at_once(
        [
            lambda: transitions.suspend(firm.primary.pk, by=firm.primary),
            lambda: transitions.suspend(firm.second_primary.pk, by=firm.second_primary),
        ]
    )
    assert codes(results) == ["last_primary_administrator"]
    assert Account.objects.filter(role="primary_administrator", state=AccountState.SUSPENDED).count() == 1


def test_one_link_followed_in_five_tabs_opens_one_account():
    firm = firms.build()
    invited = Invited("tab@chan.example", "Tab", "", "organisation_user", firm.headquarters.pk, "en")
    transitions.invite(invited, by=firm.primary)
    token = firms.last_link()
    person = NewPerson("Tab", "", "long-enough-to-sign-in", "en")
    results = at_once([lambda: transitions.accept_as_new(token, person, by=audit.PUBLIC)] * 5)
    assert codes(results) == ["invitation_ended"] * 4
    assert Account.objects.filter(user__email="tab@chan.example").count() == 1


def test_one_click_in_four_tabs_opens_one_own_account():
    firm = firms.build()
    results = at_once([lambda: transitions.open_own_user_account(by=firm.primary)] * 4)
    assert len({result.pk for result in results}) == 1


def test_two_firms_that_invited_one_address_give_one_sign_in_and_the_other_link_still_works():
    """Whoever comes second signs in and accepts: his page says so, and leads back to the invitation."""
    tokens = []
    for domain in ("chan.example", "lee.example"):
        firm = firms.build(domain, domain)
        invited = Invited("tab@one.example", "Tab", "", "organisation_user", firm.headquarters.pk, "en")
        transitions.invite(invited, by=firm.primary)
        tokens.append(firms.last_link())
    person = NewPerson("Tab", "", "long-enough-to-sign-in", "en")
    acts = [lambda token=token: transitions.accept_as_new(token, person, by=audit.PUBLIC) for token in tokens]
    assert at_once(acts) == [None, None]
    newcomer = User.objects.get(email="tab@one.example")
    assert newcomer.accounts.count() == newcomer.emailaddress_set.count() == 1
    left = Invitation.objects.acceptable().get(email=newcomer.email)
    token = next(each for each in tokens if hash_of(each) == left.token_hash)
    transitions.accept_as_person(token, by=newcomer)
    assert newcomer.accounts.count() == 2
