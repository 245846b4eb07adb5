"""What is noted when somebody asks for what he has no right to."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Account, User
from icms.kernel import audit
from icms.lib.counting import count_up

# Nobody can fill the audit trail: of an hour so many are noted, and the last one stands for the rest.
NOTED_AN_HOUR = 60
HOUR = 60 * 60


def note_refusal(route: str, address: str, *, by: Account | User) -> None:
    """Notes a refused request, so many an hour for one account, or for staff who have none.

    Counted before a transaction begins: whoever goes on asking costs the database nothing more.
    """
    key = f"access-refused:{by._meta.model_name}:{by.pk}"
    if count_up(key, seconds=HOUR) <= NOTED_AN_HOUR:
        _note(route, address, by=by)


@transaction.atomic(durable=True)
def _note(route: str, address: str, *, by: Account | User) -> None:
    audit.record("access.refused", by, by=by, route=route, address=address[:200])
