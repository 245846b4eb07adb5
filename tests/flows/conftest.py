"""A stage and a store of its own for each test; acts are durable, so nothing here runs inside a test's transaction."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.filing import stage


@pytest.fixture(autouse=True)
def store(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def scene(transactional_db) -> None:
    """Reference data and the cast, in a database that really commits."""
    stage.load()
