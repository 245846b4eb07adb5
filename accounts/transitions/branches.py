"""Branch codes of an organisation (ORG-1). One headquarters stands from the opening of the organisation."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Account, Branch
from accounts.rules.names import tidy
from accounts.rules.rights import Right
from accounts.transitions import locks
from icms.kernel import audit
from icms.lib.errors import Refused


@transaction.atomic(durable=True)
def add_branch(code: str, name: str, *, by: Account) -> Branch:
    """Adds a branch. Raises Refused: right_missing, limit_reached, branch_code_taken."""
    giver = locks.acting(by, Right.MANAGE_BRANCHES)
    organisation = locks.locked(giver.organisation_id)
    locks.refuse_if_full(organisation, "branch")
    code = _free(code, giver)
    branch = Branch.objects.create(organisation=organisation, code=code, name=tidy(name))
    audit.record("branch.added", organisation, by=by, branch=str(branch))
    return branch


@transaction.atomic(durable=True)
def edit_branch(branch_id: int, code: str, name: str, *, by: Account) -> Branch:
    """Gives a branch another code or name. Raises Branch.DoesNotExist, Refused: right_missing, branch_code_taken."""
    giver = locks.acting(by, Right.MANAGE_BRANCHES)
    organisation = locks.locked(giver.organisation_id)
    branch = locks.branch_of(organisation, branch_id)
    was = str(branch)
    branch.code, branch.name = _free(code, giver, but=branch), tidy(name)
    if str(branch) != was:
        branch.save(update_fields=["code", "name"])
        audit.record("branch.edited", organisation, by=by, was=was, branch=str(branch))
    return branch


def _free(code: str, giver: Account, but: Branch | None = None) -> str:
    code = tidy(code).upper()
    others = Branch.objects.filter(organisation=giver.organisation, code=code)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise Refused("branch_code_taken", branch=code)
    return code
