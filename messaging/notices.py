"""Writing messages: a step of the act that has something to say, never sent after it (MSG-1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from icms.lib import clock
from messaging import catalogue
from messaging.models import Attachment, Message


@dataclass(frozen=True)
class Enclosure:
    """A file of the court to enclose: a title code of the catalogue, the name to save it under, the stored file."""

    title: str
    file_name: str
    file_id: Any
    reference: str = ""


def send(
    template: str,
    *,
    event: str,
    to: Iterable[int],
    params: dict[str, Any],
    enclosures: Sequence[Enclosure] = (),
) -> None:
    """One message for each account and event; a second call for the same event changes nothing (LNK-7).

    `to` are account ids; `params` are plain values, worded when read. Raises RuntimeError outside a transaction,
    KeyError for a kind that nobody has registered, and as `Message.refuse_unfit` does: a message that nobody could read
    is never written.
    """
    _inside_an_act()
    catalogue.find(template).refuse_unfit(params, [enclosure.title for enclosure in enclosures])
    accounts = sorted(set(to))
    moment = clock.now()
    matter = Message.Matter.ACCOUNT if catalogue.is_of_account(template) else Message.Matter.CASE
    fields = {"event": event, "template": template, "matter": matter, "params": params, "sent_at": moment}
    if not enclosures:
        rows = [Message(account_id=account, **fields) for account in accounts]
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        return
    known = set(
        Message.objects.filter(event=event, account__in=accounts).values_list("account_id", flat=True)
    )
    new = [Message(account_id=account, **fields) for account in accounts if account not in known]
    _enclose(Message.objects.bulk_create(new), enclosures)


def enclose(*, event: str, enclosures: Sequence[Enclosure]) -> None:
    """Adds files to the messages of an event, once: what takes seconds to make follows its message (BLK-10).

    Raises UnfitMessage for an enclosure that the kind of message does not declare.
    """
    _inside_an_act()
    messages = list(Message.objects.filter(event=event, attachments__isnull=True))
    for template in {message.template for message in messages}:
        catalogue.find(template).refuse_unfit_enclosures(enclosure.title for enclosure in enclosures)
    _enclose(messages, enclosures)


def _enclose(messages: Sequence[Message], enclosures: Sequence[Enclosure]) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            position=position,
            title=enclosure.title,
            file_name=enclosure.file_name,
            file_id=enclosure.file_id,
            reference=enclosure.reference,
        )
        for message in messages
        for position, enclosure in enumerate(enclosures, start=1)
    )


def _inside_an_act() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a message belongs to the transaction of its act")
