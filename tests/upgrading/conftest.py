"""One upgraded database for all tests of this folder, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.upgrading import mapping
from tests.upgrading.comparing import Comparison, tables_now
from tests.upgrading.loading import own_database, upgrade

# The day after the last row: pages and checks speak of holidays and hearings of that time, whatever day it is.
TODAY = "2026-11-28T12:00:00+08:00"


@pytest.fixture(scope="module")
def upgraded(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Comparison]:
    """The default database is the upgraded one; what a test changes in it, it takes back itself."""
    folder = tmp_path_factory.mktemp("upgraded")
    with (
        django_db_blocker.unblock(),
        time_machine.travel(TODAY, tick=True),
        override_settings(MEDIA_ROOT=str(folder), VAR_DIR=folder),
        own_database(folder),
    ):
        yield Comparison(upgrade(), tables_now(), mapping.ROWS, mapping.COLUMNS)
