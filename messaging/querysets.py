"""Whose messages they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import Account
    from messaging.models import Message


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, account: Account) -> MessageQuerySet:
        """An account's own messages: an inbox belongs to the account, not to the person (MSG-1)."""
        return self.filter(account=account)

    def unread(self) -> MessageQuerySet:
        """Not opened yet."""
        return self.filter(read_at__isnull=True)
