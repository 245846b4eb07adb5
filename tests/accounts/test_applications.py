"""An application's life by the acts: who may do what in which state, and what comes of it (ACC-1, ACC-2)."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accounts import transitions
from accounts.models import Account, Application, Organisation, User
from accounts.rules import application as rules
from accounts.states import AccountState, ApplicationState
from accounts.transitions.decide import Sighted
from icms.kernel.audit import PUBLIC
from icms.kernel.models import AuditEvent
from icms.lib import clock
from tests.accounts import applicants, firm
from tests.accounts.applicants import refused
from tests.files import makers

INDIVIDUAL, ORGANISATION = rules.INDIVIDUAL, rules.ORGANISATION
pytestmark = pytest.mark.usefixtures("bench")


@pytest.fixture
def officer() -> User:
    return firm.support_officer()


def test_a_law_firm_goes_from_its_draft_to_an_active_account(officer: User):
    application = applicants.approved(officer)
    account = applicants.account_of(application)
    assert (account.role, account.state) == ("primary_administrator", "awaiting_activation")
    assert account.branch.is_headquarters
    assert account.organisation.name_zh == "陳律師行"
    assert not Account.objects.active().exists()

    transitions.activate_as_new(applicants.last_link(), applicants.PASSWORD, None, by=PUBLIC)

    account.refresh_from_db()
    application.refresh_from_db()
    assert account.state == AccountState.ACTIVE
    assert application.state == ApplicationState.ACTIVE
    assert account.user.check_password(applicants.PASSWORD)
    assert account.user.emailaddress_set.get().verified
    acts = AuditEvent.objects.filter(target=f"accounts.application:{application.pk}").values_list(
        "action", flat=True
    )
    assert {"application.begun", "application.submitted", "application.approved"} <= set(acts)


def test_an_individual_gets_an_individual_account(officer: User):
    account = applicants.account_of(applicants.approved(officer, INDIVIDUAL))
    assert (account.role, account.organisation, account.branch) == ("individual", None, None)


def test_an_applicant_who_says_government_department_is_not_marked_as_one(officer: User):
    application = applicants.approved(officer, organisation_kind="government", registration_number="")
    organisation = applicants.account_of(application).organisation
    assert organisation.kind == "government"
    assert not organisation.is_government
    assert organisation.registration_number == application.reference


def test_an_address_may_apply_again(officer: User):
    first, second = applicants.sent(), applicants.sent(registration_number="87654321")
    transitions.reject(first.pk, "wrong", by=officer)
    assert second.state == ApplicationState.SUBMITTED


def test_a_second_application_with_the_same_number_is_sent_like_any_other_and_not_approved(officer: User):
    applicants.approved(officer)
    second = applicants.checked(officer, email="other@firm.example", registration_number="1234-5678")
    with refused("registration_number_taken"):
        transitions.approve(second.pk, by=officer)
    assert Organisation.objects.count() == 1
    assert not User.objects.filter(email="other@firm.example").exists()


@pytest.mark.parametrize("leave_out", ["telephone", "address", "registration_number", "organisation_kind"])
def test_what_is_missing_keeps_an_application_back(leave_out: str):
    application = applicants.filled(**{leave_out: ""})
    with refused("application_incomplete"):
        transitions.submit(application.pk, application.version, by=PUBLIC)


def test_documents_that_are_wanted_keep_an_application_back():
    application = applicants.filled()
    transitions.remove(application.pk, application.files.first().pk, by=PUBLIC)
    application.refresh_from_db()
    with refused("application_incomplete"):
        transitions.submit(application.pk, application.version, by=PUBLIC)


def test_what_another_tab_changed_is_not_sent_unseen():
    application = applicants.filled()
    shown = application.version
    transitions.save(application.pk, rules.BODY, {**applicants.BODY, "registration_number": "1"}, by=PUBLIC)
    with refused("application_changed"):
        transitions.submit(application.pk, shown, by=PUBLIC)


def test_two_tabs_send_once():
    application = applicants.sent()
    with refused("application_stands_so"):
        transitions.submit(application.pk, application.version, by=PUBLIC)
    assert sum("We have your application" in each.subject for each in mail.outbox) == 1


def test_only_fields_of_the_part_are_kept():
    application = applicants.begun()
    transitions.save(
        application.pk,
        rules.PARTICULARS,
        {**applicants.PERSON, "state": "approved", "email": "x@y.example", "organisation_kind": "company"},
        by=PUBLIC,
    )
    application.refresh_from_db()
    assert (application.state, application.email, application.organisation_kind) == (
        "draft",
        "chan@firm.example",
        "",
    )


def test_documents_are_asked_for_and_answered(officer: User):
    application = applicants.sent()
    transitions.request_documents(application.pk, [rules.AUTHORITY, "nonsense"], "Page 2.", by=officer)
    assert "Page 2." in mail.outbox[-1].body
    first = application.files.first()
    with refused("document_was_sent"):
        transitions.remove(application.pk, first.pk, by=PUBLIC)
    with refused("answer_missing"):
        transitions.answer(application.pk, " ", by=PUBLIC)
    applicants.attach(application, rules.AUTHORITY, makers.pdf(text="page 2"))
    transitions.answer(application.pk, "", by=PUBLIC)
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert application.requests.get().kinds == [rules.AUTHORITY]
    with refused("application_stands_so"):
        transitions.answer(application.pk, "again", by=PUBLIC)


def test_an_approval_needs_the_identity_check(officer: User):
    application = applicants.sent()
    for act in (transitions.approve,):
        with refused("application_stands_so"):
            act(application.pk, by=officer)
    transitions.call_for_check(application.pk, by=officer)
    with refused("identity_not_checked"):
        transitions.approve(application.pk, by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(
            state="approved", decided_by=officer, decided_at=clock.now()
        )


def test_the_identity_is_checked_once(officer: User):
    application = applicants.checked(officer)
    with refused("identity_checked_already"):
        transitions.record_identity_check(application.pk, applicants.SIGHTED, by=officer)
    check = Application.objects.get(pk=application.pk).identity_check
    assert (check.officer, check.name, check.document) == (
        applicants.colleague(),
        "Chan Tai Man",
        "hong_kong_card",
    )


def test_a_representative_has_an_authority(officer: User):
    application = applicants.sent()
    transitions.call_for_check(application.pk, by=officer)
    sighted = Sighted(who="representative", name="Li", authority="", document="passport")
    with pytest.raises(IntegrityError):
        transitions.record_identity_check(application.pk, sighted, by=officer)


def test_a_rejection_has_a_reason_that_the_applicant_reads(officer: User):
    application = applicants.sent()
    with refused("reason_missing"):
        transitions.reject(application.pk, "  ", by=officer)
    transitions.reject(application.pk, "The letter is not signed.", by=officer)
    assert "The letter is not signed." in mail.outbox[-1].body
    with refused("application_stands_so"):
        transitions.approve(application.pk, by=officer)


@pytest.mark.parametrize(
    "act",
    [
        lambda pk, by: transitions.request_documents(pk, [], "more", by=by),
        lambda pk, by: transitions.call_for_check(pk, by=by),
        lambda pk, by: transitions.record_identity_check(pk, applicants.SIGHTED, by=by),
        lambda pk, by: transitions.approve(pk, by=by),
        lambda pk, by: transitions.reject(pk, "no", by=by),
        lambda pk, by: transitions.discard(pk, "no", by=by),
        lambda pk, by: transitions.send_link_again(pk, by=by),
    ],
)
def test_only_the_support_centre_decides(act, officer: User):
    application = applicants.sent()
    plain = User.objects.create_user("plain@court.example", "x", is_staff=True)
    with refused("right_missing"):
        act(application.pk, plain)


def test_staff_enter_paper_by_the_same_functions_and_nobody_else_does(officer: User):
    begun = transitions.begin(INDIVIDUAL, "p@example.org", "zh-hant", by=officer, channel="fax")
    application = begun.application
    with refused("application_stands_so"):
        transitions.save(application.pk, rules.PARTICULARS, applicants.PERSON, by=PUBLIC)
    person = {**applicants.PERSON, "case_number": "SCTC 1/2026"}
    application = transitions.save(application.pk, rules.PARTICULARS, person, by=officer)
    application = transitions.submit(application.pk, application.version, by=officer)
    assert (application.channel, application.entered_by) == ("fax", officer)
    for by, channel in ((PUBLIC, "post"), (officer, "online")):
        with refused("right_missing"):
            transitions.begin(INDIVIDUAL, "p@example.org", "en", by=by, channel=channel)


def test_staff_hold_no_account(officer: User):
    application = applicants.checked(officer, email=officer.email)
    with refused("address_of_staff"):
        transitions.approve(application.pk, by=officer)


def test_a_person_has_one_individual_account(officer: User):
    applicants.approved(officer, INDIVIDUAL)
    second = applicants.checked(officer, INDIVIDUAL)
    with refused("has_individual_account"):
        transitions.approve(second.pk, by=officer)


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_mails_are_in_the_applicants_language(officer: User, language: str):
    applicants.approved(officer, language=language)
    words = {"en": "Your account is ready", "zh-hant": "帳戶", "zh-hans": "帐户"}
    assert words[language] in mail.outbox[-1].subject
