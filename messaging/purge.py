"""What the mail queue forgets, and when (messaging/rules/mailing.py); the message box is not touched here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from messaging.models import Mail
from messaging.rules.mailing import ROW_KEPT, TEXT_KEPT

CHUNK = 1000


def purge_mail(moment: datetime) -> int:
    """Empties the texts of mails that ended long ago and removes the oldest rows; returns how many. May run twice."""
    return _in_chunks(_empty, moment) + _in_chunks(_remove, moment)


def _in_chunks(step: Callable[[datetime], int], moment: datetime) -> int:
    done = 0
    while count := step(moment):
        done += count
    return done


@transaction.atomic(durable=True)
def _empty(moment: datetime) -> int:
    old = Mail.objects.filter(ended_at__lt=moment - TEXT_KEPT, emptied_at__isnull=True)
    chunk = list(old.values_list("pk", flat=True)[:CHUNK])
    ended = Mail.objects.filter(pk__in=chunk, ended_at__isnull=False)
    return ended.update(text="", html="", emptied_at=moment)


@transaction.atomic(durable=True)
def _remove(moment: datetime) -> int:
    chunk = list(Mail.objects.filter(ended_at__lt=moment - ROW_KEPT).values_list("pk", flat=True)[:CHUNK])
    return Mail.objects.filter(pk__in=chunk, ended_at__isnull=False).delete()[0]
