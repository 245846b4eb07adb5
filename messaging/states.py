"""The states of a mail and the moves between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENT = "sent", _("sent")
    KEPT = "kept", _("kept here, not sent")
    FAILED = "failed", _("could not be delivered")


MAIL_MOVES: dict[str, frozenset[str]] = {
    MailState.QUEUED: frozenset({MailState.SENT, MailState.KEPT, MailState.FAILED}),
    MailState.SENT: frozenset(),
    MailState.KEPT: frozenset(),
    MailState.FAILED: frozenset({MailState.QUEUED}),
}
