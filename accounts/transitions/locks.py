"""How an act takes hold of an organisation: every act on its accounts, branches and limits locks its row first.

So two acts of one organisation never pass each other: what the second reads is what the first has left. The public
functions are steps of the acts beside this module.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from accounts import roles
from accounts.models import Account, Branch, Organisation, OrganisationLimit
from accounts.rules.limits import SHIPPED_LIMITS
from accounts.rules.rights import Right
from accounts.states import OrganisationState
from icms.lib.errors import Refused


def locked(organisation_id: int | None) -> Organisation:
    """The organisation, locked and read anew. Raises Organisation.DoesNotExist, RuntimeError outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("an organisation is locked inside the transaction of an act")
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id or 0)


def acting(by: Account, right: Right | None = None) -> Account:
    """The administrator who acts, read anew under the lock of his organisation, with what he was granted.

    Raises Refused("right_missing") where he does not administer any more, or lacks `right`.
    """
    locked(by.organisation_id)
    giver = (
        Account.objects.active()
        .filter(pk=by.pk)
        .select_related("organisation", "branch", "user")
        .prefetch_related("grants")
        .first()
    )
    if giver is None or not roles.administers(giver) or not (right is None or roles.has_right(giver, right)):
        raise Refused("right_missing")
    return giver


def managed(account_id: int, *, by: Account) -> tuple[Account, Account]:
    """The account to act on and the administrator who acts, both read anew under the organisation's lock.

    Raises Account.DoesNotExist for an account of another organisation, Refused("right_missing").
    """
    giver = acting(by)
    account = belonging(account_id, giver)
    roles.refuse_unless_managed(giver, account)
    return account, giver


def belonging(account_id: int, giver: Account) -> Account:
    """An account of the same organisation. Raises Account.DoesNotExist."""
    rows = Account.objects.select_related("user", "organisation", "branch")
    return rows.get(pk=account_id, organisation=giver.organisation_id)


def to_state(account: Account, state: str, moves: Mapping[str, frozenset[str]]) -> None:
    """Raises Refused("account_stands_so") for a move that the table does not know."""
    if state not in moves[account.state]:
        raise Refused("account_stands_so", person=account.name, state=account.get_state_display())


def refuse_without_primary(account: Account) -> None:
    """Raises Refused where no other Primary Administrator could act: one always remains (ORG-2)."""
    primaries = Account.objects.active().filter(
        organisation=account.organisation, role=Account.Role.PRIMARY_ADMINISTRATOR
    )
    if account.role == Account.Role.PRIMARY_ADMINISTRATOR and not primaries.exclude(pk=account.pk).exists():
        raise Refused("last_primary_administrator")


def limit_of(organisation: Organisation, what: str) -> int:
    """How many the organisation may have: what the court granted, else the shipped limit (ORG-1)."""
    granted = OrganisationLimit.objects.filter(organisation=organisation, what=what)
    return granted.values_list("number", flat=True).first() or SHIPPED_LIMITS[what]


def used_of(organisation: Organisation, what: str) -> int:
    """How many count against the limit: suspended accounts and open invitations too (ORG-1)."""
    if what == "branch":
        return organisation.branches.count()
    accounts = Account.objects.counted().filter(organisation=organisation, role=what).count()
    return accounts + organisation.invitations.open().filter(role=what).count()


def refuse_if_full(organisation: Organisation, what: str) -> None:
    """Raises Refused("limit_reached"). Only under the organisation's lock does the answer hold until the act ends."""
    limit = limit_of(organisation, what)
    if used_of(organisation, what) >= limit:
        raise Refused("limit_reached", limit=limit)


def branch_of(organisation: Organisation, branch_id: int) -> Branch:
    """A branch of the organisation. Raises Branch.DoesNotExist."""
    return organisation.branches.get(pk=branch_id)


def refuse_while_suspended(organisation: Organisation) -> None:
    """Raises Refused while the court has suspended the organisation."""
    if organisation.state != OrganisationState.ACTIVE:
        raise Refused("organisation_suspended")


def refuse_taker(taker: Account, giver: Account) -> None:
    """Another person, with an account that can be used, and no Primary Administrator yet; else raises Refused."""
    usable = Account.objects.active().filter(user=taker.user_id, organisation=giver.organisation_id)
    is_primary = usable.filter(role=Account.Role.PRIMARY_ADMINISTRATOR).exists()
    if taker.user_id == giver.user_id or is_primary or not usable.filter(pk=taker.pk).exists():
        raise Refused("handover_to_nobody")
