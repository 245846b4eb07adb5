from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "icms.kernel"
    label = "kernel"
    verbose_name = _("System records")

    def ready(self) -> None:
        """Words the refusals; in the demo, lets the clock know how far the court's time is ahead (ADR 17)."""
        from icms.kernel import court_clock, refusals
        from icms.lib import clock, errors

        errors.register(refusals.WORDS)
        if not settings.ICMS_DEMO:
            return

        def keep_real_time(**kwargs: Any) -> None:
            clock.ahead_by(None)

        def follow_the_row(**kwargs: Any) -> None:
            clock.ahead_by(court_clock.ahead)

        # While tables are being made the row may not be there to be read.
        pre_migrate.connect(keep_real_time, sender=self, weak=False)
        post_migrate.connect(follow_the_row, sender=self, weak=False)
        follow_the_row()
