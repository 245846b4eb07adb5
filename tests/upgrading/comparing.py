"""Nothing is lost: each old row is there with each of its values, or `mapping` says where it went."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.apps import apps

from tests.upgrading.loading import Row

# Finds the new row of an old one: by the column that holds the old row's key, or by a question of its own.
Find = str | Callable[[Row, "Tables"], Row | None]


@dataclass(frozen=True)
class Rows:
    """Where the rows of a table are now: table `to`, under the same key, or found by `find`."""

    to: str
    find: Find = ""


@dataclass(frozen=True)
class Column:
    """Where the values of a column are now; see the functions below, which make one."""

    to: str = ""
    find: Find = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    turned: Callable[[Row], Any] | None = None
    optional: bool = False
    why_gone: str = ""


def renamed(name: str, turned: Callable[[Row], Any] | None = None) -> Column:
    """In the same row under another name; `turned` makes the new value out of the old row."""
    return Column(to=f".{name}", turned=turned)


def changed(turned: Callable[[Row], Any]) -> Column:
    """In the same place with another value, which `turned` makes out of the old row."""
    return Column(turned=turned)


def moved(
    to: str,
    by: Find,
    *,
    where: Mapping[str, Any] | None = None,
    turned: Callable[[Row], Any] | None = None,
    optional: bool = False,
) -> Column:
    """In `to` ("table.column"), in the one row whose column `by` holds the old row's key and which is as in `where`.

    `optional`: where the old value is empty no row is needed.
    """
    return Column(to=to, find=by, where=where or {}, turned=turned, optional=optional)


def gone(why: str) -> Column:
    """Given up on purpose: because it can be worked out from what is left. Say from what."""
    if not why:
        raise ValueError("say why nothing is lost")
    return Column(why_gone=why)


class Tables:
    """What a database holds now: rows by table and key, and rows by the value of any column."""

    def __init__(self, rows: Mapping[str, list[Row]], keys: Mapping[str, str]) -> None:
        self.rows, self.keys = rows, keys
        self._by: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def where(self, table: str, column: str, value: Any) -> list[Row]:
        """The rows of a table in which a column has this value; none where table or column are not there."""
        if (table, column) not in self._by:
            found: dict[Any, list[Row]] = defaultdict(list)
            for row in self.rows.get(table, []):
                if column in row:
                    found[plain(row[column])].append(row)
            self._by[table, column] = found
        return self._by[table, column].get(plain(value), [])

    def row(self, table: str, key: Any) -> Row | None:
        """The row with this primary key."""
        found = self.where(table, self.keys.get(table, ""), key)
        return found[0] if found else None


def tables_now() -> Tables:
    """Everything that is in the default database, as the present models read it."""
    rows, keys = {}, {}
    for model in apps.get_models(include_auto_created=True):
        fields = model._meta.concrete_fields
        table, columns = model._meta.db_table, [str(each.column) for each in fields]
        values = model._base_manager.values_list(*(each.attname for each in fields))
        rows[table] = [dict(zip(columns, row, strict=True)) for row in values]
        keys[table] = str(model._meta.pk.column)
    return Tables(rows, keys)


@dataclass(frozen=True)
class Comparison:
    """The old rows as Python values, the present, and the mapping between them."""

    old: Mapping[str, list[Row]]
    new: Tables
    rows: Mapping[str, Rows]
    columns: Mapping[str, Column]

    def faults(self) -> Iterator[str]:
        """Every row and value that is not where it should be, in words."""
        for table, rows in self.old.items():
            for row in rows:
                yield from self.faults_of(table, row)

    def faults_of(self, table: str, row: Row) -> Iterator[str]:
        """What is missing of one old row."""
        place = self.rows.get(table, Rows(table))
        there = self._found(place.to, place.find, row)
        called = f"{table} {next(iter(row.values()))}"
        if there is None and not all(self._elsewhere(table, column) for column in row):
            yield f"{called} is not in {place.to}"
            return
        for column in row:
            yield from self._faults_of_column(f"{table}.{column}", f"{called}: {column}", row, there or {})

    def _elsewhere(self, table: str, column: str) -> bool:
        """Whether a column is not to be looked for in the row's own new row."""
        mapped = self.columns.get(f"{table}.{column}", Column())
        return bool(mapped.why_gone or mapped.find)

    def _faults_of_column(self, name: str, called: str, row: Row, there: Row) -> Iterator[str]:
        mapped, column = self.columns.get(name, Column()), name.partition(".")[2]
        if mapped.why_gone:
            return
        expected = mapped.turned(row) if mapped.turned else row[column]
        if mapped.find:
            table, _, column = mapped.to.partition(".")
            found = self._found(table, mapped.find, row, mapped.where)
            if found is None:
                if not (mapped.optional and expected in (None, "", False)):
                    yield f"{called} has no row of its own in {table}"
                return
            there = found
        elif mapped.to:
            column = mapped.to.removeprefix(".")
        if column not in there:
            yield f"{called}: there is no column {column}"
        elif plain(there[column]) != plain(expected):
            yield f"{called} was {expected!r} and is {there[column]!r}"

    def _found(self, table: str, find: Find, row: Row, where: Mapping[str, Any] | None = None) -> Row | None:
        """The one new row for an old one; None where there is none, or more than one."""
        if callable(find):
            return find(row, self.new)
        key = next(iter(row.values()))  # the primary key is the first column of every model
        if not find:
            return self.new.row(table, key)
        found = [
            each
            for each in self.new.where(table, find, key)
            if all(plain(each.get(name)) == plain(value) for name, value in (where or {}).items())
        ]
        return found[0] if len(found) == 1 else None


def plain(value: Any) -> Any:
    """For comparing: moments in one time zone, bytes as bytes, keys as text, JSON in one writing."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, dict):
        return tuple(sorted((str(name), plain(each)) for name, each in value.items()))
    if isinstance(value, list):
        return tuple(plain(each) for each in value)
    return value
