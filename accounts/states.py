"""The states of an account and the moves between them (ORG-2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountState(models.TextChoices):
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")


ACCOUNT_MOVES: dict[str, frozenset[str]] = {
    AccountState.ACTIVE: frozenset({AccountState.SUSPENDED}),
    AccountState.SUSPENDED: frozenset({AccountState.ACTIVE}),
}
