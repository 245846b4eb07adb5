"""Documents of applications that ended without an account go in time, and nothing else does (Cap. 486, DPP 2)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts import transitions
from accounts.models import Application, User
from icms.files import keep
from icms.files.models import StoredFile
from icms.kernel import audit
from icms.kernel.audit import PUBLIC
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.templatetags.writing import court_time
from tests.accounts import applicants, firm
from tests.accounts.applicants import ago, asked


@pytest.fixture(autouse=True)
def bench(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def officer() -> User:
    return firm.support_officer()


ENDINGS = {
    "rejected": lambda application, officer: transitions.reject(application.pk, "No.", by=officer),
    "withdrawn": lambda application, officer: transitions.withdraw(application.pk, by=PUBLIC),
    "lapsed": lambda application, officer: _lapse(application),
}


def _lapse(application: Application) -> None:
    ago(application, 60, reminded_at=clock.now() - timedelta(days=10, hours=1))
    transitions.sweep()


@pytest.mark.parametrize("state", sorted(ENDINGS))
def test_documents_go_so_long_after_the_end_and_row_and_audit_stay(officer: User, settings, state: str):
    application = asked(officer)
    ENDINGS[state](application, officer)
    assert transitions.sweep_files() == 0
    ago(application, 89)
    assert transitions.sweep_files() == 0
    assert StoredFile.objects.count() == len(on_disk(settings)) == 3
    ago(application, 90)
    assert transitions.sweep_files() == 1
    assert transitions.sweep_files() == 0
    application.refresh_from_db()
    assert (application.state, application.files.count(), application.name_en) == (state, 0, "Chan Tai Man")
    assert application.files_deleted_at is not None
    assert StoredFile.objects.count() == len(on_disk(settings)) == 0
    told = AuditEvent.objects.get(action="application.files_deleted")
    assert told.data.count("sha256") == 3


def on_disk(settings) -> list[Path]:
    """Every kept file, with a row or without."""
    return [each for each in (Path(settings.MEDIA_ROOT) / "kept").rglob("*") if each.is_file()]


def test_documents_of_what_waits_or_became_an_account_stay(officer: User):
    applicants.approved(officer)
    asked(officer, email="b@firm.example", registration_number="2")
    Application.objects.update(changed_at=clock.now() - timedelta(days=900))
    assert transitions.sweep_files() == 0
    assert StoredFile.objects.count() == 6
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(state="approved").update(files_deleted_at=clock.now())


def test_a_deletion_that_fails_half_way_leaves_every_row_with_its_file(
    officer: User, settings, monkeypatch, caplog
):
    """Bytes go after the commit: no row is ever without its file (I7)."""
    application = applicants.sent()
    transitions.reject(application.pk, "No.", by=officer)
    ago(application, 91)

    def broken(*args: object, **named: object) -> None:
        raise OSError("the disk of the database is full")

    with monkeypatch.context() as patched:
        patched.setattr(audit, "record", broken)
        assert transitions.sweep_files() == 0
    assert application.reference in caplog.text
    assert application.files.count() == len(on_disk(settings)) == 3
    assert all(keep.verify(stored) for stored in StoredFile.objects.all())
    assert transitions.sweep_files() == 1
    assert on_disk(settings) == []


def test_the_desk_and_the_applicant_see_that_the_documents_are_gone_and_when(officer: User, client: Client):
    application = applicants.sent()
    transitions.reject(application.pk, "No.", by=officer)
    ago(application, 91)
    transitions.sweep_files()
    application.refresh_from_db()
    officer.user_permissions.add(Permission.objects.get(codename="view_application"))
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    review = reverse("admin:accounts_application_review", args=[application.pk])
    shown = client.get(review).content.decode()
    assert f"The documents were deleted on {court_time(application.files_deleted_at)}" in shown
    assert "Documents deleted" in shown
    assert "Still missing" not in shown
