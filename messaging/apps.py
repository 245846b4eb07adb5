from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = _("Message boxes")

    def ready(self) -> None:
        """Registers handlers, words, and the messages of accounts, which may not look up to the message box."""
        from accounts.message_texts import MESSAGES
        from icms.lib import errors
        from messaging import catalogue, handlers  # noqa: F401  (handlers registers the outbox topics)
        from messaging.refusals import WORDS

        errors.register(WORDS)
        catalogue.register(MESSAGES)
