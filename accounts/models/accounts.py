"""Accounts, what an Assistant Administrator was granted, and how the primary role goes to another person (ORG)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.lengths import at_most
from accounts.models.organisations import Branch, Organisation
from accounts.models.people import User
from accounts.querysets import AccountQuerySet
from accounts.rules import limits
from accounts.rules.rights import GRANTABLE
from accounts.states import AccountState, HandoverState
from icms.files.models import StoredFile
from icms.kernel.models import Searchable
from icms.lib import clock
from icms.lib.key_fields import NameKeyField
from icms.lib.language import ENGLISH, LANGUAGES, chinese_first
from icms.lib.names import Names


class Account(Searchable):
    """One role of one person: for one organisation, or as an individual. Rights, inbox and audit belong to it."""

    class Role(models.TextChoices):
        INDIVIDUAL = "individual", _("Individual User")
        PRIMARY_ADMINISTRATOR = "primary_administrator", _("Primary Administrator")
        ASSISTANT_ADMINISTRATOR = "assistant_administrator", _("Assistant Administrator")
        ORGANISATION_USER = "organisation_user", _("Organization User")

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="accounts"
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        related_name="accounts",
        null=True,
        blank=True,
    )
    branch = models.ForeignKey(
        Branch,
        verbose_name=_("branch"),
        on_delete=models.PROTECT,
        related_name="accounts",
        null=True,
        blank=True,
    )
    # As the organisation keeps it; the person keeps his own name, which holds where none is here.
    name_en = models.CharField(
        _("name in English"), max_length=limits.PERSON_NAME_MAX, blank=True, default=""
    )
    name_zh = models.CharField(
        _("name in Chinese"), max_length=limits.PERSON_NAME_MAX, blank=True, default=""
    )
    name_en_search = NameKeyField(_("name in English as it is searched"), of="name_en")
    name_zh_search = NameKeyField(_("name in Chinese as it is searched"), of="name_zh")
    position = models.CharField(_("position"), max_length=limits.POSITION_MAX, blank=True, default="")
    telephone = models.CharField(_("telephone"), max_length=limits.TELEPHONE_MAX, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=20, choices=AccountState.choices, default=AccountState.ACTIVE
    )
    is_default_user = models.BooleanField(_("default organization user"), default=False)
    created_at = models.DateTimeField(_("opened"), default=clock.now, editable=False)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                name="account_individual_has_no_organisation",
                condition=Q(role="individual", organisation__isnull=True, branch__isnull=True)
                | (~Q(role="individual") & Q(organisation__isnull=False, branch__isnull=False)),
            ),
            models.CheckConstraint(
                name="account_default_user_is_organisation_user",
                condition=Q(is_default_user=False) | Q(role="organisation_user"),
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                name="account_unique_for_person_organisation_and_role",
            ),
            # Without an organisation the constraint above compares nothing.
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(role="individual"),
                name="account_one_individual_account_for_a_person",
            ),
            models.CheckConstraint(
                name="account_particulars_are_not_too_long",
                condition=at_most(limits.PERSON_NAME_MAX, "name_en", "name_zh")
                & at_most(limits.POSITION_MAX, "position")
                & at_most(limits.TELEPHONE_MAX, "telephone"),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Whose account it is, for the header: the organisation's name, or the individual's own."""
        return self.organisation.name if self.organisation else self.user.name

    @property
    def name(self) -> str:
        """Whose account it is, as the organisation keeps the name, in the reader's language."""
        return Names(self.name_en, self.name_zh).first(chinese_first=chinese_first()) or self.user.name

    @property
    def role_label(self) -> str:
        """The account's role in the reader's language."""
        return str(self.get_role_display())

    @property
    def audit_label(self) -> str:
        return f"account:{self.pk}:{self.role}"

    @property
    def audit_person(self) -> str:
        return self.user.audit_person

    @property
    def audit_organisation(self) -> str:
        return (self.organisation.name_en or self.organisation.name_zh) if self.organisation else ""

    @property
    def grants_held(self) -> frozenset[str]:
        """The rights that a Primary Administrator granted to this account; read once from what was prefetched."""
        return frozenset(grant.right for grant in self.grants.all())


