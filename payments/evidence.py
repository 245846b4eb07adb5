"""Notices are kept as they came; of those that nobody signed, so many an hour, and the rest is counted (F9).

Anybody can post to the gateway's door. What the bank signed is always kept, whole, before anything follows from it;
what is forged or no notice at all is kept as evidence until the hour has enough of it, so that nobody can fill the
disk. 200 of at most 8 KB an hour are 40 MB a day.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from payments.models import GatewayNotice
from payments.states import NoticeOutcome

UNSIGNED_KEPT_AN_HOUR = 200
UNSIGNED = (NoticeOutcome.FORGED, NoticeOutcome.UNREADABLE)


def keep(
    source: str, body: bytes, outcome: NoticeOutcome = NoticeOutcome.ARRIVED, *, received_at: datetime
) -> GatewayNotice:
    """A notice that the bank signed, kept before it is heeded; or with its outcome, where it cannot be understood."""
    return GatewayNotice.objects.create(
        received_at=received_at, source=source, body=_text(body), outcome=outcome
    )


def keep_unsigned(source: str, body: bytes, outcome: NoticeOutcome, *, received_at: datetime) -> None:
    """A notice that nobody signed: kept with its outcome, or counted where this hour has enough of them."""
    hour = received_at.replace(minute=0, second=0, microsecond=0)
    kept = GatewayNotice.objects.filter(outcome__in=UNSIGNED, received_at__gte=hour)
    if kept.count() < UNSIGNED_KEPT_AN_HOUR:
        keep(source, body, outcome, received_at=received_at)
        return
    counted, _new = GatewayNotice.objects.get_or_create(
        source=source, outcome=NoticeOutcome.COUNTED, received_at=hour, defaults={"times": 0}
    )
    GatewayNotice.objects.filter(pk=counted.pk).update(times=F("times") + 1)


def _text(body: bytes) -> str:
    # PostgreSQL keeps no NUL in a text.
    return body.decode("utf-8", errors="backslashreplace").replace("\x00", "\\x00")
