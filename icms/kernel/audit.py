"""The append-only audit trail: one hash chain, written in the transaction of the act that it records (AUD-1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, models

from icms.kernel.models import AuditEvent, AuditHead
from icms.lib import clock


class Actor(Protocol):
    """Whoever does an act: an account, an officer, the system, the public (ORG-5: person and organisation)."""

    @property
    def audit_label(self) -> str: ...

    @property
    def audit_person(self) -> str: ...

    @property
    def audit_organisation(self) -> str: ...


@dataclass(frozen=True)
class SYSTEM:
    """A part of the portal that acts on its own, such as the gateway's notice."""

    part: str

    @property
    def audit_label(self) -> str:
        return f"system:{self.part}"

    @property
    def audit_person(self) -> str:
        return ""

    @property
    def audit_organisation(self) -> str:
        return ""


PUBLIC = SYSTEM("public")


@dataclass(frozen=True)
class Record:
    """One thing to record: the act, its target as text, and what should stand beside it."""

    action: str
    target: str
    data: dict[str, Any]


def name_of(target: models.Model | str) -> str:
    """How a target stands in the trail: `app.model:pk`, or the text itself."""
    return target if isinstance(target, str) else f"{target._meta.label_lower}:{target.pk}"


def record(action: str, target: models.Model | str, *, by: Actor, **data: Any) -> AuditEvent:
    """Adds one link. Call it last in an act: the chain's head is the last lock taken."""
    return record_many([Record(action, name_of(target), data)], by=by)[-1]


def record_many(records: Iterable[Record], *, by: Actor) -> list[AuditEvent]:
    """Adds several links in one go; the chain's head is locked once. Raises RuntimeError outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("an audit link belongs to the transaction of its act")
    heads = AuditHead.objects.select_for_update(no_key=True).filter(pk=1)
    head = heads.first() or _first_head()
    moment = clock.now()
    links = []
    for item in records:
        head.sequence += 1
        link = AuditEvent(
            sequence=head.sequence,
            at=moment,
            action=item.action,
            target=item.target,
            actor=by.audit_label,
            person=by.audit_person,
            organisation=by.audit_organisation,
            data=json.dumps(item.data, sort_keys=True, ensure_ascii=False, default=str),
            previous_hash=head.hash,
        )
        link.hash = head.hash = digest(link)
        links.append(link)
    AuditEvent.objects.bulk_create(links)
    head.save(update_fields=["sequence", "hash"])
    return links


def _first_head() -> AuditHead:
    """The head of a chain that has no link yet, locked."""
    AuditHead.objects.get_or_create(pk=1)
    return AuditHead.objects.select_for_update(no_key=True).get(pk=1)


def digest(link: AuditEvent) -> str:
    """The SHA-256 of a link over every column of it and the hash before it."""
    text = json.dumps(
        [
            link.sequence,
            _utc(link.at),
            link.action,
            link.target,
            link.actor,
            link.person,
            link.organisation,
            link.data,
            link.previous_hash,
        ],
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def breaks(events: Iterable[AuditEvent]) -> Iterator[int]:
    """The sequence numbers at which the chain does not hold; nothing for a whole chain."""
    previous, expected = "0" * 64, 1
    for event in events:
        if event.sequence != expected or event.previous_hash != previous or digest(event) != event.hash:
            yield event.sequence
        previous, expected = event.hash, event.sequence + 1


def _utc(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"
