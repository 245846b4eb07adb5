"""Which accounts there are for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from accounts.states import AccountState

if TYPE_CHECKING:
    from accounts.models import Account, Organisation, User


class AccountQuerySet(models.QuerySet["Account"]):
    def active(self) -> AccountQuerySet:
        """Accounts that can be used now (ORG-2)."""
        return self.filter(state=AccountState.ACTIVE, user__is_active=True)

    def of_person(self, user: User) -> AccountQuerySet:
        """The accounts that a person may switch to, oldest first."""
        return self.active().filter(user=user).select_related("organisation", "branch", "user").order_by("pk")

    def default_users_of(self, organisation: Organisation) -> AccountQuerySet:
        """Who gets what is assigned to nobody: those named, else the first active OU created (A9)."""
        users = self.active().filter(organisation=organisation, role="organisation_user")
        named = users.filter(is_default_user=True)
        return named if named.exists() else users.filter(pk__in=users.order_by("pk").values("pk")[:1])
