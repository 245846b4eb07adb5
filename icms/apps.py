from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "icms.admin_site.RegistryAdminSite"


class PortalConfig(AppConfig):
    name = "icms"
    verbose_name = "iCMS"

    def ready(self) -> None:
        from icms import checks  # noqa: F401  (registers the system checks)
        from icms.kernel import outbox
        from icms.kernel.tasks import work

        outbox.hang_bell(lambda: work.apply_async(retry=True))
