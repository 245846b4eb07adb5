"""The limit of a settled payment: the very rows and updates that `settle` wrote, by bare SQL in one transaction (P2).

What the portal writes is taken down while it writes, without its reads, locks and thoughts, and written again on a
twin of the database made before: same rows, same indexes, same commit to the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.db import connection

WRITES = ("INSERT", "UPDATE", "DELETE")
Statement = tuple[str, Sequence[Any]]


class Twin(Protocol):
    """A database with the same rows as the portal's had."""

    def write(self, statements: Sequence[Statement]) -> None:
        """All of them in one durable transaction."""

    def close(self) -> None:
        """The end."""


@contextmanager
def taken_down() -> Iterator[list[Statement]]:
    """Every statement that writes within the block."""
    found: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            found.append((sql, params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


class PostgreSQLTwin:
    """A database copied by the server itself."""

    def __init__(self, server: str, source: str) -> None:
        self._server, self._name = server, f"{source}_twin"
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{self._name}" TEMPLATE "{source}"')
        self._connection = psycopg.connect(server.rpartition("/")[0] + f"/{self._name}")

    def write(self, statements: Sequence[Statement]) -> None:
        with self._connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()
        with psycopg.connect(self._server, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{self._name}"')


class SQLiteTwin:
    """A file copied by SQLite's own backup."""

    def __init__(self, source: Path) -> None:
        self._path = source.with_name("twin.sqlite3")
        self._path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._path, isolation_level=None)
        with sqlite3.connect(source) as read:
            read.backup(self._connection)
        read.close()
        for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {setting}")

    def write(self, statements: Sequence[Statement]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        for sql, params in statements:
            self._connection.execute(sql.replace("%s", "?"), params)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()
        self._path.unlink()
