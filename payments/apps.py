from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        from icms.lib import errors
        from messaging import catalogue
        from payments.message_texts import MESSAGES
        from payments.refusals import WORDS

        errors.register(WORDS)
        catalogue.register(MESSAGES)
