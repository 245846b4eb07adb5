from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilingConfig(AppConfig):
    name = "filing"
    verbose_name = _("Filing")

    def ready(self) -> None:
        from icms.lib import errors
        from filing.refusals import WORDS

        errors.register(WORDS)
