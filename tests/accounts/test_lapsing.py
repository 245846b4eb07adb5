"""Applications that nobody goes on with: they are reminded of, and lapse (ACC-1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import transitions
from accounts.models import Application, User
from accounts.rules import application as rules
from accounts.rules import limits
from accounts.transitions.application_files import PERSONAL
from icms.files.models import StoredFile
from icms.kernel import audit
from icms.kernel.audit import PUBLIC
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.lib.written_time import written_time
from tests.accounts import applicants, firm
from tests.accounts.applicants import ago, asked, refused
from tests.files import makers


@pytest.fixture(autouse=True)
def bench(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def officer() -> User:
    return firm.support_officer()


def test_a_draft_is_reminded_of_and_then_goes_with_all_that_was_entered():
    application = applicants.filled()
    other = applicants.begun(email="fresh@example.org")
    assert StoredFile.objects.count() == 3
    Application.objects.filter(pk=application.pk).update(changed_at=clock.now() - timedelta(days=26))
    assert transitions.sweep() == 0
    assert transitions.sweep() == 0
    assert sum("not sent yet" in each.subject for each in mail.outbox) == 1
    ago(application, 30, reminded_at=clock.now() - timedelta(days=5, hours=1))
    assert transitions.sweep() == 1
    assert transitions.sweep() == 0
    application.refresh_from_db()
    other.refresh_from_db()
    assert (application.state, application.email, application.name_en) == ("lapsed", "", "")
    assert not application.files.exists()
    assert not StoredFile.objects.exists()
    assert other.state == "draft"


def test_what_staff_enter_from_paper_does_not_lapse_and_its_applicant_is_not_urged(officer: User):
    begun = transitions.begin(rules.INDIVIDUAL, "p@example.org", "en", by=officer, channel="post")
    sent = len(mail.outbox)
    Application.objects.filter(pk=begun.application.pk).update(changed_at=clock.now() - timedelta(days=90))
    assert transitions.sweep() == 0
    assert len(mail.outbox) == sent
    begun.application.refresh_from_db()
    assert (begun.application.state, begun.application.email) == ("draft", "p@example.org")


def test_what_waits_for_the_support_centre_never_lapses(officer: User):
    applicants.sent()
    called = applicants.sent(email="called@firm.example", registration_number="2")
    transitions.call_for_check(called.pk, by=officer)
    Application.objects.update(changed_at=clock.now() - timedelta(days=900))
    assert transitions.sweep() == transitions.sweep_files() == 0
    assert sorted(Application.objects.values_list("state", flat=True)) == [
        "awaiting_identity_check",
        "submitted",
    ]


def test_the_mail_that_asks_for_documents_says_when_the_application_lapses(officer: User):
    application = asked(officer)
    assert application.lapses_at == application.changed_at + limits.DOCUMENTS_AWAITED
    assert written_time(application.lapses_at, "en") in " ".join(mail.outbox[-1].body.split())


def test_who_does_not_send_what_was_asked_for_is_reminded_and_then_the_application_lapses(officer: User):
    application = asked(officer)
    ago(application, 49)
    assert transitions.sweep() == 0
    assert not subjects("We still wait")
    ago(application, 50)
    assert transitions.sweep() == transitions.sweep() == 0
    assert len(subjects("We still wait")) == 1
    ago(application, 60, reminded_at=clock.now() - timedelta(days=10, hours=1))
    assert transitions.sweep() == 1
    assert transitions.sweep() == 0
    application.refresh_from_db()
    assert (application.state, application.name_en, application.files.count()) == (
        "lapsed",
        "Chan Tai Man",
        3,
    )
    assert len(subjects("has lapsed")) == 1
    assert AuditEvent.objects.filter(action="application.lapsed").count() == 1
    for act in (
        lambda: transitions.answer(application.pk, "Here.", by=PUBLIC),
        lambda: transitions.withdraw(application.pk, by=PUBLIC),
        lambda: transitions.reject(application.pk, "No.", by=officer),
    ):
        with refused("application_stands_so"):
            act()


def subjects(part: str) -> list[str]:
    """The mails whose subject has this part."""
    return [each.subject for each in mail.outbox if part in each.subject]


def test_nothing_lapses_without_its_reminder_however_late_that_comes(officer: User):
    """The workers were away: the reminder says a later day, and the sweep keeps to it."""
    application = asked(officer)
    ago(application, 200)
    assert transitions.sweep() == transitions.sweep() == 0
    application.refresh_from_db()
    assert application.lapses_at == application.reminded_at + limits.DOCUMENTS_REMINDER_BEFORE
    reminder = next(each for each in mail.outbox if "We still wait" in each.subject)
    assert written_time(application.lapses_at, "en") in " ".join(reminder.body.split())
    ago(application, 200, reminded_at=clock.now() - timedelta(days=10))
    assert transitions.sweep() == 1


def test_a_draft_too_goes_only_after_its_reminder(officer: User):
    application = applicants.begun(email="p@example.org")
    ago(application, 200)
    assert transitions.sweep() == transitions.sweep() == 0
    application.refresh_from_db()
    assert application.lapses_at == application.reminded_at + limits.DRAFT_REMINDER_BEFORE
    assert written_time(application.lapses_at, "en") in " ".join(mail.outbox[-1].body.split())
    ago(application, 200, reminded_at=clock.now() - timedelta(days=5))
    assert transitions.sweep() == 1


def test_a_reminder_from_before_the_last_change_reminds_of_nothing(officer: User):
    """Rows from before the lapse was introduced may bear the reminder of their draft."""
    application = asked(officer)
    ago(application, 61, reminded_at=clock.now() - timedelta(days=90))
    assert transitions.sweep() == 0
    assert len(subjects("We still wait")) == 1
    application.refresh_from_db()
    assert application.state == "documents_requested"


def test_a_new_document_or_an_answer_puts_the_lapse_off(officer: User):
    added, answered = asked(officer), asked(officer, email="b@firm.example", registration_number="2")
    for application in (added, answered):
        ago(application, 60, reminded_at=clock.now() - timedelta(days=11))
    applicants.attach(added, rules.AUTHORITY, makers.pdf(text="page 2"))
    transitions.answer(answered.pk, "By post.", by=PUBLIC)
    assert transitions.sweep() == 0
    added.refresh_from_db()
    assert (added.state, added.reminded_at) == ("documents_requested", None)


def test_a_lapsed_application_is_read_under_its_reference_and_a_new_one_with_its_number_is_approved(
    officer: User, client: Client
):
    application = asked(officer)
    code = applicants.last_code()
    ago(application, 60, reminded_at=clock.now() - timedelta(days=10, hours=1))
    assert transitions.sweep() == 1
    typed = {"reference": application.reference, "code": code}
    assert client.post(reverse("accounts:follow"), typed).status_code == 302
    shown = client.get(reverse("accounts:application", args=[application.reference])).content.decode()
    assert "The application has lapsed" in shown
    assert "asks for the following" not in shown
    again = applicants.approved(officer)
    assert (again.registration_number, again.state) == (application.registration_number, "approved")
    assert again.reference != application.reference


@pytest.mark.parametrize("way", ["withdrawn", "discarded"])
def test_of_a_draft_that_ends_unsent_nothing_that_was_entered_is_left(officer: User, way: str):
    if way == "withdrawn":
        draft = applicants.filled()
        transitions.withdraw(draft.pk, by=PUBLIC)
    else:
        begun = transitions.begin("individual", "p@example.org", "en", by=officer, channel="fax")
        applicants.attach(begun.application, rules.COURT_DOCUMENT, makers.pdf(text="Passport"), by=officer)
        draft = transitions.discard(begun.application.pk, "Entered twice.", by=officer)
    draft.refresh_from_db()
    assert draft.state == "withdrawn"
    assert not any(getattr(draft, field) for field in PERSONAL)
    assert draft.files_deleted_at
    assert not draft.files.exists()


def test_one_application_that_cannot_be_dealt_with_keeps_no_other_waiting(monkeypatch, caplog):
    stuck, other = applicants.filled(), applicants.filled(email="other@example.org")
    for each in (stuck, other):
        applicants.ago(each, 26)
    record = audit.record

    def broken_for_one(action: str, of: Application, **named: object) -> None:
        if of == stuck:
            raise OSError("the disk of the database is full")
        record(action, of, **named)

    with monkeypatch.context() as patched:
        patched.setattr(audit, "record", broken_for_one)
        transitions.sweep()
    for each in (stuck, other):
        each.refresh_from_db()
    assert stuck.reminded_at is None
    assert other.reminded_at is not None
    assert stuck.reference in caplog.text
