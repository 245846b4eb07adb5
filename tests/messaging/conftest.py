"""The cast with a media folder of its own; acts are durable, so nothing here runs inside a test's transaction."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import cast


@pytest.fixture
def people(transactional_db, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    cast.load()
