"""The rights matrix in words: what the page of rights and a person's page print, from the data that is enforced."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.rules.rights import GRANTABLE, MATRIX, Answer, Right, Role, is_in_use

SENTENCES: dict[Right, str | Promise] = {
    Right.KEEP_OWN_PARTICULARS: _("Keep one's own particulars"),
    Right.MANAGE_USERS: _("Open, edit, suspend and reactivate accounts of Organization Users"),
    Right.MANAGE_ASSISTANTS: _(
        "Open, edit, suspend and reactivate accounts of other Assistant Administrators"
    ),
    Right.MANAGE_PRIMARIES: _("Open, edit, suspend and reactivate accounts of Primary Administrators"),
    Right.GIVE_GRANTS: _("Give rights to Assistant Administrators and take them back"),
    Right.HAND_OVER: _("Ask that the primary role go to another person"),
    Right.ASSIGN_SAME_BRANCH: _("Assign cases to Organization Users of the same branch"),
    Right.ASSIGN_ALL_BRANCHES: _("Assign cases to Organization Users of all branches"),
    Right.MANAGE_DEFAULT_USERS: _("Choose the default organization users"),
    Right.MANAGE_BRANCHES: _("Maintain branch codes and ask the court for higher limits"),
    Right.ACCEPT_DEPOSIT_TERMS: _("Accept the terms of a deposit account"),
    Right.TRANSACT: _("File, inspect, apply, pay and read messages about cases"),
    Right.COMMENCE_IN_BULK: _("Commence claims in bulk, where the organization is approved for it"),
}
ANSWERS: dict[Answer, tuple[str | Promise, str]] = {
    Answer.YES: (_("yes"), "green"),
    Answer.BY_GRANT: (_("if granted"), "amber"),
    Answer.NO: (_("no"), "grey"),
}


@dataclass(frozen=True)
class Cell:
    """One answer: a word and its tone."""

    word: str
    tone: str


@dataclass(frozen=True)
class Row:
    """One right and what it is for each role, in the order of `heads`; or that nothing asks for it yet."""

    sentence: str
    in_use: bool
    cells: list[Cell]


@dataclass(frozen=True)
class GrantRow:
    """One right that can be granted: its code, what it allows, whether it can be given yet, and whether it is."""

    right: str
    sentence: str
    in_use: bool
    held: bool


def heads() -> list[str]:
    """The roles, in the order of the matrix."""
    return [str(Account.Role(role).label) for role in Role]


def matrix() -> list[Row]:
    """Every right of the data that roles ask."""
    return [
        Row(
            str(SENTENCES[right]),
            is_in_use(right),
            [Cell(str(ANSWERS[answers[role]][0]), ANSWERS[answers[role]][1]) for role in Role],
        )
        for right, answers in MATRIX.items()
    ]


def grant_rows(account: Account) -> list[GrantRow]:
    """What a Primary Administrator can grant this Assistant Administrator, and what he has."""
    held = account.grants_held
    return [
        GrantRow(str(right), str(SENTENCES[right]), is_in_use(right), right in held) for right in GRANTABLE
    ]
