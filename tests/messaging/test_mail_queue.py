"""The mail queue, on a real SMTP server: each mail once, later if it must be, and never in the way (MSG-3, F23)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from icms.kernel import audit, outbox
from icms.kernel.models import AuditEvent, OutboxJob
from icms.lib import clock
from icms.lib.errors import Refused
from messaging import handlers, purge, smtp, transitions
from messaging.models import Mail
from messaging.rules import mailing
from tests import cast
from tests.messaging.post_office import LATER, TO, PostOffice, open_office, work, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("queue")]

ROOT = Path(__file__).resolve().parents[2]


def test_a_mail_server_that_is_down_for_hours_costs_no_mail_and_sends_none_twice(settings):
    write()
    write("b@firm.example")
    for _try in range(12):
        assert work(LATER) == 0
    assert OutboxJob.objects.filter(given_up_at__isnull=False).count() == 0
    with open_office(settings.EMAIL_PORT) as office:
        assert work(LATER) == 2
        work(LATER)
        assert sorted(office.recipients) == ["b@firm.example", TO]
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


def test_while_the_server_is_away_one_mail_asks_for_it_and_the_others_wait(office):
    office.greeting = "421 come back later"
    for number in range(30):
        write(f"{number}@firm.example")
    outbox.drain()
    assert office.connections == 1
    assert Mail.objects.filter(attempts=0).count() == 29
    assert not OutboxJob.objects.filter(done_at=None, due_at__lte=clock.now()).exists()
    office.greeting = "220 post-office"
    work(LATER)
    assert len(office.taken) == 30


def test_a_mail_that_nobody_takes_for_two_days_is_the_staffs(office):
    office.greeting = "421 come back later"
    write()
    work()
    Mail.objects.update(queued_at=clock.now() - mailing.GIVE_UP_AFTER - timedelta(seconds=1))
    work(LATER)
    mail = Mail.objects.get()
    assert mail.state == "failed"
    assert "421" in mail.last_error
    assert OutboxJob.objects.get().done_at is not None
    assert AuditEvent.objects.filter(action="mail.failed").count() == 1


def test_those_that_wait_behind_the_first_one_are_given_up_too(office):
    office.greeting = "421 come back later"
    write()
    write("b@firm.example")
    work()
    Mail.objects.update(queued_at=clock.now() - mailing.GIVE_UP_AFTER)
    work()
    assert set(Mail.objects.values_list("state", flat=True)) == {"failed"}


def test_a_recipient_who_is_refused_for_good_is_the_staffs_at_once_and_holds_up_nobody(office, caplog):
    office.refusals[TO] = f"550 5.1.1 <{TO}> unknown"
    write()
    write("b@firm.example")
    outbox.drain()
    assert office.recipients == ["b@firm.example"]
    mail = Mail.objects.get(to=TO)
    assert (mail.state, mail.attempts) == ("failed", 1)
    assert "550" in mail.last_error
    assert "firm.example" not in caplog.text
    assert "secret-token" not in caplog.text


def test_a_recipient_who_is_put_off_waits_alone(office):
    office.refusals[TO] = "451 greylisted"
    write()
    write("b@firm.example")
    outbox.drain()
    assert office.recipients == ["b@firm.example"]
    del office.refusals[TO]
    work(LATER)
    assert office.recipients == ["b@firm.example", TO]


@pytest.mark.parametrize("said", ["554 looks like spam", "452 no space"])
def test_a_text_that_is_refused_is_not_taken_for_sent(office, said: str):
    office.answers = said
    write()
    outbox.drain()
    assert office.taken == []
    assert Mail.objects.get().state == ("failed" if said.startswith("5") else "queued")


def test_a_server_that_takes_its_time_gets_each_mail_once_and_then_a_rest(office, monkeypatch):
    monkeypatch.setattr(mailing, "SLOW", timedelta(seconds=0.1))
    office.slowness = 0.1
    write()
    write("b@firm.example")
    outbox.drain()
    assert office.recipients == [TO]
    assert OutboxJob.objects.get(done_at=None).due_at > timezone.now()
    work(LATER)
    assert office.recipients == [TO, "b@firm.example"]


def test_a_server_that_says_nothing_is_left_after_a_while(office, monkeypatch):
    monkeypatch.setattr(smtp, "STEP_SECONDS", 0.2)
    office.slowness = 1.0
    write()
    outbox.drain()
    assert Mail.objects.get().state == "queued"
    assert Mail.objects.get().rest_until is not None


def test_a_mail_without_an_answer_bears_the_same_id_again_and_ends_with_the_staff(office, monkeypatch):
    monkeypatch.setattr(smtp, "TAKING_SECONDS", 0.1)
    office.before_answer = lambda: time.sleep(0.5)
    write()
    for _try in range(mailing.UNANSWERED_MOST + 2):
        work(LATER)
    assert len(office.taken) == mailing.UNANSWERED_MOST
    assert len({mail["Message-ID"] for mail in office.mails}) == 1
    assert Mail.objects.get().state == "failed"


def test_a_worker_killed_between_the_servers_answer_and_the_mark_loses_nothing(office):
    write()
    worker = start_worker(office)
    office.before_answer = worker.kill
    worker.wait(timeout=60)
    assert worker.returncode == -9
    assert (len(office.taken), Mail.objects.get().state) == (1, "queued")
    office.before_answer = lambda: None
    OutboxJob.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    work()
    assert len(office.taken) == 2
    assert len({mail["Message-ID"] for mail in office.mails}) == 1
    assert Mail.objects.get().state == "sent"


def start_worker(office: PostOffice) -> subprocess.Popen[bytes]:
    """A process of its own that does due jobs on the suite's database."""
    told = connection.settings_dict
    where = f"sqlite:///{told['NAME']}"
    if connection.vendor != "sqlite":
        where = f"postgres://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "icms.settings",
        "DATABASE_URL": where,
        "EMAIL_URL": f"smtp://127.0.0.1:{office.port}",
        "ICMS_DEMO": "0",
    }
    program = "import django; django.setup(); from icms.kernel import outbox; outbox.drain()"
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=env)


