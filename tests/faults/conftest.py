"""The stack of the fault tests: started once a run, emptied between tests (stack.py says how to use it)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.scenes import Scenes
from tests.faults.stack import Stack
from tests.faults.table import Recorder

HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("FAULTS_TABLE"):
        whole = [Path(argument).resolve() for argument in config.args] == [HERE]
        config.pluginmanager.register(Recorder(Path(os.environ["FAULTS_TABLE"]).resolve(), whole=whole))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.faults)


def without(part: str) -> None:
    """A part of the machine is missing: CI fails, a developer's run goes on and says so."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{part} is missing on this machine")


@pytest.fixture(scope="session")
def running_stack(django_db_blocker) -> Iterator[Stack]:
    try:
        stack = Stack(django_db_blocker.unblock)
    except FileNotFoundError as missing:
        without(str(missing))
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def scenes(running_stack: Stack) -> Scenes:
    return Scenes(running_stack)


@pytest.fixture
def stack(running_stack: Stack) -> Stack:
    """The running portal with reference data and the demo's cast, and nothing filed."""
    running_stack.reset()
    return running_stack
