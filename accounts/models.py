"""People, organisations and accounts: one person signs in once and may hold several accounts (ACC, ORG)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.querysets import AccountQuerySet
from accounts.states import AccountState
from icms.lib import clock
from icms.lib.language import ENGLISH, LANGUAGES, chinese_first


class UserManager(BaseUserManager["User"]):
    """Makes people by e-mail address; there is no open sign-up (ACC-2)."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who can sign in. Raises ValueError without an address."""
        if not email:
            raise ValueError("a person signs in with an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A system administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A natural person who signs in. What he may do hangs on the account that he uses."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default=ENGLISH)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("registry staff"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The person's name as the reader's language puts it; the e-mail address where no name is known."""
        names = (self.name_zh, self.name_en) if chinese_first() else (self.name_en, self.name_zh)
        return next((name for name in names if name), self.email)

    @property
    def audit_label(self) -> str:
        return f"staff:{self.pk}" if self.is_staff else f"user:{self.pk}"

    @property
    def audit_person(self) -> str:
        return f"{self.name_en or self.name_zh} <{self.email}>"

    @property
    def audit_organisation(self) -> str:
        return ""


class Organisation(models.Model):
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
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=300, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=50, unique=True)
    created_at = models.DateTimeField(_("opened"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.CheckConstraint(name="organisation_has_a_name", condition=~Q(name_en="", name_zh="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as the reader's language puts it."""
        names = (self.name_zh, self.name_en) if chinese_first() else (self.name_en, self.name_zh)
        return next(name for name in names if name)


class Branch(models.Model):
    """A branch of an organisation; every organisation has one headquarters (ORG-1)."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, related_name="branches"
    )
    code = models.CharField(_("branch code"), max_length=20)
    name = models.CharField(_("name"), max_length=150)
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
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Account(models.Model):
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
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Whose account it is, for the header: the organisation's name, or the individual's own."""
        return self.organisation.name if self.organisation else self.user.name

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
