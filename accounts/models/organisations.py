"""Organisations, their branches, and how many of each they may have (ORG-1)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.lengths import at_most
from accounts.models.people import User
from accounts.rules import limits
from accounts.states import LimitRequestState, OrganisationState
from icms.kernel.models import Searchable
from icms.lib import clock
from icms.lib.key_fields import NameKeyField, NumberKeyField
from icms.lib.language import chinese_first
from icms.lib.names import Names


class Organisation(Searchable):
    """A body that is a registered user (P, Cap. 638H)."""

    class Kind(models.TextChoices):
        LAW_FIRM = "law_firm", _("law firm")
        GOVERNMENT = "government", _("government department")
        LAW_ENFORCEMENT = "law_enforcement", _("law enforcement agency")
        STATUTORY_BODY = "statutory_body", _("statutory body")
        PROFESSIONAL_BODY = "professional_body", _("professional body")
        COMPANY = "company", _("company")
        SOLE_PROPRIETORSHIP = "sole_proprietorship", _("sole proprietorship")
        PARTNERSHIP = "partnership", _("partnership")
        OWNERS_CORPORATION = "owners_corporation", _("owners' corporation")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    name_en = models.CharField(_("name in English"), max_length=limits.ORGANISATION_NAME_MAX, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=limits.ORGANISATION_NAME_MAX, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=50, unique=True)
    number_key = models.CharField(
        _("registration number as it is compared"),
        max_length=limits.REGISTRATION_NUMBER_MAX,
        blank=True,
        default="",
        editable=False,
    )
    name_en_key = models.CharField(
        _("name in English as it is compared"),
        max_length=limits.NAME_KEY_MAX,
        blank=True,
        default="",
        editable=False,
    )
    name_zh_key = models.CharField(
        _("name in Chinese as it is compared"),
        max_length=limits.NAME_KEY_MAX,
        blank=True,
        default="",
        editable=False,
    )
    number_search = NumberKeyField(_("registration number as it is searched"), of="registration_number")
    name_en_search = NameKeyField(_("name in English as it is searched"), of="name_en")
    name_zh_search = NameKeyField(_("name in Chinese as it is searched"), of="name_zh")
    is_government = models.BooleanField(
        _("government department"),
        default=False,
        help_text=_("Set by the court alone: a government department shows no proof when it joins a case."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=OrganisationState.choices, default=OrganisationState.ACTIVE
    )
    created_at = models.DateTimeField(_("opened"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes = [
            models.Index(fields=["number_key"], name="organisation_by_number_key"),
            models.Index(fields=["name_en_key"], name="organisation_by_name_en_key"),
            models.Index(fields=["name_zh_key"], name="organisation_by_name_zh_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                condition=~Q(number_key=""),
                name="organisation_number_is_registered_once",
            ),
            models.CheckConstraint(name="organisation_has_a_name", condition=~Q(name_en="", name_zh="")),
            models.CheckConstraint(
                name="organisation_names_are_not_too_long",
                condition=at_most(limits.ORGANISATION_NAME_MAX, "name_en", "name_zh"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as the reader's language puts it."""
        return Names(self.name_en, self.name_zh).first(chinese_first=chinese_first())


class Branch(models.Model):
    """A branch of an organisation; every organisation has one headquarters (ORG-1)."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, related_name="branches"
    )
    code = models.CharField(_("branch code"), max_length=limits.BRANCH_CODE_MAX)
    name = models.CharField(_("name"), max_length=limits.BRANCH_NAME_MAX)
    is_headquarters = models.BooleanField(_("headquarters"), default=False)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], name="branch_code_unique_in_organisation"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(is_headquarters=True),
                name="organisation_has_one_headquarters",
            ),
            models.CheckConstraint(
                name="branch_code_and_name_have_a_length",
                condition=~Q(code="")
                & ~Q(name="")
                & at_most(limits.BRANCH_CODE_MAX, "code")
                & at_most(limits.BRANCH_NAME_MAX, "name"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Counted(models.TextChoices):
    """What an organisation has a limited number of (ORG-1)."""

    PRIMARY_ADMINISTRATOR = "primary_administrator", _("Primary Administrators")
    ASSISTANT_ADMINISTRATOR = "assistant_administrator", _("Assistant Administrators")
    ORGANISATION_USER = "organisation_user", _("Organization Users")
    BRANCH = "branch", _("Branches")


class OrganisationLimit(models.Model):
    """A limit that the court has granted to one organisation; without a row the shipped limit holds (ORG-1)."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, related_name="limits"
    )
    what = models.CharField(_("of what"), max_length=30, choices=Counted.choices)
    number = models.PositiveIntegerField(_("limit on number"))

    class Meta:
        verbose_name = _("limit on number")
        verbose_name_plural = _("limits on number")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "what"], name="limit_unique_for_organisation_and_kind"
            ),
            models.CheckConstraint(
                name="limit_is_a_number_that_can_be_granted",
                condition=Q(number__gte=1, number__lte=limits.LIMIT_MAX),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.number}"


class LimitRequest(models.Model):
    """An organisation asks the court for a higher limit; the court grants or refuses with a reason (ORG-1)."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, related_name="limit_requests"
    )
    what = models.CharField(_("of what"), max_length=30, choices=Counted.choices)
    number = models.PositiveIntegerField(_("number asked for"))
    reason = models.TextField(_("why more are needed"))
    state = models.CharField(
        _("state"), max_length=20, choices=LimitRequestState.choices, default=LimitRequestState.WAITING
    )
    asked_by = models.ForeignKey(
        "accounts.Account", verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    granted = models.PositiveIntegerField(_("number granted"), null=True, blank=True)
    answer = models.TextField(_("the court's reason"), blank=True, default="")

    class Meta:
        verbose_name = _("request for a higher limit")
        verbose_name_plural = _("requests for higher limits")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "what"],
                condition=Q(state="waiting"),
                name="limit_request_waits_once_for_each_kind",
            ),
            models.CheckConstraint(
                name="limit_request_decided_has_officer_and_time",
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="limit_request_granted_has_a_number",
                condition=Q(state="granted", granted__isnull=False)
                | (~Q(state="granted") & Q(granted__isnull=True)),
            ),
            models.CheckConstraint(
                name="limit_request_refused_has_a_reason", condition=~Q(state="refused", answer="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_what_display()}, {self.number}"
