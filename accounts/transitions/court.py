"""What the court does with accounts and organisations: it suspends and reactivates, and marks departments."""

from __future__ import annotations

from django.db import transaction

from accounts import roles
from accounts.models import Account, Organisation, User
from accounts.states import ACCOUNT_MOVES, ORGANISATION_MOVES, AccountState, OrganisationState
from accounts.transitions import locks
from accounts.transitions.telling import administrators, names, tell_accounts, tell_of
from icms.kernel import audit
from icms.lib.errors import Refused


@transaction.atomic(durable=True)
def suspend_account(account_id: int, reason: str, *, by: User) -> Account:
    """Closes an account at once; only the court reactivates it. The last Primary Administrator's too.

    Raises Account.DoesNotExist, Refused: right_missing, reason_missing, account_stands_so.
    """
    account = _account(account_id, reason, by)
    locks.to_state(account, AccountState.SUSPENDED_BY_COURT, ACCOUNT_MOVES)
    account.state = AccountState.SUSPENDED_BY_COURT
    account.save(update_fields=["state"])
    tell_of("account_suspended_by_court", account, reason=reason)
    audit.record("account.suspended_by_court", account, by=by, person=names(account), reason=reason)
    return account


@transaction.atomic(durable=True)
def reactivate_account(account_id: int, reason: str, *, by: User) -> Account:
    """Opens again what the court, or an administrator, suspended.

    Raises Account.DoesNotExist, Refused: right_missing, reason_missing, account_stands_so.
    """
    account = _account(account_id, reason, by)
    if account.state in (AccountState.HANDED_OVER, AccountState.AWAITING_ACTIVATION):
        raise Refused("account_stands_so", person=account.name, state=account.get_state_display())
    locks.to_state(account, AccountState.ACTIVE, ACCOUNT_MOVES)
    account.state = AccountState.ACTIVE
    account.save(update_fields=["state"])
    tell_of("account_reactivated_by_court", account, reason=reason)
    audit.record("account.reactivated_by_court", account, by=by, person=names(account), reason=reason)
    return account


def _account(account_id: int, reason: str, by: User) -> Account:
    _refuse(reason, by)
    rows = Account.objects.select_related("user", "organisation", "branch")
    account = rows.get(pk=account_id)
    if account.organisation_id is None:
        return rows.select_for_update(of=("self",), no_key=True).get(pk=account_id)
    locks.locked(account.organisation_id)
    return rows.get(pk=account_id)


def _refuse(reason: str, by: User) -> None:
    if not roles.may_serve_accounts(by):
        raise Refused("right_missing")
    if not reason.strip():
        raise Refused("reason_missing")


@transaction.atomic(durable=True)
def suspend_organisation(organisation_id: int, reason: str, *, by: User) -> Organisation:
    """Closes all accounts of an organisation at once; each keeps its own state underneath. Its administrators are told.

    Raises Organisation.DoesNotExist, Refused: right_missing, reason_missing, decided_already.
    """
    return _set_state(organisation_id, OrganisationState.SUSPENDED_BY_COURT, reason, by)


@transaction.atomic(durable=True)
def reactivate_organisation(organisation_id: int, reason: str, *, by: User) -> Organisation:
    """Opens the organisation again; accounts that were suspended one by one stay so. Its administrators are told.

    Raises Organisation.DoesNotExist, Refused: right_missing, reason_missing, decided_already.
    """
    return _set_state(organisation_id, OrganisationState.ACTIVE, reason, by)


def _set_state(organisation_id: int, state: OrganisationState, reason: str, by: User) -> Organisation:
    _refuse(reason, by)
    organisation = locks.locked(organisation_id)
    if state not in ORGANISATION_MOVES[organisation.state]:
        raise Refused("decided_already")
    organisation.state = state
    organisation.save(update_fields=["state"])
    # By e-mail too: nobody opens the message box of an organisation that is suspended.
    emailed = {"administrators": administrators(organisation)}
    to, of = [account.pk for account in emailed["administrators"]], names(organisation)
    if state == OrganisationState.ACTIVE:
        tell_accounts("account_organisation_reactivated", to, emailed=emailed, organisation=of, reason=reason)
        audit.record("organisation.reactivated_by_court", organisation, by=by, reason=reason)
    else:
        tell_accounts("account_organisation_suspended", to, emailed=emailed, organisation=of, reason=reason)
        audit.record("organisation.suspended_by_court", organisation, by=by, reason=reason)
    return organisation


@transaction.atomic(durable=True)
def mark_government(organisation_id: int, marked: bool, reason: str, *, by: User) -> Organisation:
    """Marks an organisation as a government department, or no more; nobody but the court does (A20).

    Raises Organisation.DoesNotExist, Refused: right_missing, reason_missing.
    """
    _refuse(reason, by)
    organisation = locks.locked(organisation_id)
    if organisation.is_government != marked:
        organisation.is_government = marked
        organisation.save(update_fields=["is_government"])
        act = "marked_government" if marked else "unmarked_government"
        audit.record(f"organisation.{act}", organisation, by=by, reason=reason)
    return organisation
