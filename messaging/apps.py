from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = _("Message boxes")

    def ready(self) -> None:
        from icms.lib import errors
        from messaging import handlers  # noqa: F401  (registers the outbox topics)
        from messaging.refusals import WORDS

        errors.register(WORDS)
