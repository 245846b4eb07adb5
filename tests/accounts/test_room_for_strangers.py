"""What strangers may have on the disk all together: to the byte, before the bytes, and nobody else is kept out."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import transitions
from accounts.models import Application
from accounts.rules import application as rules
from accounts.rules import limits
from accounts.transitions import application_files
from icms.files import receive
from icms.files.models import StoredFile
from icms.kernel.audit import PUBLIC
from tests.accounts import applicants, firm
from tests.accounts.applicants import ago, asked, refused
from tests.files import makers

PAPER = makers.pdf(text="a paper")


@pytest.fixture(autouse=True)
def bench(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.VAR_DIR = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


def room(monkeypatch: pytest.MonkeyPatch, more: int) -> None:
    """So many bytes are left for strangers."""
    held = Application.objects.strangers_bytes()
    monkeypatch.setattr(application_files, "STRANGERS_BYTES_MAX", held + more)


def test_exactly_what_fits_is_taken_and_not_a_byte_more(monkeypatch):
    applicants.filled()
    mine = applicants.begun(rules.INDIVIDUAL, "me@example.org")
    room(monkeypatch, len(PAPER) - 1)
    with refused("applications_full"):
        applicants.attach(mine, rules.OTHER, PAPER)
    assert (mine.files.count(), StoredFile.objects.count()) == (0, 3)
    room(monkeypatch, len(PAPER))
    applicants.attach(mine, rules.OTHER, PAPER)
    with refused("applications_full"):
        applicants.attach(mine, rules.OTHER, makers.pdf(text="b paper"))
    applicants.attach(mine, rules.OTHER, PAPER)
    assert mine.files.count() == 1, "what is here already takes no room"


@pytest.mark.parametrize("guarded", [True, False], ids=["read by the CSRF check", "read by the page"])
def test_when_it_is_full_no_byte_reaches_the_disk_and_the_page_says_what_was_kept(monkeypatch, guarded: bool):
    client = Client(enforce_csrf_checks=guarded)
    token = {"csrfmiddlewaretoken": "x" * 32}
    client.cookies["csrftoken"] = token["csrfmiddlewaretoken"]
    begin = {"kind": "individual", "email": "me@example.org", **token}
    assert client.post(reverse("accounts:begin"), begin).status_code == 302
    mine = Application.objects.get()
    address = reverse("accounts:add_document", args=[mine.reference])
    opened: list[object] = []

    class Counted(receive.Incoming):
        """The real one; whoever opens it is counted."""

        def __init__(self) -> None:
            opened.append(self)
            super().__init__()

    monkeypatch.setattr(receive, "Incoming", Counted)

    def send(text: str) -> tuple[int, str]:
        papers = SimpleUploadedFile("writ.pdf", makers.pdf(text=text), "application/pdf")
        answer = client.post(address, {"kind": rules.COURT_DOCUMENT, "papers": papers, **token})
        return answer.status_code, answer.content.decode()

    assert send("first")[0] == 302
    assert len(opened) == 1
    room(monkeypatch, 0)
    status, page = send("second")
    assert (status, len(opened)) == (507, 1)
    assert "All that you entered and sent before is kept" in page
    assert "on paper at the Support Centre" in page
    assert mine.files.count() == 1
    transitions.remove(mine.pk, mine.files.get().pk, by=PUBLIC)
    room(monkeypatch, limits.APPLICATION_BYTES_MAX)
    assert send("second")[0] == 302


def test_what_staff_enter_or_have_asked_for_is_always_taken(monkeypatch):
    officer = firm.support_officer()
    waiting = asked(officer)
    paper = transitions.begin(rules.INDIVIDUAL, "p@example.org", "en", by=officer, channel="fax").application
    room(monkeypatch, 0)
    applicants.attach(waiting, rules.AUTHORITY, PAPER)
    applicants.attach(paper, rules.COURT_DOCUMENT, PAPER, by=officer)
    assert (waiting.files.count(), paper.files.count()) == (4, 1)


def test_withdrawing_makes_no_room_but_an_approval_and_the_deletion_do():
    officer = firm.support_officer()
    withdrawn = applicants.sent()
    held = Application.objects.strangers_bytes()
    transitions.withdraw(withdrawn.pk, by=PUBLIC)
    assert Application.objects.strangers_bytes() == held > 0
    applicants.approved(officer, email="b@firm.example", registration_number="2")
    assert Application.objects.strangers_bytes() == held
    ago(withdrawn, 91)
    assert transitions.sweep_files() == 1
    assert Application.objects.strangers_bytes() == 0
