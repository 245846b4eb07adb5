from __future__ import annotations

import pytest

from cases import known_courts, seed
from tests.cases import bench


@pytest.fixture
def desk(transactional_db, settings, tmp_path) -> bench.Registry:
    """A registry at work, with a media folder of its own."""
    settings.MEDIA_ROOT = str(tmp_path)
    seed.load()
    known_courts.by_code()  # read once, before anything counts statements
    return bench.registry()
