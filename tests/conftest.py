"""The sealed bench: no network but this machine's own, translations compiled, a browser only where there is one."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator

import hypothesis
import pytest
from django.test import TransactionTestCase
from django.utils import translation

from tests import snapshots
from tests.group_times import GroupTimes
from tests.selection import SoakTable, add_options, select

LOCAL_NAMES = {"localhost", "testserver", ""}
# Playwright keeps an event loop in the suite's thread until its end, which Django would take for asynchronous code
# and refuse the database, the last time when it takes the test database down: so not in a fixture.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    from tests.spread import Spread

    return Spread(config, log)


def pytest_configure(config: pytest.Config) -> None:
    from icms.management.commands.compile_translations import compile_catalogues

    compile_catalogues()
    if not hasattr(config, "workerinput"):  # a worker of a spread run reports to the process that started it
        config.pluginmanager.register(GroupTimes(), "group_times")
        if config.getoption("soak"):
            config.pluginmanager.register(SoakTable(), "soak_table")


def pytest_addoption(parser: pytest.Parser) -> None:
    add_options(parser)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    select(config, items)


class NetworkIsShut(Exception):
    """A test tried to leave this machine."""


@pytest.fixture(scope="session", autouse=True)
def quickly_emptied() -> Iterator[None]:
    """What a test has committed is cleared away by `snapshots` instead of Django's flush."""
    flush = TransactionTestCase._fixture_teardown

    def put_back(case: TransactionTestCase) -> None:
        snapshots.empty(lambda: flush(case))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield


# Properties are about results, not about how long a busy machine takes; in CI hypothesis sees to that itself.
if not os.environ.get("CI"):
    hypothesis.settings.register_profile("unhurried", deadline=None)
    hypothesis.settings.load_profile("unhurried")


def _is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def shut_network() -> Iterator[None]:
    """Connections and name look-ups end at loopback; sockets in the file system stay open."""
    patch = pytest.MonkeyPatch()
    look_up = socket.getaddrinfo

    def checked(method):
        def call(self, address, *rest):
            if self.family != socket.AF_UNIX and not _is_local(address[0]):
                raise NetworkIsShut(f"a test may not reach {address!r}")
            return method(self, address, *rest)

        return call

    def look_up_here(host, *rest, **named):
        if not _is_local(host):
            raise NetworkIsShut(f"a test may not look up {host!r}")
        return look_up(host, *rest, **named)

    patch.setattr(socket.socket, "connect", checked(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", checked(socket.socket.connect_ex))
    patch.setattr(socket, "getaddrinfo", look_up_here)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def courts_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test reads the courts of its own database, once: none counts a statement that a clock decides."""
    from cases import known_courts

    known_courts.forget()
    monkeypatch.setattr(known_courts, "KEPT_SECONDS", float("inf"))


@pytest.fixture(autouse=True)
def plain_english() -> Iterator[None]:
    """Each test begins in English; a request made in another language leaves it behind."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium, cut off from the network; without one a developer's run skips, CI fails."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        words = "no Chromium on the PATH; install it with: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(words)
    cut_off = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"
    return {**browser_type_launch_args, "executable_path": program, "args": [cut_off]}
