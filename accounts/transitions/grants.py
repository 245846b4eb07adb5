"""What a Primary Administrator gives an Assistant Administrator, one right at a time, and takes back (ORG-0)."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from accounts import roles
from accounts.models import Account, AssistantGrant
from accounts.transitions import locks
from accounts.transitions.telling import concerned, in_each_language, names
from icms.kernel import audit, outbox
from icms.lib import clock
from icms.lib.errors import Refused


@transaction.atomic(durable=True)
def give_grant(account_id: int, right: str, *, by: Account) -> None:
    """Gives one right; a second time changes nothing. Raises Account.DoesNotExist, Refused: right_missing."""
    giver = locks.acting(by)
    account = locks.belonging(account_id, giver)
    if not roles.may_grant(giver, account) or right not in AssistantGrant.Right.values:
        raise Refused("right_missing")
    _grant, created = AssistantGrant.objects.get_or_create(
        account=account, right=right, defaults={"granted_by": giver, "granted_at": clock.now()}
    )
    if not created:
        return
    outbox.emit(
        "account.notice",
        accounts=concerned(account, but=giver),
        template="account_grants_given",
        params={
            "person": names(account),
            "grants": [in_each_language(AssistantGrant.Right(right))],
            "by": names(giver),
        },
        event=f"account.grant:{uuid4()}",
    )
    audit.record("grant.given", account, by=by, person=names(account), right=right)


@transaction.atomic(durable=True)
def take_back_grant(account_id: int, right: str, *, by: Account) -> None:
    """Takes one right back; a second time changes nothing. Raises Account.DoesNotExist, Refused: right_missing."""
    giver = locks.acting(by)
    account = locks.belonging(account_id, giver)
    if not roles.may_grant(giver, account) or right not in AssistantGrant.Right.values:
        raise Refused("right_missing")
    if not AssistantGrant.objects.filter(account=account, right=right).delete()[0]:
        return
    outbox.emit(
        "account.notice",
        accounts=concerned(account, but=giver),
        template="account_grants_withdrawn",
        params={
            "person": names(account),
            "grants": [in_each_language(AssistantGrant.Right(right))],
            "by": names(giver),
        },
        event=f"account.grant_back:{uuid4()}",
    )
    audit.record("grant.taken_back", account, by=by, person=names(account), right=right)
