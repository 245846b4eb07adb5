"""Every route × everybody: the access table is tried cell by cell, and nothing is missing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from tests import cast
from tests.web import access_table
from tests.web.routes import Route, models_of_the_admin, of_a_model, routes
from tests.web.scene import OnTheScene

METHODS = ("GET", "POST")
# What a listed POST brings along, where an empty form would not reach the act's own question.
POSTED = {
    "set_language": {"language": "zh-hant"},
    "admin:filing_decide": {"claim": "2", "act": "reject"},
    "accounts:grant": {"right": "manage_assistants"},
    "admin:filing_waiting": {"court": "sct"},
}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
DOORS = {302, 403, 405}


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """The tables that are written to inside, as the database is told."""
    tables: set[str] = set()

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            tables.add(sql.split('"')[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield tables


def faults_of_writing(name: str, method: str, role: str, status: int, tables: set[str]) -> list[str]:
    """A refusal has to leave its entry; reading leaves nothing else than its traces."""
    noted = access_table.NOTED if access_table.leaves_an_entry(name, role, status) else set()
    # Who has no business in the admin is led away by its door, which has noted it.
    led_away = status == 302 and role in access_table.PARTIES[1:] and name.startswith("admin:")
    allowed = access_table.ALWAYS | access_table.TRACES.get(name, set()) | noted
    allowed |= access_table.NOTED if led_away else set()
    faults = []
    if not noted <= tables:
        faults.append(f"{method} {name} as {role}: {status}, and no entry in the audit trail")
    if method == "GET" and tables - allowed:
        faults.append(f"GET {name} as {role} writes to {sorted(tables - allowed)}")
    return faults


class Access(OnTheScene):
    def ask(self, route: Route, method: str, role: str, **values: Any) -> tuple[int, set[str]]:
        """The status, and the tables that were written to; nothing of it stays."""
        client = self.scene.clients[role]
        url = reverse(route.name, kwargs=self.scene.arguments(route.name, route.parameters) | values)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        cache.clear()  # of no act of the table too many a minute
        with cast.rolled_back(), written_tables() as tables:
            answer = (
                client.generic(method, url) if method != "POST" else client.post(url, POSTED.get(route.name))
            )
            if answer.streaming:
                b"".join(answer.streaming_content)  # a read file is a closed one
        client.cookies.clear()
        client.cookies.load(cookies)
        return answer.status_code, tables

    def test_every_route_is_in_the_table(self):
        known = {name for name, _method in access_table.cells()} | access_table.UNNAMED
        found = [route for route in routes() if of_a_model(route) is None]
        assert sorted({route.name for route in found} - known) == []
        assert sorted(known - {route.name for route in found}) == []

    def try_addresses(self, role: str) -> None:
        """Every cell of one column of the table."""
        faults = []
        named = {route.name: route for route in routes()}
        for (name, method), row in access_table.cells().items():
            status, tables = self.ask(named[name], method, role)
            if status != row[role]:
                faults.append(f"{method} {name} as {role}: {status}, the table says {row[role]}")
            faults += faults_of_writing(name, method, role, status, tables)
        assert faults == []

    def try_methods(self, role: str) -> None:
        """Every method that the table does not list."""
        listed = access_table.cells()
        named = {name for name, _method in listed}
        refused = [
            f"{method} {route.name} as {role}: {status}"
            for route in routes()
            if route.name in named
            for method in METHODS
            if (route.name, method) not in listed
            if (status := self.ask(route, method, role)[0]) not in DOORS
        ]
        assert refused == []

    def expected(self, right: str, page: str, method: str) -> int:
        """`right` on a model, at one of the admin's own pages for it."""
        if page in ("add", "delete"):
            return 200 if (right, page) == ("edit", "add") else 403
        if method == "POST" and page == "change":
            return 200 if right == "edit" else 403
        return 403 if right == "-" else 200

    def test_every_model_of_the_admin_is_in_the_table(self):
        assert sorted(models_of_the_admin()) == sorted(access_table.rights())

    def try_admin(self, role: str) -> None:
        """Every page that the admin makes for a model by itself."""
        faults = []
        for route in routes():
            about = of_a_model(route)
            if about is None:
                continue
            model, page = about
            row = models_of_the_admin()[model]._default_manager.order_by("pk").last()
            if page in ("change", "history", "delete") and row is None:
                assert set(access_table.rights()[model].values()) == {"-"}, f"the scene has no {model}"
                continue
            key = {"object_id": self.scene.sent.pk if model == "filing_submission" else row and row.pk}
            right = access_table.rights()[model].get(role, "")
            expected = {method: self.expected(right, page, method) if right else 302 for method in METHODS}
            if right == "view" and access_table.LEADS_ON.get(model) == page:
                expected = dict.fromkeys(METHODS, 302)
            for method in METHODS if page in ("add", "change", "delete") else METHODS[:1]:
                status, tables = self.ask(route, method, role, **(key if route.parameters else {}))
                if status != expected[method]:
                    faults.append(f"{method} {route.name} as {role}: {status}, expected {expected[method]}")
                faults += faults_of_writing(route.name, "GET", role, status, tables)
        assert faults == []


def add_a_test(name: str, trial: Callable[[Access, str], None], role: str) -> None:
    """One test for each of the cast, so that the cores of a spread run share them."""

    def test(self: Access) -> None:
        trial(self, role)

    setattr(Access, f"test_{role}_{name}", test)


for each in access_table.COLUMNS:
    add_a_test("gets_what_the_table_says_and_reading_writes_nothing", Access.try_addresses, each)
    add_a_test("gets_in_the_admin_what_the_table_says_and_reading_writes_nothing", Access.try_admin, each)
for each in ("anonymous", "filer", "officer"):
    add_a_test("is_refused_a_method_that_is_not_listed", Access.try_methods, each)
