"""Whose messages they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from accounts import roles

if TYPE_CHECKING:
    from accounts.models import Account
    from messaging.models import Message


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, account: Account) -> MessageQuerySet:
        """An account's own messages: an inbox belongs to the account, not to the person (MSG-1).

        Administrators read what concerns accounts and nothing of a case, whatever was sent to them (A2, MSG-4).
        """
        own = self.filter(account=account)
        return own if roles.may_transact(account) else own.filter(matter="account")

    def unread(self) -> MessageQuerySet:
        """Not opened yet."""
        return self.filter(read_at__isnull=True)
