"""What a Primary Administrator gives an Assistant Administrator, one right at a time, and takes back (ORG-0)."""

from __future__ import annotations

from django.db import transaction

from accounts import roles
from accounts.models import Account, AssistantGrant
from accounts.rules.rights import Right, is_in_use
from accounts.transitions import locks
from accounts.transitions.telling import in_each_language, names, tell_of
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused


@transaction.atomic(durable=True)
def give_grant(account_id: int, right: str, *, by: Account) -> None:
    """Gives one right; a second time changes nothing.

    Raises Account.DoesNotExist, Refused: right_missing, right_not_in_use.
    """
    account, giver = _grantable(account_id, right, by)
    if not is_in_use(Right(right)):
        raise Refused("right_not_in_use")
    _grant, created = AssistantGrant.objects.get_or_create(
        account=account, right=right, defaults={"granted_by": giver, "granted_at": clock.now()}
    )
    if not created:
        return
    tell_of(
        "account_grants_given", account, giver=giver, grants=[in_each_language(AssistantGrant.Right(right))]
    )
    audit.record("grant.given", account, by=by, person=names(account), right=right)


@transaction.atomic(durable=True)
def take_back_grant(account_id: int, right: str, *, by: Account) -> None:
    """Takes one right back; a second time changes nothing. Raises Account.DoesNotExist, Refused: right_missing."""
    account, giver = _grantable(account_id, right, by)
    if not AssistantGrant.objects.filter(account=account, right=right).delete()[0]:
        return
    tell_of(
        "account_grants_withdrawn",
        account,
        giver=giver,
        grants=[in_each_language(AssistantGrant.Right(right))],
    )
    audit.record("grant.taken_back", account, by=by, person=names(account), right=right)


def _grantable(account_id: int, right: str, by: Account) -> tuple[Account, Account]:
    """The Assistant Administrator and the Primary Administrator who acts, for a right that can be granted."""
    giver = locks.acting(by)
    account = locks.belonging(account_id, giver)
    if not roles.may_grant(giver, account) or right not in AssistantGrant.Right.values:
        raise Refused("right_missing")
    return account, giver
