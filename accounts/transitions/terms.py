"""The terms are accepted for each account, version by version (ACC-4)."""

from __future__ import annotations

from django.db import connection, transaction

from accounts.models import Account, TermsAcceptance, TermsVersion
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused


@transaction.atomic(durable=True)
def accept_terms(version_id: int, *, by: Account) -> None:
    """The account accepts the version in force; a second time changes nothing. Raises Refused("terms_changed")."""
    if record_acceptance(by, version_id):
        audit.record("terms.accepted", by, by=by, version=version_id)


def record_acceptance(account: Account, version_id: int | None) -> bool:
    """A step: the account accepted what it was shown; False where it had before.

    Raises Refused("terms_changed") where another version came into force meanwhile.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("terms are accepted inside the transaction of an act")
    version = TermsVersion.objects.in_force()
    if version is None:
        return False
    if version.pk != version_id:
        raise Refused("terms_changed")
    _row, created = TermsAcceptance.objects.get_or_create(
        account=account, version=version, defaults={"accepted_at": clock.now()}
    )
    return created
