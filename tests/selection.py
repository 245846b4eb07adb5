"""Which tests a run leaves out: what has a command of its own, and on PostgreSQL what no database can change.

`soak` marks what proves scale or chance: kills for a minute, whole corpora, the long ways in every language. Its
commands (`make soak`, `make corpus`) run it with `--soak`, and a table says what each test tried.

`--parity` chooses what runs a second time, on PostgreSQL: every test that asks for a database by a fixture, a mark or
its class, except those that NOT_BY_THE_DATABASE names with a reason. A test that asks for none is refused one by
pytest-django, so it cannot touch a database unseen.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from django.test import TransactionTestCase

# Patterns of test addresses, and why their outcome is the same on every database. The first that fits decides;
# a pattern without a reason is kept.
NOT_BY_THE_DATABASE: dict[str, str] = {
    "tests/browser/*": "the browser sees a portal on its embedded parts",
    "tests/web/test_upload_page.py::*": "the page's script is tried, in a browser",
    "tests/web/test_gallery.py::*": "elements without data, in a browser",
    "tests/web/test_languages.py::EveryPage::test_every_page_in_en_*": "",
    "tests/web/test_languages.py::*": "the queries of a page are the same in each language",
    "tests/web/test_access.py::Access::test_anonymous_gets_what_*": "",
    "tests/web/test_access.py::Access::test_filer_gets_what_*": "",
    "tests/web/test_access.py::Access::test_PA_gets_what_*": "",
    "tests/web/test_access.py::Access::test_officer_gets_*": "",
    "tests/web/test_access.py::Access::test_support_gets_*": "",
    "tests/web/test_access.py::*": "those who may open a page are kept; refusals are decided before its queries",
    "tests/web/test_security.py::*": "headers, cookies and redirects",
    "tests/test_*.py::*": "their processes start with the embedded parts",
    "tests/documents/*": "papers, checked and sealed in child processes",
    "tests/faults/test_crash_points.py::*[[]*kill-group]": "the same points are tried by killing one child",
    "tests/faults/test_broker.py::*": "the broker is killed and emptied; jobs are claimed as in the other faults",
    "tests/faults/test_poison.py::*": "attempts are counted by what tests/kernel/test_outbox.py tries on both",
    "tests/files/test_limited_child.py::*": "child processes with bounds",
    "tests/files/test_hostile_papers.py::*": "papers, checked in child processes",
}
DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
}
# Whoever asks for one of these opens the database without the fixtures above.
KEYS = {"django_db_blocker", "django_db_setup"}


def asks_for_a_database(item: pytest.Item) -> bool:
    """Whether a test can reach a database: by a fixture, directly or through another one, a mark, or its class."""
    if item.get_closest_marker("django_db") is not None:
        return True
    case = getattr(item, "cls", None)
    if case is not None and issubclass(case, TransactionTestCase):
        return True
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & DATABASE_FIXTURES) or _has_a_key(item)


def _has_a_key(item: pytest.Item) -> bool:
    """Whether the test or a fixture of ours opens the database by itself; pytest-django's own fixtures do not count."""
    info = getattr(item, "_fixtureinfo", None)
    if info is None:
        return False
    if KEYS & set(info.argnames):
        return True
    return any(
        KEYS & set(definition.argnames)
        for definitions in info.name2fixturedefs.values()
        for definition in definitions
        if not definition.func.__module__.startswith("pytest_django")
    )


def reason_against(nodeid: str) -> str:
    """Why a test's outcome cannot depend on the database; empty for one that runs on both."""
    return next((why for pattern, why in NOT_BY_THE_DATABASE.items() if fnmatchcase(nodeid, pattern)), "")


def runs_on_both(item: pytest.Item) -> bool:
    """Whether a test runs on PostgreSQL too."""
    return asks_for_a_database(item) and not reason_against(item.nodeid)


def add_options(parser: pytest.Parser) -> None:
    """The two options, for tests/conftest.py."""
    group = parser.getgroup("the portal's suite")
    group.addoption("--parity", action="store_true", help="only what a database can change")
    group.addoption(
        "--soak", action="store_true", help="also what has a command of its own: scale and chance"
    )


def select(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Takes out of `items` what this run leaves to another, and tells pytest so."""
    keep, leave = [], []
    for item in items:
        left = not config.getoption("soak") and item.get_closest_marker("soak") is not None
        left = left or (config.getoption("parity") and not runs_on_both(item))
        (leave if left else keep).append(item)
    if leave:
        config.hook.pytest_deselected(items=leave)
        items[:] = keep


class SoakTable:
    """A pytest plugin: what each soak test tried (its `record_property`), how long it took, and what came of it."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.marked: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.marked |= {item.nodeid for item in items if item.get_closest_marker("soak")}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" or report.nodeid not in self.marked:
            return
        tried = ", ".join(f"{name} {value}" for name, value in report.user_properties) or "-"
        name = report.nodeid.partition("::")[2].removeprefix("test_").replace("_", " ")
        self.rows.append(f"| {name} | {tried} | {report.duration:.0f} s | {report.outcome} |")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        head = ["| What | Tried | Time | Outcome |", "| --- | --- | --- | --- |"]
        for line in [*head, *self.rows] if self.rows else []:
            terminalreporter.write_line(line)
