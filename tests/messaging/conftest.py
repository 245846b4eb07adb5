"""The cast with a media folder of its own; acts are durable, so nothing here runs inside a test's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.messaging.post_office import PostOffice, open_office
from tests.on_production import free_port


@pytest.fixture
def people(transactional_db, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    cast.load()


@pytest.fixture
def queue(settings) -> None:
    settings.EMAIL_BACKEND = "messaging.mail.QueueBackend"
    settings.DEFAULT_FROM_EMAIL = "e-Court Portal <no-reply@court.example>"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    with open_office() as opened:
        settings.EMAIL_PORT = opened.port
        yield opened
