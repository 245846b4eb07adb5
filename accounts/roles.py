"""Who may do what, as questions (requirements section 1). Views, acts and pages ask here and nowhere else."""

from __future__ import annotations

from accounts.models import Account, User

FILING_ROLES = frozenset({Account.Role.INDIVIDUAL, Account.Role.ORGANISATION_USER})


def may_transact(account: Account) -> bool:
    """File, pay, read case messages: OU and IU only (A2, A3)."""
    return account.role in FILING_ROLES


def may_commence_in_bulk(account: Account) -> bool:
    """Only an Organization User can send bulk claims (A10); approval of the organisation is asked separately (A1)."""
    return account.role == Account.Role.ORGANISATION_USER


def may_decide(user: User) -> bool:
    """Registry officers decide on what parties file; accounts officers and other staff look (section 1)."""
    return user.is_staff and user.has_perm("filing.add_decision")


def may_close_registry(user: User) -> bool:
    """Registry officers record closures of a registry, which move deemed times (TIM-3)."""
    return user.is_staff and user.has_perm("cases.close_registry")
