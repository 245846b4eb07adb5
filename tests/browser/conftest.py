"""The browser's bench: the whole portal as `manage.py up` starts it, with its own folder and port, and real batches."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, StorageState

from icms.lib.language import ENGLISH
from tests.browser.person import Person, choose_language, sign_in

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
    "SECOND_FACTOR_COMPULSORY",
)


def free_port() -> int:
    """A port that the kernel gives."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    """The environment of a portal that lives in `folder`."""
    return {**{name: value for name, value in os.environ.items() if name not in OURS}, "VAR_DIR": str(folder)}


def running(folder: Path, *arguments: str, **settings: str) -> Iterator[str]:
    """The address of a portal that runs in `folder`, with further settings; it stops afterwards, children included."""
    command = [sys.executable, "manage.py", "up", "--port", str(free_port()), *arguments]
    with (folder / "up.log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(folder) | settings,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
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


def open_registries(folder: Path) -> None:
    """Opens the registries of a running portal day and night: its officers' decisions are carried out at once."""
    words = (
        "import django; django.setup(); "
        "from tests.open_hours import open_round_the_clock; open_round_the_clock()"
    )
    env = {**environment(folder), "DJANGO_SETTINGS_MODULE": "icms.settings"}
    subprocess.run([sys.executable, "-c", words], cwd=ROOT, env=env, check=True, timeout=60)


@pytest.fixture(scope="session")
def portal_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the portal keeps everything."""
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="session")
def portal(portal_folder: Path) -> Iterator[str]:
    """The address of a running portal, as the demo is, with registries that never close; it stops at the end."""
    for address in running(portal_folder):
        open_registries(portal_folder)
        yield address


@pytest.fixture
def idle_workers(portal: str, portal_folder: Path) -> Callable[[], AbstractContextManager[None]]:
    """Lets the portal's workers stand still for the length of a block: what they have to do waits."""

    @contextmanager
    def standing_still() -> Iterator[None]:
        workers = [
            each
            for each in psutil.Process().children(recursive=True)
            if "celery" in each.cmdline()
            and "worker" in each.cmdline()
            and each.environ().get("VAR_DIR") == str(portal_folder)
        ]
        assert workers, "the portal has no worker"
        for each in workers:
            each.suspend()
        try:
            yield
        finally:
            for each in workers:
                each.resume()

    return standing_still


@pytest.fixture(scope="session")
def make_batch(tmp_path_factory: pytest.TempPathFactory):
    """Writes a realistic batch by the command that the README names; gives its folder.

    `faults` spoils it; `again` writes the batch of the last seed once more, so that a spoilt one comes mended.
    """
    seeds, last = iter(range(1000, 2000)), [0]

    def make(claims: int, *, faults: bool = False, again: bool = False) -> Path:
        folder = tmp_path_factory.mktemp("batches") / "batch"
        last[0] = last[0] if again else next(seeds)
        command = [sys.executable, "manage.py", "make_batch", "--claims", str(claims), "--out", str(folder)]
        command += ["--seed", str(last[0]), *(["--faults"] if faults else [])]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return folder

    return make


@pytest.fixture(scope="session")
def base_url(portal: str) -> str:
    """pytest-playwright opens relative addresses there."""
    return portal


@pytest.fixture(scope="session")
def signed_in(browser: Browser, base_url: str) -> Callable[[str, str], StorageState]:
    """What a browser keeps of somebody who has signed in: each person does so once a language."""

    @cache
    def state(email: str, language: str) -> StorageState:
        with browser.new_context(base_url=base_url) as context:
            sign_in(Person(context.new_page(), language), email)
            return context.storage_state()

    return state


@pytest.fixture
def person(browser: Browser, base_url: str, signed_in) -> Iterator[Callable[..., Person]]:
    """Somebody at a window of his own, signed in if an e-mail address is given; closed after the test."""
    with ExitStack() as windows:

        def open_(email: str = "", language: str = ENGLISH, **window: Any) -> Person:
            if email:
                window["storage_state"] = signed_in(email, language)
            context = windows.enter_context(browser.new_context(base_url=base_url, **window))
            scripted = bool(window.get("java_script_enabled", True))
            someone = Person(context.new_page(), language, scripted=scripted)
            if not email:
                someone.opens("/")
                choose_language(someone)
            return someone

        yield open_
