"""A stage and a store of its own for each test, in a database that really commits."""

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
    stage.load()
