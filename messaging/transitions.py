"""What happens to a message: it is opened, once (MSG-2 counts from the first opening)."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Account
from icms.kernel import audit
from icms.lib import clock
from messaging.models import Message


@transaction.atomic(durable=True)
def read(message_id: int, *, by: Account) -> None:
    """Marks a message as read at its first opening; a second opening changes nothing."""
    first = Message.objects.visible_to(by).unread().filter(pk=message_id).update(read_at=clock.now())
    if first:
        audit.record("message.read", f"messaging.message:{message_id}", by=by)
