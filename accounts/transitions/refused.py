"""What a door notes when somebody asks for an act by hand that his account has no right to."""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction

from accounts.models import Account
from icms.kernel import audit

# One account cannot fill the audit trail: of an hour so many are noted, and the last one stands for the rest.
NOTED_AN_HOUR = 60
HOUR = 60 * 60


@transaction.atomic(durable=True)
def note_refusal(route: str, address: str, *, by: Account) -> None:
    """Notes a refused request, so many an hour for one account."""
    key = f"access-refused:{by.pk}"
    cache.add(key, 0, HOUR)
    if cache.incr(key) <= NOTED_AN_HOUR:
        audit.record("access.refused", by, by=by, route=route, address=address[:200])
