"""The pages about mail: the demo shows every one with its links, staff see which failed and never a text."""

from __future__ import annotations

import pytest
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from icms.kernel import audit, outbox
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.lib.language import LANGUAGES, speaking
from icms.queues import queues_for
from messaging import purge, transitions
from messaging.models import Mail
from messaging.rules import mailing
from messaging.states import MailState
from tests import cast

pytestmark = pytest.mark.usefixtures("people")

LINK = "http://localhost:8000/activate/secret-token/"
HOSTILE = "<script>alert(1)</script> javascript:alert(1)"


@pytest.fixture(autouse=True)
def demo(settings) -> None:
    settings.EMAIL_BACKEND = "messaging.mail.QueueBackend"
    settings.ICMS_DEMO = True


def write(to: str = "chan@firm.example", subject: str = "啟動帳戶", text: str = f"請按 {LINK} 。") -> Mail:
    send_mail(subject, text, None, [to])
    return Mail.objects.latest("pk")


def page(address: str, language: str = "en") -> str:
    client = Client()
    client.cookies["django_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200
    assert not address.startswith("/demo/") or "no-store" in answer["Cache-Control"]
    return answer.content.decode()


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES])
def test_a_visitor_of_the_demo_finds_a_mail_and_its_link(code: str):
    with speaking("zh-hant"):
        mail = write()
    outbox.drain()
    address = reverse("demo_mail", args=[mail.pk])
    with speaking(code):
        title = gettext("Mail of the demonstration")
    assert f'href="{reverse("demo_mails")}"' in page("/", code)
    found = page(reverse("demo_mails"), code)
    assert address in found
    assert title in found
    opened = page(address, code)
    assert f'<a href="{LINK}"' in opened
    assert '<div class="stack" lang="zh-Hant' in opened


def test_a_mail_is_shown_before_any_worker_has_looked_at_it():
    assert LINK in page(reverse("demo_mail", args=[write().pk]))


def test_what_a_mail_says_is_text_and_nothing_runs():
    shown = page(reverse("demo_mail", args=[write(subject=HOSTILE, text=HOSTILE).pk]))
    assert "<script>alert" not in shown
    assert 'href="javascript' not in shown


def test_mails_are_found_by_their_address_and_come_in_pages():
    for number in range(45):
        write(f"person{number}@firm.example")
    assert page(reverse("demo_mails")).count("/demo/mail/") > 20
    assert "person44@" in page(reverse("demo_mails"))
    assert "person0@" in page(reverse("demo_mails") + "?page=3")
    only = page(reverse("demo_mails") + "?to=person7@")
    assert "person7@" in only
    assert "person44@" not in only
    assert "person44@" not in page(reverse("demo_mails") + "?to=nobody")


def test_outside_the_demo_there_is_no_such_page_and_no_link_to_it(settings):
    mail = write()
    settings.ICMS_DEMO = False
    for address in (reverse("demo_mails"), reverse("demo_mail", args=[mail.pk])):
        assert cast.browser(cast.OFFICER).get(address).status_code == 404
    assert reverse("demo_mails") not in Client().get("/").content.decode()


def test_a_removed_text_is_said_to_be_removed():
    mail = write()
    outbox.drain()
    purge.purge_mail(clock.now() + 2 * mailing.TEXT_KEPT)
    assert "seven days" in page(reverse("demo_mail", args=[mail.pk]))


def failed() -> Mail:
    mail = write(subject="Failed one")
    transitions.end_mail(mail.pk, MailState.FAILED, error="550 unknown", by=audit.SYSTEM("test"))
    return mail


def test_staff_see_which_mail_failed_and_never_what_it_says():
    mail = failed()
    officer = cast.browser(cast.OFFICER)
    [queue] = [queue for queue in queues_for(cast.person(cast.OFFICER)) if "state__exact" in queue.url]
    assert (queue.count, queue.urgent) == (1, True)
    for address in (queue.url, reverse("admin:messaging_mail_change", args=[mail.pk])):
        shown = officer.get(address).content.decode()
        assert "550 unknown" in shown
        assert "secret-token" not in shown
    assert not any("state__exact" in queue.url for queue in queues_for(cast.person(cast.ACCOUNTS_OFFICER)))


def test_an_officer_has_a_mail_tried_again_and_is_told_when_it_cannot_be():
    mail = failed()
    sent = write()
    outbox.drain()
    chosen = {"action": "try_again", "_selected_action": [mail.pk, sent.pk]}
    answer = cast.browser(cast.OFFICER).post(reverse("admin:messaging_mail_changelist"), chosen, follow=True)
    told = answer.content.decode()
    assert "1 mail will be tried again." in told
    assert "was not queued again" in told
    mail.refresh_from_db()
    assert mail.state == "queued"
    assert AuditEvent.objects.filter(action="mail.tried_again").count() == 1
