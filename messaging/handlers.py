"""The jobs of this app: what accounts have to tell, since they stand below the message box; and handing over mail."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from icms.kernel import audit, outbox
from icms.lib import clock
from messaging import catalogue, notices, smtp, transitions
from messaging.models import Mail
from messaging.rules import mailing
from messaging.smtp import End
from messaging.states import MailState

logger = logging.getLogger("icms.mail")
POST = audit.SYSTEM("mail")


@outbox.handles("account.notice")
def tell_accounts(payload: outbox.Payload, _prepared: Any) -> None:
    """One message to each account of the payload: `accounts` (ids), `template`, `params`, `event`.

    Raises KeyError for a kind that is no matter of accounts, and as `notices.send` does: a message that nobody could
    read ends on the staff's list and not in a message box.
    """
    template, params = payload["template"], payload["params"]
    if not catalogue.is_of_account(template):
        raise KeyError(f"{template} is no matter of accounts")
    notices.send(template, event=payload["event"], to=payload["accounts"], params=params)


def hand_over(payload: outbox.Payload) -> None:
    """Hands one mail to the mail server and marks it, with no transaction open. Raises NotYet while it has to wait.

    No server and no database commit together, so one mark stands on the safe side. It comes after the server's answer:
    a worker that dies in between sends the mail once more, where a mark before it would have lost an activation link
    for good. It is an act of its own, made as soon as the answer is read and whatever has become of the job's lease,
    so the gap is one UPDATE; and both copies bear one Message-ID, by which mail programs know them for the same.
    """
    mail = Mail.objects.queued().filter(pk=payload["mail"]).first()
    if mail is None:
        return
    if settings.ICMS_DEMO:
        transitions.end_mail(mail.pk, MailState.KEPT, by=POST)
        return
    began = clock.real_now()
    rest = Mail.objects.server_rests_until(began)
    if rest is not None:
        _wait(mail, rest, mail.last_error or "the mail server is away")
    begun = Mail.objects.begin(mail.pk)
    if begun is not None:
        answer = smtp.send(begun) if settings.EMAIL_HOST else smtp.Answer(End.AWAY, "EMAIL_URL is not set")
        _heed(begun, answer, clock.real_now() - began)


@outbox.handles("mail.queued", prepare=hand_over)
def mail_is_marked(_payload: outbox.Payload, _prepared: None) -> None:
    """Nothing is left to do: the mark was made when the server answered."""


def _heed(mail: Mail, answer: smtp.Answer, took: timedelta) -> None:
    """Marks a mail as the server's answer says. Logs name no recipient and repeat no words of a server."""
    now = clock.real_now()
    if answer.end is End.SENT:
        rest = mailing.rest_after(took)
        transitions.end_mail(mail.pk, MailState.SENT, by=POST, rest_until=now + rest if rest else None)
        return
    logger.warning("mail %s, attempt %s: %s", mail.pk, mail.attempts, answer.end.value)
    unanswered = answer.end is End.UNANSWERED
    if answer.end is End.REFUSED or (unanswered and mail.unanswered + 1 >= mailing.UNANSWERED_MOST):
        transitions.end_mail(mail.pk, MailState.FAILED, by=POST, error=answer.words)
        return
    until = now + mailing.pause(mail.attempts)
    server_is_away = answer.end in (End.AWAY, End.UNANSWERED)
    Mail.objects.put_off(
        mail.pk, answer.words, rest_until=until if server_is_away else None, unanswered=unanswered
    )
    _wait(mail, until, answer.words)


def _wait(mail: Mail, until: datetime, error: str) -> None:
    """Raises NotYet, or ends a mail that has waited too long."""
    if not mailing.is_too_late(mail.queued_at, clock.real_now()):
        raise outbox.NotYet(clock.court_time_of(until))
    transitions.end_mail(mail.pk, MailState.FAILED, by=POST, error=error)
