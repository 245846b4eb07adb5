"""The door to the mail server: one dialogue a mail, bounded in time, and what its end means.

Eleven steps of five seconds and a minute for the last one: less than the lease of the job that waits for them.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.utils import format_datetime
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from icms.lib.clock import hk
from messaging.models import Mail

STEP_SECONDS = 5.0
# A server that looks through a mail before it answers takes its time; who hangs up early sends it twice.
TAKING_SECONDS = 60.0
OK, WILL_FORWARD, SHUTTING_DOWN, PERMANENT = 250, 251, 421, 500


class End(Enum):
    """How a dialogue ended."""

    SENT = "the server has it"
    REFUSED = "the server will never take it"
    LATER = "the server does not take this mail now"
    AWAY = "no mail can be handed to the server now"
    UNANSWERED = "it was handed over, and no answer came"


@dataclass(frozen=True)
class Answer:
    """The end of a dialogue, with the server's words (they may name the recipient: never for a log)."""

    end: End
    words: str = ""


def send(mail: Mail) -> Answer:
    """Hands one mail to the server. Never raises for what a server or a network does."""
    try:
        message = _written(mail)
        sender = sanitize_address(mail.sender, "utf-8")
        recipient = sanitize_address(mail.to, "utf-8")
    except ValueError as error:
        return Answer(End.REFUSED, _words(error))
    try:
        server = _greeted()
    except (OSError, smtplib.SMTPException) as error:
        return Answer(End.AWAY, _words(error))
    try:
        return _dialogue(server, sender, recipient, message)
    finally:
        _leave(server)


def _dialogue(server: smtplib.SMTP, sender: str, recipient: str, message: bytes) -> Answer:
    try:
        code, words = server.mail(sender, ["BODY=8BITMIME"] if server.has_extn("8bitmime") else [])
        if code != OK:
            return Answer(End.AWAY, _reply(code, words))
        code, words = server.rcpt(recipient)
        if code not in (OK, WILL_FORWARD):
            return Answer(_end_of(code), _reply(code, words))
    except (OSError, smtplib.SMTPException) as error:
        return Answer(End.AWAY, _words(error))
    try:
        if server.sock is not None:
            server.sock.settimeout(TAKING_SECONDS)
        code, words = server.data(message)
    except smtplib.SMTPDataError as error:
        return Answer(_end_of(error.smtp_code), _words(error))
    except (OSError, smtplib.SMTPException) as error:
        return Answer(End.UNANSWERED, _words(error))
    return Answer(End.SENT if code == OK else _end_of(code), _reply(code, words))


def _end_of(code: int) -> End:
    if code == SHUTTING_DOWN:
        return End.AWAY
    return End.REFUSED if code >= PERMANENT else End.LATER


def _greeted() -> smtplib.SMTP:
    """A server that knows us. Raises OSError or SMTPException."""
    here = urlsplit(settings.SITE_URL).hostname or "localhost"
    where = (settings.EMAIL_HOST, settings.EMAIL_PORT)
    if settings.EMAIL_USE_SSL:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            *where, local_hostname=here, timeout=STEP_SECONDS, context=_trust()
        )
    else:
        server = smtplib.SMTP(*where, local_hostname=here, timeout=STEP_SECONDS)
    try:
        if settings.EMAIL_USE_TLS:
            server.starttls(context=_trust())
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        server.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _trust() -> ssl.SSLContext:
    return EmailBackend().ssl_context


def _leave(server: smtplib.SMTP) -> None:
    """Says good-bye and waits for no answer: the mark of a sent mail must not wait for courtesies."""
    try:
        server.putcmd("quit")
    except (OSError, smtplib.SMTPException):
        pass
    finally:
        server.close()


def _written(mail: Mail) -> bytes:
    """The mail as it goes over the wire. Raises ValueError for an address or header that no mail can have."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(hk(mail.created_at)),
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
    }
    written = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, [mail.to], headers=headers)
    if mail.html:
        written.attach_alternative(mail.html, "text/html")
    message: Any = written.message()
    return bytes(message.as_bytes(linesep="\r\n"))


def _reply(code: int, words: bytes) -> str:
    return f"{code} {words.decode(errors='replace')}"


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
