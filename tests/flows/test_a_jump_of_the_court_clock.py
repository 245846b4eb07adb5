"""What a jump of the demo's court clock decides, and what it leaves alone: sessions, links, files (ALL-6)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import get_connection, send_mail
from django.urls import reverse

from accounts import transitions as accounts_acts
from accounts.models import Activation, Invitation, TermsVersion
from accounts.rules.limits import INVITATIONS_A_DAY_MAX
from accounts.tasks import sweep_applications
from accounts.transitions.invite import Invited, NewPerson
from filing.models import ImportCheck, Submission
from filing.states import SubmissionState
from filing.tasks import sweep_preparations
from filing.transitions import keep_check
from icms.files import sweep
from icms.files.models import StoredFile
from icms.kernel import outbox
from icms.kernel.audit import PUBLIC
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.lib.written_time import written_date
from messaging.models import Mail, Message
from messaging.tasks import purge_mail
from payments import news
from payments.models import Payment, Refund
from payments.states import PaymentState
from payments.tasks import look_after_payments
from tests.accounts import applicants, firm
from tests.demo import demo_is_on, jump
from tests.filing import stage
from tests.filing.storms import hk

pytestmark = pytest.mark.usefixtures("scene", "demo")
WEEKS = timedelta(days=40)


@pytest.fixture
def demo() -> Iterator[None]:
    with demo_is_on():
        yield


def invite(chan: firm.Firm) -> None:
    details = ("lam@chan.example", "Lam Siu Wai", "林小慧", "organisation_user", chan.kowloon.pk, "en")
    accounts_acts.invite(Invited(*details), by=chan.primary)


def test_a_filing_after_a_jump_is_received_in_the_courts_time():
    """Night on this machine, a Thursday morning at the court: it counts at once, and every record says the same."""
    jump(hk("2027-12-02T09:15:00"))
    submission = stage.submitted()
    assert clock.hk(submission.completed_at).date().isoformat() == "2027-12-02"
    assert submission.deemed_at == submission.completed_at
    assert submission.reference.count("20271202") == 1
    message = Message.objects.get(template="submission_acknowledged")
    event = AuditEvent.objects.get(action="payment.settled")
    for moment in (message.sent_at, event.at):
        assert abs(moment - submission.completed_at) < timedelta(minutes=2)


def test_somebody_who_is_signed_in_stays_so():
    client = stage.browser()
    jump(WEEKS)
    assert client.get(reverse("filing:start", args=["sct"])).status_code == 200


def test_links_of_invitations_and_activations_keep_real_time(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    chan = firm.build()
    invite(chan)
    token = firm.last_link()
    officer = firm.support_officer()
    applicants.approved(officer)
    jump(WEEKS)
    assert Invitation.objects.open().exists()
    assert Activation.objects.open().exists()
    person = NewPerson("Lam Siu Wai", "林小慧", applicants.PASSWORD, "en")
    accounts_acts.accept_as_new(token, person, by=PUBLIC)
    assert not Invitation.objects.open().exists()
    version = TermsVersion.objects.in_force()
    token = applicants.last_link()
    accounts_acts.activate_as_new(token, applicants.PASSWORD, version and version.pk, by=PUBLIC)
    assert not Activation.objects.open().exists()


def test_a_link_is_said_to_end_by_the_courts_clock(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    chan = firm.build()
    jump(hk("2027-12-02T09:15:00"))
    invite(chan)
    assert written_date(hk("2027-12-05T09:15:00"), "en") in str(mail.outbox[-1].body)
    assert Invitation.objects.get().expires_at < clock.real_now() + timedelta(days=3, minutes=1)


def test_a_jump_gives_nobody_more_invitations_a_day(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    chan = firm.build()
    invite(chan)
    for _ in range(INVITATIONS_A_DAY_MAX - 1):
        accounts_acts.send_again(Invitation.objects.open().get().pk, by=chan.primary)
    jump(WEEKS)
    with applicants.refused("too_many_invitations"):
        accounts_acts.send_again(Invitation.objects.open().get().pk, by=chan.primary)


def test_the_applications_days_are_days_of_the_court(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    application = applicants.filled()
    jump(timedelta(days=400))
    sweep_applications()
    jump(timedelta(days=400))
    sweep_applications()
    application.refresh_from_db()
    assert application.state == "lapsed"


def test_preparations_their_files_and_checked_imports_survive_a_jump():
    submission = stage.prepared()
    keep_check(stage.xml(), "b.xml", into=None, by=stage.account())
    files = StoredFile.objects.count()
    jump(WEEKS)
    assert sweep_preparations() == 0
    assert sweep.sweep() == sweep.Swept(0, 0, 0, 0)
    assert (Submission.objects.get().pk, ImportCheck.objects.count()) == (submission.pk, 1)
    assert StoredFile.objects.count() == files > 0
    shown = stage.page(stage.browser(), "details", submission.pk)
    assert written_date(clock.now() + timedelta(hours=24), "en") in shown


def test_a_file_without_a_row_yet_is_not_swept_for_a_jump():
    """An upload is on its way while the clock jumps: its temporary file is as young as the disk says."""
    path = sweep.incoming.folder() / "part"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-")
    jump(WEEKS)
    assert sweep.sweep().temporary == 0
    assert path.exists()
    assert time.time() - path.stat().st_mtime < 60


def test_mails_with_links_are_kept_and_delivered_by_real_time(settings):
    settings.EMAIL_BACKEND = "messaging.mail.QueueBackend"
    send_mail("Subject", "text with a link", None, ["chan@firm.example"], connection=get_connection())
    outbox.drain()
    jump(WEEKS)
    assert purge_mail() == 0
    assert Mail.objects.get().text == "text with a link"


def test_an_open_payment_over_which_the_clock_jumps_expires_and_the_filing_is_kept():
    submission = stage.prepared()
    payment = stage.declared(submission)
    jump(timedelta(hours=1))
    look_after_payments()
    payment.refresh_from_db()
    submission.refresh_from_db()
    assert (payment.state, submission.state) == (PaymentState.EXPIRED, SubmissionState.PREPARING)
    stage.settle(stage.declared(submission))
    submission.refresh_from_db()
    assert submission.state == SubmissionState.SUBMITTED


@pytest.mark.parametrize(("hours", "filed"), [(15, True), (40, False)])
def test_a_settlement_after_a_jump_counts_by_the_24_hours_of_the_courts_time(hours, filed):
    submission = stage.prepared()
    payment = stage.declared(submission)
    jump(timedelta(hours=hours))
    stage.settle(payment)
    submission.refresh_from_db()
    assert (submission.state == SubmissionState.SUBMITTED) == filed
    assert Refund.objects.exists() != filed
    assert Payment.objects.get().state == PaymentState.PAID
    assert news.look_after(payment.reference).state == PaymentState.PAID
