"""The browser's bench: the whole portal as `manage.py up` starts it, with its own folder and port, and real batches."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What the suite's own settings set must not reach the portal that is tried here.
OURS = (
    "DJANGO_SETTINGS_MODULE",
    "DATABASE_URL",
    "BROKER_URL",
    "CACHE_URL",
    "SITE_URL",
    "MEDIA_ROOT",
    "ICMS_DEMO",
)


def free_port() -> int:
    """A port that the kernel gives."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    """The environment of a portal that lives in `folder`."""
    return {**{name: value for name, value in os.environ.items() if name not in OURS}, "VAR_DIR": str(folder)}


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running portal; it stops with the last test, children included."""
    folder = tmp_path_factory.mktemp("portal")
    command = [sys.executable, "manage.py", "up", "--port", str(free_port())]
    with (folder / "up.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, stderr=log, text=True
        )
        assert process.stdout is not None
        try:
            yield next(line.strip() for line in process.stdout if line.startswith("http://"))
        except StopIteration:
            pytest.fail(f"the portal did not start:\n{(folder / 'up.log').read_text()}")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
            process.stdout.close()


@pytest.fixture(scope="session")
def make_batch(tmp_path_factory: pytest.TempPathFactory):
    """Writes a realistic batch by the command that the README names; gives its folder."""
    seeds = iter(range(1000, 2000))

    def make(claims: int, *extra: str) -> Path:
        folder = tmp_path_factory.mktemp("batches") / "batch"
        command = [sys.executable, "manage.py", "make_batch", "--claims", str(claims), "--out", str(folder)]
        subprocess.run(
            [*command, "--seed", str(next(seeds)), *extra], cwd=ROOT, check=True, capture_output=True
        )
        return folder

    return make


@pytest.fixture(scope="session")
def base_url(portal: str) -> str:
    """pytest-playwright opens relative addresses there."""
    return portal


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker of a spread run (`-n`) has the running portal and every browser test with it."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("browser"))