def test_a_job_that_comes_twice_sends_nothing_twice(office):
    write()
    outbox.drain()
    handlers.hand_over({"mail": Mail.objects.get().pk})
    handlers.hand_over({"mail": 0})
    assert len(office.taken) == 1


def test_a_worker_whose_lease_ran_out_still_marks_what_was_sent(office):
    write()
    office.before_answer = lambda: None
    job = outbox.claim()
    OutboxJob.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    assert outbox.claim() is not None
    assert outbox.run(job) is False
    assert Mail.objects.get().state == "sent"


def test_without_a_mail_server_mails_wait_for_one(settings):
    settings.EMAIL_HOST = ""
    write()
    work()
    assert Mail.objects.get().state == "queued"
    assert "EMAIL_URL" in Mail.objects.get().last_error


def test_no_mail_leaves_the_demo(office, settings):
    settings.ICMS_DEMO = True
    write()
    assert outbox.drain() == 1
    assert Mail.objects.get().state == "kept"
    assert office.connections == 0


def test_pages_do_not_wait_for_the_mail_server(office, people):
    office.slowness = 5.0
    write()
    assert cast.browser().get(reverse("messaging:inbox")).status_code == 200
    assert office.connections == 0


def test_staff_have_a_mail_tried_again_with_a_new_span_of_time(office, people):
    office.refusals[TO] = "550 unknown"
    write()
    outbox.drain()
    mail = Mail.objects.get()
    Mail.objects.update(queued_at=clock.now() - 2 * mailing.GIVE_UP_AFTER)
    del office.refusals[TO]
    transitions.try_mail_again(mail.pk, by=cast.person(cast.OFFICER))
    outbox.drain()
    assert office.recipients == [TO]
    assert AuditEvent.objects.filter(action="mail.tried_again").count() == 1
    with pytest.raises(Refused):
        transitions.try_mail_again(mail.pk, by=cast.person(cast.OFFICER))


def test_texts_go_a_week_after_the_end_and_rows_after_ninety_days(office):
    write()
    outbox.drain()
    write("queued@firm.example")
    now = clock.now()
    assert purge.purge_mail(now + mailing.TEXT_KEPT - timedelta(minutes=1)) == 0
    assert purge.purge_mail(now + mailing.TEXT_KEPT + timedelta(minutes=1)) == 1
    sent = Mail.objects.get(to=TO)
    assert (sent.text, sent.html, sent.emptied_at is None) == ("", "", False)
    assert Mail.objects.get(to="queued@firm.example").text
    assert purge.purge_mail(now + mailing.ROW_KEPT + timedelta(minutes=1)) == 1
    assert [mail.to for mail in Mail.objects.all()] == ["queued@firm.example"]


def test_a_mail_whose_text_is_gone_is_not_sent_empty(office):
    office.refusals[TO] = "550 unknown"
    write()
    outbox.drain()
    purge.purge_mail(clock.now() + mailing.TEXT_KEPT + timedelta(minutes=1))
    with pytest.raises(Refused):
        transitions.try_mail_again(Mail.objects.get().pk, by=audit.SYSTEM("test"))
