"""What administrators do with the accounts of their organisation; everybody with his own particulars (ORG-2, A9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Account, User
from accounts.rules.names import tidy
from accounts.rules.rights import Right
from accounts.states import ACCOUNT_MOVES, AccountState
from accounts.transitions import locks
from accounts.transitions.opening import open_account
from accounts.transitions.telling import names, tell_of
from icms.kernel import audit
from icms.lib.errors import Refused


@dataclass(frozen=True)
class Particulars:
    """What an organisation keeps about an account's person."""

    name_en: str
    name_zh: str
    position: str = ""
    telephone: str = ""


@transaction.atomic(durable=True)
def edit(account_id: int, particulars: Particulars, *, by: Account) -> Account:
    """Keeps the particulars as the organisation has them; the person's own stay his. Raises Refused: right_missing."""
    account, _giver = locks.managed(account_id, by=by)
    before = {field: getattr(account, field) for field in vars(particulars)}
    after = {field: tidy(value) for field, value in vars(particulars).items()}
    changed = {field: value for field, value in after.items() if value != before[field]}
    for field, value in changed.items():
        setattr(account, field, value)
    if changed:
        account.save(update_fields=list(changed))
        was = {field: before[field] for field in changed}
        audit.record("account.edited", account, by=by, person=names(account), was=was, now=changed)
    return account


@transaction.atomic(durable=True)
def suspend(account_id: int, *, by: Account) -> Account:
    """Closes the account at once; cases stay assigned (ORG-2).

    Raises Refused: right_missing, account_stands_so, last_primary_administrator.
    """
    account, giver = locks.managed(account_id, by=by)
    locks.to_state(account, AccountState.SUSPENDED, ACCOUNT_MOVES)
    locks.refuse_without_primary(account)
    account.state = AccountState.SUSPENDED
    account.save(update_fields=["state"])
    tell_of("account_suspended", account, giver=giver)
    audit.record("account.suspended", account, by=by, person=names(account), role=account.role)
    return account


@transaction.atomic(durable=True)
def reactivate(account_id: int, *, by: Account) -> Account:
    """Opens a suspended account again. Raises Refused: right_missing, account_stands_so, suspended_by_court."""
    account, giver = locks.managed(account_id, by=by)
    if account.state == AccountState.SUSPENDED_BY_COURT:
        raise Refused("suspended_by_court")
    if account.state in (AccountState.HANDED_OVER, AccountState.AWAITING_ACTIVATION):
        raise Refused("account_stands_so", person=account.name, state=account.get_state_display())
    locks.to_state(account, AccountState.ACTIVE, ACCOUNT_MOVES)
    account.state = AccountState.ACTIVE
    account.save(update_fields=["state"])
    tell_of("account_reactivated", account, giver=giver)
    audit.record("account.reactivated", account, by=by, person=names(account), role=account.role)
    return account


@transaction.atomic(durable=True)
def move(account_id: int, branch_id: int, *, by: Account) -> Account:
    """Moves the account to another branch; a Primary Administrator stays in headquarters (ORG-1).

    Raises Branch.DoesNotExist, Refused: right_missing, primary_stays_in_headquarters.
    """
    account, giver = locks.managed(account_id, by=by)
    branch = locks.branch_of(locks.locked(giver.organisation_id), branch_id)
    if account.role == Account.Role.PRIMARY_ADMINISTRATOR and not branch.is_headquarters:
        raise Refused("primary_stays_in_headquarters")
    if branch.pk == account.branch_id:
        return account
    was, account.branch = str(account.branch), branch
    account.save(update_fields=["branch"])
    tell_of("account_moved", account, giver=giver, branch=str(branch))
    audit.record("account.moved", account, by=by, person=names(account), was=was, branch=str(branch))
    return account


@transaction.atomic(durable=True)
def open_own_user_account(*, by: Account) -> Account:
    """An administrator's own Organization User account, so that he can file (A3): in his branch. Twice gives one.

    Raises Refused: right_missing, limit_reached, own_account_suspended.
    """
    giver = locks.acting(by, Right.MANAGE_USERS)
    role = Account.Role.ORGANISATION_USER
    mine = Account.objects.filter(user=giver.user, organisation=giver.organisation, role=role).first()
    if mine is not None:
        if mine.state != AccountState.ACTIVE:
            raise Refused("own_account_suspended")
        return mine
    organisation = locks.locked(giver.organisation_id)
    locks.refuse_if_full(organisation, role)
    account = open_account(
        giver.user,
        role,
        organisation=organisation,
        branch=giver.branch,
        name_en=giver.name_en,
        name_zh=giver.name_zh,
    )
    tell_of("account_opened", account, giver=giver, branch=str(giver.branch))
    audit.record("account.opened", account, by=by, person=names(account), role=role, branch=str(giver.branch))
    return account


@transaction.atomic(durable=True)
def name_default_users(account_ids: Collection[int], *, by: Account) -> None:
    """Names exactly these Organization Users as default ones; none means: the first active one created (A9).

    Raises Account.DoesNotExist for one who is not an Organization User of the organisation, Refused: right_missing.
    """
    giver = locks.acting(by, Right.MANAGE_DEFAULT_USERS)
    users = Account.objects.select_related("user", "organisation", "branch").filter(
        organisation=giver.organisation, role=Account.Role.ORGANISATION_USER
    )
    chosen = {account.pk: account for account in users if account.pk in set(account_ids)}
    if len(chosen) < len(set(account_ids)):
        raise Account.DoesNotExist
    for account in [account for account in chosen.values() if not account.is_default_user]:
        _name_default(account, giver=giver, by=by)
    for account in users.filter(is_default_user=True).exclude(pk__in=chosen):
        _name_no_default(account, giver=giver, by=by)


def _name_default(account: Account, *, giver: Account, by: Account) -> None:
    account.is_default_user = True
    account.save(update_fields=["is_default_user"])
    tell_of("account_became_default_user", account, giver=giver)
    audit.record("account.became_default_user", account, by=by, person=names(account))


def _name_no_default(account: Account, *, giver: Account, by: Account) -> None:
    account.is_default_user = False
    account.save(update_fields=["is_default_user"])
    tell_of("account_ceased_default_user", account, giver=giver)
    audit.record("account.ceased_default_user", account, by=by, person=names(account))


@transaction.atomic(durable=True)
def keep_own_particulars(name_en: str, name_zh: str, language: str, *, by: User) -> User:
    """A person keeps his own names and language; what his organisation keeps about him stays (P)."""
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    after = {"name_en": tidy(name_en), "name_zh": tidy(name_zh), "language": language}
    changed = {field: value for field, value in after.items() if value != getattr(person, field)}
    if changed:
        was = {field: getattr(person, field) for field in changed}
        for field, value in changed.items():
            setattr(person, field, value)
        person.save(update_fields=list(changed))
        audit.record("person.edited", person, by=by, was=was, now=changed)
    return person
