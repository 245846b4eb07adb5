"""No account comes of what one officer alone has seen; what was entered by mistake is ended (ACC-2, our decision)."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache

from accounts import transitions
from accounts.models import Account, Application, User
from accounts.rules import application as rules
from accounts.states import ApplicationState
from icms.kernel.models import AuditEvent
from tests.accounts import applicants, firm
from tests.accounts.applicants import refused


@pytest.fixture(autouse=True)
def bench(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def officer() -> User:
    return firm.support_officer()


def test_whoever_recorded_the_identity_check_does_not_approve(officer: User):
    application = applicants.checked(officer)
    with refused("checked_identity_yourself"):
        transitions.approve(application.pk, by=applicants.colleague())
    assert transitions.approve(application.pk, by=officer).state == ApplicationState.APPROVED


def entered(officer: User) -> Application:
    """An individual's paper form, entered and not yet taken in."""
    begun = transitions.begin(rules.INDIVIDUAL, "p@example.org", "en", by=officer, channel="fax")
    person = {**applicants.PERSON, "case_number": "SCTC 1/2026"}
    return transitions.save(begun.application.pk, rules.PARTICULARS, person, by=officer)


def test_whoever_entered_a_paper_form_does_not_approve_it(officer: User):
    application = entered(officer)
    transitions.submit(application.pk, application.version, by=officer)
    transitions.call_for_check(application.pk, by=officer)
    transitions.record_identity_check(application.pk, applicants.SIGHTED, by=applicants.colleague())
    for by, code in (
        (officer, "entered_it_yourself"),
        (applicants.colleague(), "checked_identity_yourself"),
    ):
        with refused(code):
            transitions.approve(application.pk, by=by)
    assert not Account.objects.exists()
    third = firm.support_officer("third@court.example")
    assert transitions.approve(application.pk, by=third).decided_by == third


def test_a_paper_form_entered_by_mistake_is_ended_with_a_reason_that_the_applicant_reads(officer: User):
    application = entered(officer)
    with refused("reason_missing"):
        transitions.discard(application.pk, " ", by=officer)
    transitions.discard(application.pk, "Entered twice.", by=officer)
    assert (mail.outbox[-1].to, "Entered twice." in mail.outbox[-1].body) == (["p@example.org"], True)
    application.refresh_from_db()
    assert (application.state, application.reason) == ("withdrawn", "Entered twice.")
    assert AuditEvent.objects.filter(action="application.discarded").count() == 1
    for act in (transitions.discard, transitions.reject):
        with refused("application_stands_so"):
            act(application.pk, "again", by=officer)


def test_staff_end_neither_an_applicants_draft_nor_what_was_taken_in(officer: User):
    paper = entered(officer)
    transitions.submit(paper.pk, paper.version, by=officer)
    for application in (applicants.filled(), paper):
        with refused("application_stands_so"):
            transitions.discard(application.pk, "No.", by=officer)