class AssistantGrant(models.Model):
    """One right that a Primary Administrator gave to an Assistant Administrator; taking it back removes the row."""

    class Right(models.TextChoices):
        MANAGE_ASSISTANTS = "manage_assistants", _("run the accounts of other Assistant Administrators")
        ASSIGN_SAME_BRANCH = "assign_same_branch", _("assign cases within the same branch")
        ASSIGN_ALL_BRANCHES = "assign_all_branches", _("assign cases in all branches")
        MANAGE_DEFAULT_USERS = "manage_default_users", _("choose the default organization users")
        MANAGE_BRANCHES = "manage_branches", _("maintain branch codes and ask for higher limits")

    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="grants"
    )
    right = models.CharField(_("right"), max_length=30, choices=Right.choices)
    granted_by = models.ForeignKey(
        Account, verbose_name=_("granted by"), on_delete=models.PROTECT, related_name="grants_given"
    )
    granted_at = models.DateTimeField(_("granted"))

    class Meta:
        verbose_name = _("grant to an Assistant Administrator")
        verbose_name_plural = _("grants to Assistant Administrators")
        constraints = [
            models.UniqueConstraint(fields=["account", "right"], name="grant_given_once"),
            models.CheckConstraint(
                name="grant_is_never_given_to_oneself", condition=~Q(account=F("granted_by"))
            ),
            models.CheckConstraint(
                name="grant_is_of_a_right_that_can_be_granted",
                condition=Q(right__in=[str(right) for right in GRANTABLE]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_right_display()}"


class Handover(models.Model):
    """The role of a Primary Administrator is to go to another, by a letter of authority; the court decides.

    He asks for it himself; or, where he is gone, the Support Centre enters the organisation's letter, with the cause.
    Then it may also go to somebody without an account, who is invited when it is approved.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, related_name="handovers"
    )
    giver = models.ForeignKey(
        Account, verbose_name=_("handed over by"), on_delete=models.PROTECT, related_name="handovers_given"
    )
    taker = models.ForeignKey(
        Account,
        verbose_name=_("handed over to"),
        on_delete=models.PROTECT,
        related_name="handovers_taken",
        null=True,
        blank=True,
    )
    new_email = models.EmailField(_("e-mail address of a new person"), blank=True, default="")
    new_name_en = models.CharField(
        _("name in English"), max_length=limits.PERSON_NAME_MAX, blank=True, default=""
    )
    new_name_zh = models.CharField(
        _("name in Chinese"), max_length=limits.PERSON_NAME_MAX, blank=True, default=""
    )
    new_language = models.CharField(
        _("language"), max_length=10, choices=LANGUAGES, blank=True, default=ENGLISH
    )
    entered_by = models.ForeignKey(
        User,
        verbose_name=_("entered from paper by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    cause = models.TextField(_("why the administrator is gone"), blank=True, default="")
    letter = models.ForeignKey(
        StoredFile, verbose_name=_("letter of authority"), on_delete=models.PROTECT, related_name="+"
    )
    letter_name = models.CharField(_("name of the letter's file"), max_length=100)
    state = models.CharField(
        _("state"), max_length=20, choices=HandoverState.choices, default=HandoverState.WAITING
    )
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("the court's reason"), blank=True, default="")

    class Meta:
        verbose_name = _("hand-over of the primary role")
        verbose_name_plural = _("hand-overs of the primary role")
        constraints = [
            models.UniqueConstraint(
                fields=["giver"], condition=Q(state="waiting"), name="handover_waits_once_for_each_giver"
            ),
            models.CheckConstraint(name="handover_goes_to_another_account", condition=~Q(giver=F("taker"))),
            models.CheckConstraint(
                name="handover_goes_to_an_account_or_to_a_new_person",
                condition=Q(taker__isnull=False, new_email="")
                | (Q(taker__isnull=True) & ~Q(new_email="") & ~Q(new_name_en="", new_name_zh="")),
            ),
            models.CheckConstraint(
                name="handover_from_paper_has_a_cause",
                condition=Q(entered_by__isnull=True, cause="", taker__isnull=False)
                | (Q(entered_by__isnull=False) & ~Q(cause="")),
            ),
            models.CheckConstraint(
                name="handover_decided_has_officer_and_time",
                condition=Q(
                    state__in=["waiting", "withdrawn"], decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(state__in=["approved", "refused"], decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="handover_refused_has_a_reason", condition=~Q(state="refused", answer="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.giver.name} → {self.successor}"

    @property
    def successor(self) -> str:
        """To whom the role goes, in the reader's language."""
        if self.taker is not None:
            return self.taker.name
        return Names(self.new_name_en, self.new_name_zh).first(chinese_first=chinese_first())
