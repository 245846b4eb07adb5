"""Opening an account: one step of every act that does, whoever decided it (ACC-2, ORG-0, A3)."""

from __future__ import annotations

from django.db import connection

from accounts.models import Account, Branch, Organisation, User
from icms.lib.errors import Refused


def open_account(
    user: User,
    role: str,
    *,
    organisation: Organisation | None = None,
    branch: Branch | None = None,
    name_en: str = "",
    name_zh: str = "",
) -> Account:
    """A step: the person's new account. The caller holds the organisation's lock and has asked for its limit.

    Raises Refused("has_account_already"), RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an account is opened inside the transaction of an act")
    if Account.objects.filter(user=user, role=role, organisation=organisation).exists():
        raise Refused("has_account_already")
    return Account.objects.create(
        user=user, role=role, organisation=organisation, branch=branch, name_en=name_en, name_zh=name_zh
    )
