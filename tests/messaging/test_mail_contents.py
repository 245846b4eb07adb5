"""What a mail is when it arrives: whole, to one person, in his language, with headers that nobody slipped in."""

from __future__ import annotations

from email.utils import formataddr

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction

from icms.kernel import outbox
from icms.kernel.models import OutboxJob
from icms.lib.language import LANGUAGES, speaking
from messaging.models import Mail
from tests import cast
from tests.messaging.post_office import LATER, TO, work, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("queue")]


def test_a_mail_arrives_once_with_everything_in_it(office):
    write()
    assert office.taken == []
    outbox.drain()
    work(LATER)
    [(sender, recipient, _data)] = office.taken
    assert (sender, recipient) == ("no-reply@court.example", TO)
    mail = office.mails[0]
    assert mail["Subject"] == "Your account"
    assert mail["To"] == TO
    assert mail["From"] == "e-Court Portal <no-reply@court.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == Mail.objects.get().message_id
    assert "secret-token" in mail.get_content()
    assert Mail.objects.get().state == "sent"


def test_a_mail_of_an_act_that_rolls_back_was_never_written(office):
    with cast.rolled_back():
        write()
        assert Mail.objects.count() == 1
    assert not Mail.objects.exists()
    assert not OutboxJob.objects.exists()


def test_a_mail_of_an_act_is_committed_with_it():
    with transaction.atomic():
        write()
        assert OutboxJob.objects.get().payload == {"mail": Mail.objects.get().pk}
    assert Mail.objects.get().state == "queued"


def test_each_recipient_has_a_mail_of_his_own_and_sees_no_other(office):
    message = EmailMessage("Subject", "Text", None, [TO, "b@firm.example"], bcc=["c@firm.example"])
    assert message.send() == 1
    outbox.drain()
    assert sorted(office.recipients) == ["b@firm.example", "c@firm.example", TO]
    assert all(
        mail["To"] == recipient for mail, recipient in zip(office.mails, office.recipients, strict=True)
    )


@pytest.mark.parametrize(
    "broken",
    [
        {"subject": "Hello\nBcc: all@firm.example"},
        {"subject": "Hello\r\n\r\nText"},
        {"to": ["a@firm.example\nBcc: all@firm.example"]},
        {"to": ["no address"]},
        {"from_email": "court@court.example\r\nX: y"},
        {"bcc": ["b@firm.example\n"]},
    ],
)
def test_a_line_break_in_a_header_queues_nothing(broken: dict):
    with pytest.raises(ValueError):
        EmailMessage(**{"subject": "S", "body": "B", "to": [TO], **broken}).send()
    assert not Mail.objects.exists()


def test_an_attachment_is_refused_rather_than_lost():
    message = EmailMessage("S", "B", None, [TO], attachments=[("a.txt", "x", "text/plain")])
    with pytest.raises(ValueError, match="attachments"):
        message.send()


@pytest.mark.parametrize("name", ["陳大文", "Zoë 😀", 'O\'Brien, "Bob"', "名" * 400])
def test_names_of_every_script_arrive_as_they_were_written(office, name: str):
    subject = f"{name}：帳戶"
    write(
        formataddr((name, TO)) if name.isascii() else f"{name} <{TO}>",
        subject=subject,
        text="第一行\n.\n..末",
    )
    outbox.drain()
    [mail] = office.mails
    # The standard library's reader keeps blanks where a long header is folded.
    assert mail["Subject"].replace(" ", "") == subject.replace(" ", "")
    assert mail["To"].addresses[0].addr_spec == TO
    assert mail["To"].addresses[0].display_name.replace(" ", "") == name.replace(" ", "")
    assert mail.get_content().replace("\r\n", "\n").strip() == "第一行\n.\n..末"


def test_a_mail_with_a_page_carries_text_and_page(office):
    message = EmailMultiAlternatives("S", "the text", None, [TO])
    message.attach_alternative("<p>the page</p>", "text/html")
    message.send()
    outbox.drain()
    assert "the text" in office.mails[0].get_body(("plain",)).get_content()
    assert "the page" in office.mails[0].get_body(("html",)).get_content()


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES])
def test_a_mail_says_in_which_language_it_speaks(office, code: str):
    with speaking(code):
        write()
    outbox.drain()
    assert office.mails[0]["Content-Language"] == code


def test_the_server_is_told_who_we_are(office, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "pass"
    write()
    outbox.drain()
    assert len(office.sign_ins) == 1
    assert len(office.taken) == 1
