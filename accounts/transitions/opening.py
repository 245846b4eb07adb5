"""Opening an account: one step of every act that does, whoever decided it (ACC-2, ORG-0, A3)."""

from __future__ import annotations

from django.db import IntegrityError, connection, transaction

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


def new_person(email: str, password: str | None, **named: str) -> User | None:
    """A step: a sign-in for the address, without a usable password where none is given.

    None where the address has one, also one that another act made at this moment.
    """
    if User.objects.filter(email=email).exists():
        return None
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, **named)
    except IntegrityError:
        if not User.objects.filter(email=email).exists():
            raise
        return None
