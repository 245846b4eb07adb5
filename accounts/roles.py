"""Who may do what, as questions (requirements section 1). Views, acts and pages ask here and nowhere else.

The answers are those of `rules/rights.py`, which the page of rights prints.
"""

from __future__ import annotations

from accounts.models import Account, Application, Branch, User
from accounts.rules.rights import MANAGED_BY, Right, Role, holds
from icms.lib.errors import Refused

ADMINISTRATORS = frozenset({Role.PRIMARY, Role.ASSISTANT})


def has_right(account: Account, right: Right) -> bool:
    """Whether the account's role, or what its administrator granted it, gives the right."""
    granted = account.grants_held if account.role == Role.ASSISTANT else frozenset()
    return holds(account.role, right, granted)


def refuse_without(account: Account, right: Right) -> None:
    """Raises Refused("right_missing") for an account that has not the right."""
    if not has_right(account, right):
        raise Refused("right_missing")


def administers(account: Account) -> bool:
    """Runs the accounts of an organisation: PA and AA."""
    return account.role in ADMINISTRATORS


def may_transact(account: Account) -> bool:
    """File, pay, read case messages: OU and IU only (A2, A3)."""
    return has_right(account, Right.TRANSACT)


def may_commence_in_bulk(account: Account) -> bool:
    """Only an Organization User can send bulk claims (A10); approval of the organisation is asked separately (A1)."""
    return has_right(account, Right.COMMENCE_IN_BULK)


def may_open(giver: Account, role: str, branch: Branch) -> bool:
    """Open an account of this role in this branch; a Primary Administrator belongs to headquarters (ORG-1)."""
    if role not in MANAGED_BY or branch.organisation_id != giver.organisation_id:
        return False
    return has_right(giver, MANAGED_BY[Role(role)]) and (role != Role.PRIMARY or branch.is_headquarters)


def may_manage(giver: Account, account: Account) -> bool:
    """Edit, move, suspend and reactivate this account. An Assistant Administrator never runs his own."""
    if account.organisation_id is None or account.organisation_id != giver.organisation_id:
        return False
    if giver.role == Role.ASSISTANT and account.user_id == giver.user_id and account.role != Role.USER:
        return False
    return has_right(giver, MANAGED_BY[Role(account.role)])


def refuse_unless_managed(giver: Account, account: Account) -> None:
    """Raises Refused("right_missing") where `may_manage` says no."""
    if not may_manage(giver, account):
        raise Refused("right_missing")


def may_grant(giver: Account, account: Account) -> bool:
    """Give rights to this Assistant Administrator, or take them back: only a Primary Administrator may (ORG-0)."""
    return (
        account.role == Role.ASSISTANT
        and account.organisation_id == giver.organisation_id
        and has_right(giver, Right.GIVE_GRANTS)
    )


def may_decide(user: User) -> bool:
    """Registry officers decide on what parties file; accounts officers and other staff look (section 1)."""
    return user.is_staff and user.has_perm("filing.add_decision")


def may_choose_late_session(user: User) -> bool:
    """A registrar has claims heard after the 60 days of the law, with a reason (REG-4)."""
    return may_decide(user) and user.has_perm("filing.choose_late_session")


def may_serve_accounts(user: User) -> bool:
    """The Support Centre answers requests, and suspends and reactivates for the court (section 1)."""
    return user.is_active and user.is_staff and user.has_perm("accounts.change_organisation")


def hinders_approval(user: User, application: Application) -> Refused | None:
    """Why this officer cannot approve the application; None where nothing hinders.

    Four eyes (our decision): no account comes of what one officer alone has seen.
    """
    if application.entered_by_id == user.pk:
        return Refused("entered_it_yourself")
    check = application.identity_check
    if check is not None and check.officer_id == user.pk:
        return Refused("checked_identity_yourself")
    return None


def may_remove_second_factors(user: User, person: User) -> bool:
    """The Support Centre for people outside; for registry staff only a system administrator. Never for oneself."""
    if user.pk == person.pk or not may_serve_accounts(user):
        return False
    return user.is_superuser or not person.is_staff


def needs_second_factor(user: User) -> bool:
    """Registry staff, and whoever administers an organisation by any of his accounts (ACC-3)."""
    return user.is_staff or user.accounts.active().filter(role__in=ADMINISTRATORS).exists()


def may_replace_papers(user: User) -> bool:
    """Whether a member of staff may put a sound copy in the place of a form that cannot be sealed."""
    return user.is_staff and user.has_perm("cases.replace_paper")


def may_register_cases(user: User) -> bool:
    """Registry officers enter cases that did not come through the portal (CRT-1)."""
    return user.is_staff and user.has_perm("cases.register_case")


def may_close_registry(user: User) -> bool:
    """Registry officers record closures of a registry, which move deemed times (TIM-3)."""
    return user.is_staff and user.has_perm("cases.close_registry")
