"""Officers and applicants at the same moment on one application: one act happens, the others are told (ACC-2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

from accounts import transitions
from accounts.models import Account, Activation, Application, Organisation, User
from icms.kernel import audit
from icms.kernel.audit import PUBLIC
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.lib.errors import Refused
from tests.accounts import applicants, firm
from tests.concurrency.test_officers import at_once

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.concurrency]


def test_of_officers_who_approve_and_reject_at_once_one_decides():
    cache.clear()
    officers = [firm.support_officer(f"officer{number}@court.example") for number in range(8)]
    application = applicants.checked(officers[0])
    acts = [
        (lambda by=by: transitions.approve(application.pk, by=by))
        if number % 2
        else (lambda by=by: transitions.reject(application.pk, "no", by=by))
        for number, by in enumerate(officers)
    ]
    results = at_once(acts)
    assert sum(isinstance(result, Application) for result in results) == 1
    assert {result.code for result in results if isinstance(result, Refused)} == {"application_stands_so"}
    application.refresh_from_db()
    approved = application.state == "approved"
    assert (
        Account.objects.count() == Organisation.objects.count() == Activation.objects.count() == int(approved)
    )
    assert list(audit.breaks(AuditEvent.objects.all())) == []


def test_two_applications_for_one_number_in_two_spellings_approved_at_once_give_one_organisation():
    cache.clear()
    officer = firm.support_officer()
    first = applicants.checked(officer, email="a@firm.example")
    second = applicants.checked(officer, email="b@firm.example", registration_number="1234-5678")
    results = at_once([lambda pk=each.pk: transitions.approve(pk, by=officer) for each in (first, second)])
    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert Organisation.objects.count() == 1


def test_two_applications_of_one_address_approved_at_once_give_one_sign_in_with_two_accounts():
    cache.clear()
    officer = firm.support_officer()
    first = applicants.checked(officer)
    second = applicants.checked(officer, registration_number="87654321")
    results = at_once([lambda pk=each.pk: transitions.approve(pk, by=officer) for each in (first, second)])
    assert [type(result) for result in results] == [Application, Application]
    assert User.objects.get(email="chan@firm.example").accounts.count() == 2


def test_an_answer_in_the_moment_of_the_lapse_is_taken_or_told_that_it_came_too_late():
    cache.clear()
    application = applicants.asked(firm.support_officer())
    applicants.ago(application, 60, reminded_at=clock.now() - timedelta(days=11))
    answered, lapsed = at_once(
        [
            lambda: transitions.answer(application.pk, "By post.", by=PUBLIC),
            lambda: transitions.lapse(application.pk, by=audit.SYSTEM("sweep")),
        ]
    )
    application.refresh_from_db()
    assert application.state == ("lapsed" if lapsed else "submitted")
    assert isinstance(answered, Refused) == lapsed
    assert list(audit.breaks(AuditEvent.objects.all())) == []


def test_a_link_that_is_used_in_two_tabs_at_once_works_once():
    cache.clear()
    applicants.approved(firm.support_officer())
    token = applicants.last_link()
    act = lambda: transitions.activate_as_new(token, applicants.PASSWORD, None, by=PUBLIC)  # noqa: E731
    results = at_once([act] * 4)
    assert sum(isinstance(result, Account) for result in results) == 1
    assert {result.code for result in results if isinstance(result, Refused)} == {"activation_ended"}
