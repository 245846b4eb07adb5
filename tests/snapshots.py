"""Emptying the database between tests, and filling it with the cast again, in milliseconds.

Durable acts need a database that really commits, so nothing is rolled back after a test. Django's flush then costs
more than most tests, and so do the seeds and the cast, whose passwords are hashed. What each leaves is the same every
time: it is kept once a process and put back. SQLite copies the pages, PostgreSQL the rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction

_kept: dict[str, Any] = {}


def fill(name: str, load: Callable[[], None]) -> None:
    """The rows that `load` leaves in an empty database: by it the first time, afterwards from what was kept.

    In a test's own transaction (`cast.rolled_back`) nothing can be put back, so there it is always `load`.
    """
    if connection.in_atomic_block:
        load()
    elif name in _kept:
        _put_back(name)
    else:
        load()
        _keep(name)


def empty(flush: Callable[[], None]) -> None:
    """The database as `flush` leaves it, and an empty cache: keys begin anew, and nothing may be remembered of them."""
    cache.clear()
    if "empty" in _kept:
        _put_back("empty")
    else:
        flush()
        _keep("empty")


def _keep(name: str) -> None:
    if connection.vendor == "sqlite":
        _kept[name] = sqlite3.connect(":memory:", check_same_thread=False)
        _pages().backup(_kept[name])
    else:
        _kept[name] = _rows()


def _put_back(name: str) -> None:
    if connection.vendor == "sqlite":
        _kept[name].backup(_pages())
    else:
        _write(*_kept[name])
    ContentType.objects.clear_cache()


def _pages() -> sqlite3.Connection:
    connection.ensure_connection()
    return connection.connection


@contextmanager
def _cursor() -> Iterator[Any]:
    """A cursor whose statements see one state; foreign keys are looked at when it ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor


def _tables() -> list[str]:
    quote = connection.ops.quote_name
    return [quote(table) for table in connection.introspection.table_names() if table != "django_migrations"]


def _rows() -> tuple[list[str], dict[str, bytes], list[tuple[str, int, bool]]]:
    """The tables, what each holds, and where the sequences stand."""
    with _cursor() as cursor:
        tables, rows = _tables(), {}
        for table in tables:
            with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                if found := b"".join(bytes(part) for part in copy):
                    rows[table] = found
        cursor.execute(
            "SELECT sequencename, coalesce(last_value, 1), last_value IS NOT NULL FROM pg_sequences"
        )
        return tables, rows, cursor.fetchall()


def _write(tables: list[str], rows: dict[str, bytes], sequences: list[tuple[str, int, bool]]) -> None:
    with _cursor() as cursor:
        cursor.execute(";".join(f"DELETE FROM {table}" for table in tables))  # noqa: S608 - our own tables
        for table, found in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(found)
        if sequences:
            calls = ",".join(["setval(quote_ident(%s)::regclass, %s, %s)"] * len(sequences))
            cursor.execute(f"SELECT {calls}", [part for each in sequences for part in each])
