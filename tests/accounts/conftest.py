"""The cast, or nobody yet, with a media folder of its own; acts are durable, so no test here is one transaction."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache

from tests import cast


@pytest.fixture
def people(transactional_db, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    cast.load()


@pytest.fixture
def bench(transactional_db, settings, tmp_path: Path) -> None:
    """For applications: folders of the test's own, mails that can be read, and nothing counted yet."""
    settings.MEDIA_ROOT = str(tmp_path)
    settings.VAR_DIR = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()
