"""The web process."""

from __future__ import annotations

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icms.settings")

# A key that anybody can read signs sessions that anybody can make: commands may do without one, pages may not.
if settings.SECRET_KEY.startswith("insecure"):
    raise ImproperlyConfigured("Set SECRET_KEY, or start the portal with `python3 manage.py up`.")

if not settings.PAYMENT_GATEWAY:
    raise ImproperlyConfigured("Set PAYMENT_GATEWAY: there is no default but the demo's sandbox.")


def read_in_pieces_of_the_upload() -> None:
    """Lets gunicorn read as much from the line at once as the upload asks of it.

    It reads 1 MB ahead and copies what it holds anew for each piece that it hands on: of 450 MB that takes five times
    the processor time. Nothing happens under another server.
    """
    from icms.files.incoming import CHUNK_BYTES

    unreader = sys.modules.get("gunicorn.http.unreader")
    if unreader is not None:
        setattr(unreader.SocketUnreader, "max_body_chunk", CHUNK_BYTES)  # noqa: B010 - gunicorn has no types


application = get_wsgi_application()
read_in_pieces_of_the_upload()
