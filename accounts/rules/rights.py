"""Who may do what (requirements section 1; P, A2, A3, A8, A10): the table that is asked, enforced and shown.

The role table printed in the pamphlet ticks every cell, which is an artefact of text extraction; the pamphlet's
prose and A3 decide. An Assistant Administrator has what needs a grant only while a Primary Administrator gives it.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The roles of accounts, by the codes of `Account.Role` (a test compares them)."""

    PRIMARY = "primary_administrator"
    ASSISTANT = "assistant_administrator"
    USER = "organisation_user"
    INDIVIDUAL = "individual"


class Answer(StrEnum):
    YES = "yes"
    BY_GRANT = "by_grant"
    NO = "no"


class Right(StrEnum):
    """What one may do; those that a Primary Administrator can grant are GRANTABLE."""

    KEEP_OWN_PARTICULARS = "keep_own_particulars"
    MANAGE_USERS = "manage_users"
    MANAGE_ASSISTANTS = "manage_assistants"
    MANAGE_PRIMARIES = "manage_primaries"
    GIVE_GRANTS = "give_grants"
    HAND_OVER = "hand_over"
    ASSIGN_SAME_BRANCH = "assign_same_branch"
    ASSIGN_ALL_BRANCHES = "assign_all_branches"
    MANAGE_DEFAULT_USERS = "manage_default_users"
    MANAGE_BRANCHES = "manage_branches"
    ACCEPT_DEPOSIT_TERMS = "accept_deposit_terms"
    TRANSACT = "transact"
    COMMENCE_IN_BULK = "commence_in_bulk"


# Primary, assistant, Organization User, Individual User, in this order.
_Y, _G, _N = Answer.YES, Answer.BY_GRANT, Answer.NO
_ROWS = {
    Right.KEEP_OWN_PARTICULARS: (_Y, _Y, _Y, _Y),  # P
    Right.MANAGE_USERS: (_Y, _Y, _N, _N),  # P
    Right.MANAGE_ASSISTANTS: (_Y, _G, _N, _N),  # P note 1
    Right.MANAGE_PRIMARIES: (_Y, _N, _N, _N),  # P: the PA manages all accounts
    Right.GIVE_GRANTS: (_Y, _N, _N, _N),  # ORG-0
    Right.HAND_OVER: (_Y, _N, _N, _N),  # our decision
    Right.ASSIGN_SAME_BRANCH: (_Y, _G, _N, _N),  # A8
    Right.ASSIGN_ALL_BRANCHES: (_Y, _G, _N, _N),  # A8, P note 1
    Right.MANAGE_DEFAULT_USERS: (_Y, _G, _N, _N),  # P note 1, A9
    Right.MANAGE_BRANCHES: (_Y, _G, _N, _N),  # P; the grant is our decision
    Right.ACCEPT_DEPOSIT_TERMS: (_Y, _N, _N, _N),  # official terms
    Right.TRANSACT: (_N, _N, _Y, _Y),  # A2, A3
    Right.COMMENCE_IN_BULK: (_N, _N, _Y, _N),  # A10
}
MATRIX: dict[Right, dict[Role, Answer]] = {
    right: dict(zip(Role, answers, strict=True)) for right, answers in _ROWS.items()
}
GRANTABLE = tuple(right for right, answers in MATRIX.items() if Answer.BY_GRANT in answers.values())
# What these allow has no page in the portal yet: they are shown as not in use, and nobody can be granted them.
NOT_IN_USE = frozenset({Right.ASSIGN_SAME_BRANCH, Right.ASSIGN_ALL_BRANCHES, Right.ACCEPT_DEPOSIT_TERMS})

# Which right opens, edits, suspends and reactivates an account of a role.
MANAGED_BY = {
    Role.USER: Right.MANAGE_USERS,
    Role.ASSISTANT: Right.MANAGE_ASSISTANTS,
    Role.PRIMARY: Right.MANAGE_PRIMARIES,
}


def holds(role: str, right: Right, grants: frozenset[str]) -> bool:
    """Whether an account of this role, with these grants, has the right."""
    answer = MATRIX[right][Role(role)]
    return answer == Answer.YES or (answer == Answer.BY_GRANT and right in grants)


def is_in_use(right: Right) -> bool:
    """Whether the portal has an act that asks for the right."""
    return right not in NOT_IN_USE
