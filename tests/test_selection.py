"""Nothing that a database can change is left out of the run on PostgreSQL; `make soak` alone runs what it runs."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from django.db import connection
from django.test import TestCase

from tests.architecture.sources import ROOT
from tests.selection import NOT_BY_THE_DATABASE, asks_for_a_database, reason_against, select


@pytest.fixture
def rows(db) -> None:
    """Stands for a fixture that loads rows."""


@pytest.fixture(scope="session")
def opened(django_db_blocker) -> None:
    """Stands for a fixture that opens the database by itself, as the stacks do."""


def test_a_test_that_asks_for_no_database_is_left_out(request: pytest.FixtureRequest):
    assert not asks_for_a_database(request.node)


def test_a_test_that_asks_for_no_database_is_refused_one():
    """So leaving it out loses nothing."""
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()


def test_a_test_whose_fixture_asks_for_a_database_is_kept(request: pytest.FixtureRequest, rows):
    assert asks_for_a_database(request.node)


@pytest.mark.django_db
def test_a_test_with_the_mark_is_kept(request: pytest.FixtureRequest):
    assert asks_for_a_database(request.node)


def test_a_test_that_opens_the_database_by_itself_is_kept(request: pytest.FixtureRequest, django_db_blocker):
    assert asks_for_a_database(request.node)


@pytest.mark.usefixtures("opened")
def test_a_test_whose_fixture_opens_the_database_is_kept(request: pytest.FixtureRequest):
    assert asks_for_a_database(request.node)


class AnyCase(TestCase):
    @pytest.fixture(autouse=True)
    def item(self, request: pytest.FixtureRequest) -> None:
        self.kept = asks_for_a_database(request.node)

    def test_a_test_of_djangos_class_is_kept(self):
        assert self.kept


@pytest.mark.parametrize("pattern", NOT_BY_THE_DATABASE)
def test_what_is_left_out_by_name_is_there(pattern: str):
    """A pattern that fits no file any more would leave out something else one day."""
    path = pattern.partition("::")[0]
    assert list(ROOT.glob(path)), f"{path} fits no file"


def test_acts_queries_lists_migrations_faults_and_flows_are_never_left_out_as_a_whole():
    folders = ("accounts", "cases", "concurrency", "filing", "flows", "kernel", "messaging", "payments")
    files = [path for folder in folders for path in (ROOT / "tests" / folder).glob("test_*.py")]
    assert len(files) > 60
    assert [path.name for path in files if reason_against(f"{path.relative_to(ROOT)}::test_any")] == []
    faults = [path.name for path in (ROOT / "tests/faults").glob("test_*.py")]
    left = [name for name in faults if reason_against(f"tests/faults/{name}::test_any")]
    assert sorted(left) == ["test_broker.py", "test_poison.py"]


def test_of_every_address_that_somebody_may_open_one_who_may_opens_it_on_both():
    """The table of access is left out but for five columns: between them they get every page that anybody gets."""
    from tests.web import access_table

    kept = ("anonymous", "filer", "PA", "officer", "support")
    for role in kept:
        name = f"tests/web/test_access.py::Access::test_{role}_gets_what_the_table_says"
        assert reason_against(name) == ""
    missed = [
        f"{method} {name}"
        for (name, method), row in access_table.cells().items()
        if 200 in row.values() and not {row[role] for role in kept} & {200}
    ]
    assert missed == []


class Collected:
    """As much of pytest's configuration as a selection asks for."""

    def __init__(self, **options: bool) -> None:
        self.options = options
        self.left: list[pytest.Item] = []
        self.hook = self

    def getoption(self, name: str) -> bool:
        return self.options.get(name, False)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self.left += items


@pytest.mark.parametrize(("soak", "kept"), [(False, 0), (True, 1)])
def test_what_has_a_command_of_its_own_runs_only_when_asked_for(
    request: pytest.FixtureRequest, soak: bool, kept: int
):
    request.node.add_marker(pytest.mark.soak)
    items, config = [request.node], Collected(soak=soak)
    select(config, items)  # type: ignore[arg-type]
    assert (len(items), len(config.left)) == (kept, 1 - kept)


def test_the_addresses_of_the_patterns_are_told_apart():
    assert fnmatchcase("tests/test_bootstrap.py::test_x", "tests/test_*.py::*")
    assert reason_against("tests/faults/test_crash_points.py::test_x[acknowledgement.made-kill-group]")
    assert reason_against("tests/faults/test_crash_points.py::test_x[acknowledgement.made-kill]") == ""
