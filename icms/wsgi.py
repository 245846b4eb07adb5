"""The web process."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icms.settings")

# A key that anybody can read signs sessions that anybody can make: commands may do without one, pages may not.
if settings.SECRET_KEY.startswith("insecure"):
    raise ImproperlyConfigured("Set SECRET_KEY, or start the portal with `python3 manage.py up`.")

if not settings.PAYMENT_GATEWAY:
    raise ImproperlyConfigured("Set PAYMENT_GATEWAY: there is no default but the demo's sandbox.")

application = get_wsgi_application()
