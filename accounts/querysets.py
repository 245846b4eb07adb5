"""Which accounts and invitations there are for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.rules.limits import PASSWORDS_REMEMBERED
from accounts.states import AccountState, InvitationState, OrganisationState
from icms.lib import clock

if TYPE_CHECKING:
    from accounts.models import Account, Invitation, Organisation, PasswordHistory, User


class AccountQuerySet(models.QuerySet["Account"]):
    def active(self) -> AccountQuerySet:
        """Accounts that can be used now: not suspended, nor their person or organisation (ORG-2)."""
        of_whom = Q(organisation__isnull=True) | Q(organisation__state=OrganisationState.ACTIVE)
        return self.filter(of_whom, state=AccountState.ACTIVE, user__is_active=True)

    def of_person(self, user: User) -> AccountQuerySet:
        """The accounts that a person may switch to, oldest first."""
        return self.active().filter(user=user).select_related("organisation", "branch", "user").order_by("pk")

    def counted(self) -> AccountQuerySet:
        """Accounts that count against a limit: all but those that were handed over (ORG-1)."""
        return self.exclude(state=AccountState.HANDED_OVER)

    def managed_by(self, account: Account) -> AccountQuerySet:
        """The accounts that an administrator sees: those of his organisation, none for anybody else."""
        if account.role not in ("primary_administrator", "assistant_administrator"):
            return self.none()
        return self.filter(organisation=account.organisation_id)

    def default_users_of(self, organisation: Organisation) -> AccountQuerySet:
        """Who gets what is assigned to nobody: those named, else the first active OU created (A9)."""
        users = self.active().filter(organisation=organisation, role="organisation_user")
        named = users.filter(is_default_user=True)
        return named if named.exists() else users.filter(pk__in=users.order_by("pk").values("pk")[:1])


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Invitations whose link still works; they count against a limit (ORG-1)."""
        return self.filter(state=InvitationState.SENT, expires_at__gt=clock.now())


class PasswordHistoryQuerySet(models.QuerySet["PasswordHistory"]):
    def last_of(self, user: User) -> PasswordHistoryQuerySet:
        """The passwords of a person that are not to be taken again, newest first (ACC-3)."""
        return self.filter(user=user).order_by("-set_at", "-pk")[:PASSWORDS_REMEMBERED]
