"""A store of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def store(settings, tmp_path: Path) -> Path:
    """The media folder of this test."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path / "media"


@pytest.fixture
def temporary(store: Path):
    """The temporary files that lie in the store now."""
    return lambda: sorted((store / "incoming").glob("*")) if (store / "incoming").exists() else []


@pytest.fixture
def requests() -> RequestFactory:
    return RequestFactory()


@pytest.fixture
def person():
    """Somebody who is signed in; nothing about him is asked."""
    return get_user_model()(pk=1)
