"""Administrators at the same moment, each on a connection of his own (ORG-1, ORG-2)."""

from __future__ import annotations

import pytest

from accounts import transitions
from accounts.models import Account, Invitation, OrganisationLimit
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
