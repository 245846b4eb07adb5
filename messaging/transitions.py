"""What happens to a message: it is opened, once (MSG-2 counts from the first opening). And to a mail: it ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Account
from icms.kernel import audit, outbox
from icms.lib import clock
from icms.lib.errors import Refused
from messaging.models import Mail, Message
from messaging.states import MAIL_MOVES, MailState


@transaction.atomic(durable=True)
def read(message_id: int, *, by: Account) -> None:
    """Marks a message as read at its first opening; a second opening changes nothing."""
    first = Message.objects.visible_to(by).unread().filter(pk=message_id).update(read_at=clock.now())
    if first:
        audit.record("message.read", f"messaging.message:{message_id}", by=by)


@transaction.atomic(durable=True)
def end_mail(
    mail_id: int, state: MailState, *, by: audit.Actor, error: str = "", rest_until: datetime | None = None
) -> None:
    """The mail is sent, kept, or given up; changes nothing when it has its end already."""
    end = {"state": state, "ended_at": clock.real_now(), "last_error": error, "rest_until": rest_until}
    ended = Mail.objects.queued().filter(pk=mail_id).update(**end)
    if ended and state == MailState.FAILED:
        audit.record("mail.failed", f"messaging.mail:{mail_id}", by=by)


@transaction.atomic(durable=True)
def try_mail_again(mail_id: int, *, by: audit.Actor) -> None:
    """Puts a mail that could not be delivered into the queue again, with a new span of time.

    Raises Refused for any other mail, and for one whose text is removed.
    """
    mail = Mail.objects.select_for_update(no_key=True).get(pk=mail_id)
    if MailState.QUEUED not in MAIL_MOVES[mail.state] or mail.emptied_at is not None:
        raise Refused("mail_not_to_be_tried_again")
    mail.state, mail.queued_at, mail.ended_at = MailState.QUEUED, clock.real_now(), None
    mail.unanswered, mail.rest_until = 0, None
    mail.save(update_fields=["state", "queued_at", "ended_at", "unanswered", "rest_until"])
    outbox.emit("mail.queued", mail=mail.pk)
    audit.record("mail.tried_again", mail, by=by)
