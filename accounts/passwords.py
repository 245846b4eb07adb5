"""Passwords that were used before are not used again (ACC-3)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import PasswordHistory, User
from accounts.rules.limits import PASSWORDS_REMEMBERED


class NotOneOfTheLast:
    """A validator: the password is none of the person's last five, the present one included [D]."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError. Compares hashes, a sixth of a second each: only when a password is chosen."""
        if not isinstance(user, User) or user.pk is None:
            return
        known = [user.password, *PasswordHistory.objects.last_of(user).values_list("password", flat=True)]
        if any(check_password(password, old) for old in dict.fromkeys(known) if old):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def password_changed(self, password: str, user: Any = None) -> None:
        """Remembers the new hash, and forgets those beyond the last five."""
        if not isinstance(user, User) or user.pk is None:
            return
        PasswordHistory.objects.create(user=user, password=user.password)
        kept = PasswordHistory.objects.last_of(user).values("pk")
        PasswordHistory.objects.filter(user=user).exclude(
            pk__in=list(kept.values_list("pk", flat=True))
        ).delete()

    def get_help_text(self) -> str:
        """What the page says beside the field."""
        return _("It must not be one of your last %(count)d passwords.") % {"count": PASSWORDS_REMEMBERED}
