"""Applications that nobody goes on with: they are reminded of, and lapse (ACC-1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from accounts import transitions
from accounts.models import Application, User
from accounts.rules import application as rules
from icms.files.models import StoredFile
from icms.lib import clock
from tests.accounts import applicants, firm


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
    Application.objects.filter(pk=application.pk).update(changed_at=clock.now() - timedelta(days=30))
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


def test_what_was_submitted_never_lapses():
    application = applicants.sent()
    Application.objects.filter(pk=application.pk).update(changed_at=clock.now() - timedelta(days=90))
    assert transitions.sweep() == 0
