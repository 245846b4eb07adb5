"""What an applicant was asked for and brings or posts: the Support Centre records it, and the waiting ends (ACC-2)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import transitions
from accounts.application_words import history
from accounts.models import Application, User
from accounts.rules import application as rules
from icms.kernel.audit import PUBLIC
from icms.kernel.models import AuditEvent
from icms.lib import clock
from tests import cast
from tests.accounts import applicants
from tests.accounts.applicants import ago, asked, refused
from tests.files import makers


@pytest.fixture(autouse=True)
def bench(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.VAR_DIR = tmp_path
    cache.clear()
    cast.load()


def page(name: str, *args: object) -> str:
    return reverse(f"admin:accounts_application_{name}", args=args)


def bring(desk: Client, application: Application) -> int:
    """An officer adds a scan of the page that was asked for; the answer's status."""
    scan = SimpleUploadedFile("page2.pdf", makers.pdf(text="page 2"), "application/pdf")
    sent = {"kind": rules.AUTHORITY, "papers": scan}
    return desk.post(page("attach", application.pk), sent).status_code


def test_papers_that_are_brought_are_added_and_answered_at_the_desk_and_nothing_lapses():
    officer, desk = cast.person(cast.SUPPORT), cast.browser(cast.SUPPORT)
    application = asked(officer)
    ago(application, 61, reminded_at=clock.now() - timedelta(days=11))
    shown = desk.get(page("review", application.pk)).content.decode()
    assert "Page 2." in shown.partition("Add documents that were brought or posted")[2]
    assert page("act", application.pk, "answered") in shown
    assert page("edit", application.pk, "particulars") not in shown
    assert bring(desk, application) == 302
    assert desk.post(page("act", application.pk, "answered"), {"words": "By post."}).status_code == 302
    assert transitions.sweep() == 0
    application.refresh_from_db()
    assert (application.state, application.files.count()) == ("submitted", 4)
    for action in ("application.files_added", "application.answered"):
        told = AuditEvent.objects.filter(action=action).latest("sequence")
        assert told.actor == officer.audit_label
        assert json.loads(told.data)["by_staff"] is True
    named = next(each for each in history(application, for_staff=True) if each["what"] == "Answered")
    assert (named["who"], named["detail"]) == (officer.name_en, "By post.")
    told_to_him = next(each for each in history(application) if each["what"] == "Answered")
    assert told_to_him["who"] == "Support Centre"
    assert bring(desk, application) == 404


def test_what_was_brought_can_be_taken_out_again_and_what_was_sent_cannot():
    officer, desk = cast.person(cast.SUPPORT), cast.browser(cast.SUPPORT)
    application = asked(officer)
    sent = application.files.earliest("pk")
    assert bring(desk, application) == 302
    brought = application.files.latest("pk")
    shown = desk.get(page("review", application.pk)).content.decode()
    assert page("remove", application.pk, sent.pk) not in shown
    assert page("remove", application.pk, brought.pk) in shown
    assert desk.post(page("remove", application.pk, brought.pk)).status_code == 302
    assert list(application.files.filter(pk=brought.pk)) == []


def test_an_answer_without_words_and_without_papers_is_not_recorded():
    desk = cast.browser(cast.SUPPORT)
    application = asked(cast.person(cast.SUPPORT))
    assert desk.post(page("act", application.pk, "answered"), {"words": " "}).status_code == 422
    application.refresh_from_db()
    assert application.state == "documents_requested"


def test_only_the_support_centre_records_what_was_brought():
    application = asked(cast.person(cast.SUPPORT))
    other = cast.person(cast.OFFICER)
    with refused("right_missing"):
        transitions.answer(application.pk, "By post.", by=other)
    with refused("right_missing"):
        applicants.attach(application, rules.AUTHORITY, makers.pdf(text="page 2"), by=other)
    assert bring(cast.browser(cast.OFFICER), application) == 403
    assert "Add documents that were brought" not in (
        cast.browser(cast.OFFICER).get(page("review", application.pk)).content.decode()
    )


def test_the_history_says_for_each_answer_who_gave_it():
    officer = cast.person(cast.SUPPORT)
    application = asked(officer)
    transitions.answer(application.pk, "I have it.", by=PUBLIC)
    transitions.request_documents(application.pk, [], "Page 3.", by=officer)
    transitions.answer(application.pk, "Brought.", by=officer)
    application.refresh_from_db()
    answers = {
        each["detail"]: each["who"]
        for each in history(application, for_staff=True)
        if each["what"] == "Answered"
    }
    assert answers == {"I have it.": "", "Brought.": officer.name_en}


def test_staff_read_which_officer_ended_an_entry_from_paper_and_its_applicant_reads_the_support_centre():
    first, second = cast.person(cast.SUPPORT), cast.person(cast.SECOND_SUPPORT)
    application = paper_entry(first)
    transitions.discard(application.pk, "Entered twice.", by=second)
    application.refresh_from_db()
    for for_staff, who in ((True, second.name_en), (False, "Support Centre")):
        ended = next(each for each in history(application, for_staff=for_staff) if each["detail"])
        assert (ended["what"], ended["who"]) == ("Entry from paper ended", who)


def paper_entry(officer: User) -> Application:
    """What an officer has begun to enter from paper."""
    return transitions.begin(rules.INDIVIDUAL, "p@example.org", "en", by=officer, channel="fax").application
