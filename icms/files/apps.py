from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "icms.files"
    label = "files"
    verbose_name = _("Stored files")

    def ready(self) -> None:
        """Registers the words of this app's refusals and, by importing it, the handler of its topic."""
        from icms.files import handlers, refusals  # noqa: F401
        from icms.lib import errors

        errors.register(refusals.WORDS)
