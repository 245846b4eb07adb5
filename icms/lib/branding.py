"""The portal's own name: the one place to change it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PORTAL_NAME = _("e-Court Portal")
