"""Which accounts, invitations, applications and terms there are for whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum

from accounts.rules import limits
from accounts.states import (
    APPLICATION_ENDED_WITHOUT_ACCOUNT,
    AccountState,
    ApplicationState,
    InvitationState,
    OrganisationState,
)
from icms.lib import clock

if TYPE_CHECKING:
    from accounts.models import (
        Account,
        Activation,
        Application,
        Invitation,
        Organisation,
        PasswordHistory,
        TermsVersion,
        User,
    )


class AccountQuerySet(models.QuerySet["Account"]):
    def active(self) -> AccountQuerySet:
        """Accounts that can be used now: not suspended, nor their person or organisation (ORG-2)."""
        of_whom = Q(organisation__isnull=True) | Q(organisation__state=OrganisationState.ACTIVE)
        return self.filter(of_whom, state=AccountState.ACTIVE, user__is_active=True)

    def of_person(self, user: User) -> AccountQuerySet:
        """The accounts that a person may switch to, oldest first."""
        rows = self.active().filter(user=user).with_terms()
        return rows.select_related("organisation", "branch", "user").order_by("pk")

    def with_terms(self) -> AccountQuerySet:
        """With `terms_due`: the version in force is not accepted yet; and `terms_ever`: some version is (ACC-4)."""
        from accounts.models import TermsAcceptance, TermsVersion

        in_force = TermsVersion.objects.in_force_first(clock.now()).values("pk")[:1]
        accepted = TermsAcceptance.objects.filter(account=OuterRef("pk"))
        there_are = Exists(TermsVersion.objects.filter(pk__in=in_force))
        return self.annotate(
            terms_due=there_are & ~Exists(accepted.filter(version__in=in_force)), terms_ever=Exists(accepted)
        )

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
        return self.filter(state=InvitationState.SENT, expires_at__gt=clock.real_now())

    def acceptable(self) -> InvitationQuerySet:
        """Open ones, but for those of an administrator who is suspended: he let nobody in before he went."""
        suspended = (AccountState.SUSPENDED, AccountState.SUSPENDED_BY_COURT)
        return self.open().exclude(invited_by__state__in=suspended)


class PasswordHistoryQuerySet(models.QuerySet["PasswordHistory"]):
    def last_of(self, user: User) -> PasswordHistoryQuerySet:
        """The passwords of a person that are not to be taken again, newest first (ACC-3)."""
        return self.filter(user=user).order_by("-set_at", "-pk")[: limits.PASSWORDS_REMEMBERED]


class ApplicationQuerySet(models.QuerySet["Application"]):
    def waiting_for_staff(self) -> ApplicationQuerySet:
        """What the Support Centre has to look at: sent or answered, or checked in person and not decided (ACC-2)."""
        checked = Q(state=ApplicationState.AWAITING_IDENTITY_CHECK, identity_check__isnull=False)
        return self.filter(Q(state=ApplicationState.SUBMITTED) | checked)

    def of_the_desk(self) -> ApplicationQuerySet:
        """What was sent, and what staff enter from paper. What an applicant never sent is nobody's business,

        also when he has withdrawn it.
        """
        return self.exclude(channel="online", submitted_at__isnull=True)

    def strangers_bytes(self) -> int:
        """How much the documents of online applications hold of which no account came, or none yet.

        What was withdrawn or rejected counts until its documents are gone: nobody empties the count by withdrawing.
        """
        came = (ApplicationState.APPROVED, ApplicationState.ACTIVE)
        rows = self.filter(channel="online").exclude(state__in=came)
        return int(rows.aggregate(held=Sum("files__file__size"))["held"] or 0)

    def opened_by_code(self) -> ApplicationQuerySet:
        """What reference number and access code lead to: all but drafts that have lapsed, of which nothing is left."""
        return self.exclude(state=ApplicationState.LAPSED, submitted_at__isnull=True)

    def lapsed_by(self, moment: datetime) -> ApplicationQuerySet:
        """Online drafts, and applications that wait for documents, that nobody changed for so long that they lapse.

        Never without a reminder since the last change, however late that came.
        """
        rows = self._idle(moment - limits.DRAFT_KEPT, moment - limits.DOCUMENTS_AWAITED)
        draft = Q(state=ApplicationState.DRAFT, reminded_at__lte=moment - limits.DRAFT_REMINDER_BEFORE)
        asked = Q(
            state=ApplicationState.DOCUMENTS_REQUESTED,
            reminded_at__lte=moment - limits.DOCUMENTS_REMINDER_BEFORE,
        )
        return rows.filter(draft | asked, reminded_at__gte=F("changed_at"))

    def to_remind(self, moment: datetime) -> ApplicationQuerySet:
        """Those that lapse soon and whose applicants have not been told since the last change."""
        rows = self._idle(
            moment - limits.DRAFT_KEPT + limits.DRAFT_REMINDER_BEFORE,
            moment - limits.DOCUMENTS_AWAITED + limits.DOCUMENTS_REMINDER_BEFORE,
        )
        return rows.filter(Q(reminded_at__isnull=True) | Q(reminded_at__lt=F("changed_at")))

    def _idle(self, drafts: datetime, documents: datetime) -> ApplicationQuerySet:
        draft = Q(state=ApplicationState.DRAFT, channel="online", changed_at__lte=drafts)
        return self.filter(draft | Q(state=ApplicationState.DOCUMENTS_REQUESTED, changed_at__lte=documents))

    def with_files_to_delete(self, moment: datetime) -> ApplicationQuerySet:
        """What ended without an account so long ago that its documents go."""
        from accounts.models import ApplicationFile

        ended = self.filter(
            state__in=APPLICATION_ENDED_WITHOUT_ACCOUNT, changed_at__lte=moment - limits.ENDED_FILES_KEPT
        )
        return ended.filter(Exists(ApplicationFile.objects.filter(application=OuterRef("pk"))))


class ActivationQuerySet(models.QuerySet["Activation"]):
    def open(self) -> ActivationQuerySet:
        """Links that still work."""
        return self.filter(used_at__isnull=True, ended_at__isnull=True, expires_at__gt=clock.real_now())


class TermsQuerySet(models.QuerySet["TermsVersion"]):
    def in_force_first(self, moment: datetime) -> TermsQuerySet:
        """The versions whose day has come, the one in force first."""
        return self.filter(valid_from__lte=moment).order_by("-valid_from")

    def in_force(self) -> TermsVersion | None:
        """The version in force now; None where none was ever entered."""
        return self.in_force_first(clock.now()).first()
