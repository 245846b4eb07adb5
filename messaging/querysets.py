"""Whose messages they are; which mails wait, and which need a person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from accounts import roles
from messaging.states import MailState

if TYPE_CHECKING:
    from accounts.models import Account
    from messaging.models import Mail, Message


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


class MailQuerySet(models.QuerySet["Mail"]):
    def queued(self) -> MailQuerySet:
        """Not with the mail server yet."""
        return self.filter(state=MailState.QUEUED)

    def failed(self) -> MailQuerySet:
        """What needs a person: nobody received it, and it is not tried again by itself."""
        return self.filter(state=MailState.FAILED)

    def begin(self, mail_id: int) -> Mail | None:
        """Counts an attempt before it is made, in one UPDATE; None when the mail has its end already, or is gone."""
        begun = self.queued().filter(pk=mail_id).update(attempts=models.F("attempts") + 1)
        return self.get(pk=mail_id) if begun else None

    def put_off(self, mail_id: int, error: str, *, rest_until: datetime | None, unanswered: bool) -> None:
        """The mail stays in the queue; `rest_until` when no other one need be tried before, either."""
        self.queued().filter(pk=mail_id).update(
            last_error=error, rest_until=rest_until, unanswered=models.F("unanswered") + int(unanswered)
        )

    def server_rests_until(self, moment: datetime) -> datetime | None:
        """Until when no mail need be tried, as the last one found; None when the server may be asked at `moment`."""
        rests = self.filter(rest_until__gt=moment)
        latest: datetime | None = rests.aggregate(latest=models.Max("rest_until"))["latest"]
        return latest
