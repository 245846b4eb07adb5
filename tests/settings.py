"""The suite's settings: the portal's own, with an environment that a developer's machine cannot leak into.

TEST_DATABASE_URL, TEST_BROKER_URL and TEST_CACHE_URL run the same suite on production's parts (tests/on_production.py);
the default is SQLite in a file, because durable acts and two connections prove nothing in a memory database.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="icms-suite-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

(_folder / "static").mkdir()

for _name in (
    "ICMS_CLAMD",
    "EMAIL_URL",
    "EMAIL_FROM",
    "SANDBOX_SECRET",
    "BEHIND_PROXY",
    "SECURE_SSL_REDIRECT",
):
    os.environ.pop(_name, None)


def _cache_url() -> str:
    """A database of its own on the cache server for each process of a spread run: a test may empty the cache."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    url = os.environ.get("TEST_CACHE_URL", "")
    return f"{url}?db={1 + worker}" if url else ""


os.environ.update(
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    BROKER_URL=os.environ.get("TEST_BROKER_URL", "memory://"),
    CACHE_URL=_cache_url(),
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", f"sqlite:///{_folder / 'unused.sqlite3'}"),
    DEBUG="0",
    ICMS_DEMO="0",
    LOG_LEVEL="WARNING",
    PAYMENT_GATEWAY="sandbox",
    MEDIA_ROOT=str(_folder / "media"),
    SECOND_FACTOR_COMPULSORY="0",
    SECRET_KEY="only-for-the-suite-" + "0" * 40,
    SITE_URL="http://testserver",
    VAR_DIR=str(_folder),
)

from icms.settings import *
from icms.settings import DATABASES, STORAGES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "suite.sqlite3")}
    # Nobody pulls the plug on the suite's own database; what must survive a kill is tried on real processes.
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
# Hashing that costs nothing: nobody guesses passwords here, and every sign-in would take a sixth of a second.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Pages are tested without a collected static folder.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
