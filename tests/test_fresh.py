"""`up --fresh`: what the demo has kept goes, what is its owner's alone stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from icms import embedded

SQLITE = "django.db.backends.sqlite3"


def kept(folder: Path) -> dict[str, str]:
    return {str(each.relative_to(folder)): each.read_text() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture
def portal(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.delenv("MEDIA_ROOT", raising=False)
    for name in (
        "db.sqlite3",
        "db.sqlite3-wal",
        "media/kept/aa/bb/file",
        "valkey/aof",
        "pages/aa/x.png",
        "run/beat",
        "run/up.lock",
        "secret",
        "static/site.css",
        "log/web.log",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_records_files_and_queued_work_go_and_secret_and_lock_stay(portal: Path):
    embedded.remove_kept(portal, {"ENGINE": SQLITE, "NAME": portal / "db.sqlite3"})
    assert set(kept(portal)) == {"run/up.lock", "secret", "static/site.css", "log/web.log"}
    embedded.remove_kept(portal, {"ENGINE": SQLITE, "NAME": portal / "db.sqlite3"})


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ({"ENGINE": "django.db.backends.postgresql", "NAME": "court"}, "DATABASE_URL"),
        ({"ENGINE": SQLITE, "NAME": "/srv/court/db.sqlite3"}, "DATABASE_URL"),
        ({"ENGINE": SQLITE, "NAME": "var/../../db.sqlite3"}, "DATABASE_URL"),
    ],
)
def test_another_database_than_the_demos_own_is_left_alone(portal: Path, database, said):
    before = kept(portal)
    with pytest.raises(embedded.NotOurs, match=said):
        embedded.remove_kept(portal, database)
    assert kept(portal) == before


def test_a_store_of_files_elsewhere_is_left_alone(portal: Path, monkeypatch):
    monkeypatch.setenv("MEDIA_ROOT", "/srv/court/media")
    before = kept(portal)
    with pytest.raises(embedded.NotOurs, match="MEDIA_ROOT"):
        embedded.remove_kept(portal, {"ENGINE": SQLITE, "NAME": portal / "db.sqlite3"})
    assert kept(portal) == before
