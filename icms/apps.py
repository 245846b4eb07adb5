from __future__ import annotations

import contextlib

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "icms.admin_site.RegistryAdminSite"


class PortalConfig(AppConfig):
    name = "icms"
    verbose_name = "iCMS"

    def ready(self) -> None:
        from icms import celery, checks  # noqa: F401  (makes the workers' app the current one; registers the checks)
        from icms.kernel import outbox
        from icms.kernel.tasks import work
        from icms.management.commands.compile_translations import compile_catalogues

        outbox.hang_bell(lambda: work.apply_async(retry=True))
        # Every command answers in three languages, also the first one in a fresh clone. A read-only installation
        # has its catalogues from the deployment.
        with contextlib.suppress(OSError):
            compile_catalogues()
