"""People: one person signs in once and may hold several accounts (ACC)."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.lengths import at_most
from accounts.querysets import PasswordHistoryQuerySet
from accounts.rules.limits import PERSON_NAME_MAX
from icms.kernel.models import Searchable
from icms.lib import clock
from icms.lib.key_fields import NameKeyField
from icms.lib.language import ENGLISH, LANGUAGES, chinese_first
from icms.lib.names import Names


class UserManager(BaseUserManager["User"]):
    """Makes people by e-mail address; there is no open sign-up (ACC-2)."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who can sign in. Raises ValueError without an address."""
        if not email:
            raise ValueError("a person signs in with an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        # A link that was mailed there, or the registry, has proved the address before there is a person.
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A system administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(Searchable, AbstractBaseUser, PermissionsMixin):
    """A natural person who signs in. What he may do hangs on the account that he uses."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=PERSON_NAME_MAX, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=PERSON_NAME_MAX, blank=True)
    name_en_search = NameKeyField(_("name in English as it is searched"), of="name_en")
    name_zh_search = NameKeyField(_("name in Chinese as it is searched"), of="name_zh")
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
        constraints = [
            models.CheckConstraint(
                name="person_names_are_not_too_long", condition=at_most(PERSON_NAME_MAX, "name_en", "name_zh")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The person's name as the reader's language puts it; the e-mail address where no name is known."""
        return Names(self.name_en, self.name_zh).first(chinese_first=chinese_first()) or self.email

    @property
    def audit_label(self) -> str:
        return f"staff:{self.pk}" if self.is_staff else f"user:{self.pk}"

    @property
    def audit_person(self) -> str:
        return f"{self.name_en or self.name_zh} <{self.email}>"

    @property
    def audit_organisation(self) -> str:
        return ""


class PasswordHistory(models.Model):
    """The hash of a password that a person had, so that it is not taken again (ACC-3)."""

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="password_history"
    )
    password = models.CharField(_("password (hash)"), max_length=128)
    set_at = models.DateTimeField(_("set"), default=clock.now, editable=False)

    objects = PasswordHistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("former password")
        verbose_name_plural = _("former passwords")
        indexes = [models.Index(fields=["user", "-set_at"], name="password_newest_of_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"
