"""The mail queue: Django's e-mail back-end writes rows; a job each hands them to the mail server.

Nobody imports this: settings name it, so whoever sends mail by Django, allauth too, sends it here. A mail sent in an
act is part of the act and goes with it when it rolls back.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import forbid_multi_line_headers, sanitize_address
from django.db import transaction
from django.utils.translation import get_language

from icms.kernel import outbox
from icms.lib import clock
from icms.lib.language import ENGLISH, LANGUAGES
from messaging.models import Mail


class QueueBackend(BaseEmailBackend):
    """Queues mails, one row for each recipient: one who is refused holds up nobody, and nobody sees the others."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Returns how many messages were queued.

        Raises ValueError for a line break in a subject or address, for what is no address, and for an attachment,
        which the queue does not carry; then nothing is queued.
        """
        for message in email_messages:
            _check(message)
            if message.attachments:
                raise ValueError("the mail queue carries no attachments")
        mails = [mail for message in email_messages for mail in _rows(message)]
        with transaction.atomic():
            Mail.objects.bulk_create(mails)
            outbox.emit_many("mail.queued", [{"mail": mail.pk} for mail in mails])
        return len(email_messages)


def _check(message: EmailMessage) -> None:
    forbid_multi_line_headers("Subject", str(message.subject), "utf-8")
    for address in (message.from_email, *message.recipients()):
        forbid_multi_line_headers("To", address, "utf-8")
        sanitize_address(address, "utf-8")
        if "@" not in parseaddr(address)[1]:
            raise ValueError("a recipient without an address")


def _rows(message: EmailMessage) -> list[Mail]:
    written, queued = clock.now(), clock.real_now()
    spoken = get_language()
    return [
        Mail(
            message_id=_message_id(message.from_email),
            sender=message.from_email,
            to=recipient,
            subject=str(message.subject),
            text=str(message.body),
            html=_html(message),
            language=spoken if spoken in dict(LANGUAGES) else ENGLISH,
            created_at=written,
            queued_at=queued,
        )
        for recipient in message.recipients()
    ]


def _message_id(sender: str) -> str:
    """Fixed for good: a mail that is handed over twice is the same mail, and recognised as such."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4().hex}@{domain.encode('idna').decode()}>"


def _html(message: EmailMessage) -> str:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
