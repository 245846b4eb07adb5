from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts and organizations")

    def ready(self) -> None:
        """Registers the words of refusals and, by importing them, handlers and what hears the sign-in library."""
        from accounts import handlers  # noqa: F401
        from accounts.refusals import WORDS
        from icms.lib import errors

        errors.register(WORDS)
