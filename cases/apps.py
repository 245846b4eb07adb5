from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        from cases import handlers  # noqa: F401  (registers the outbox topics)
        from cases.message_texts import MESSAGES
        from cases.refusals import WORDS
        from icms.lib import errors
        from messaging import catalogue

        errors.register(WORDS)
        catalogue.register(MESSAGES)
