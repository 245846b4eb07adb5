"""The stack's own database and its files: made, copied and put back while the processes run.

SQLite is a file with the portal's own settings (WAL, synchronous FULL). STACK_DATABASE_URL, or TEST_DATABASE_URL as
tests/on_postgres.py sets it, names a PostgreSQL server instead: the stack makes a database of its own there.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import environ
from django.db import connections
from django.db.utils import load_backend


class Database(Protocol):
    """What the stack asks of its database. A copy has a name."""

    url: str
    options: dict[str, Any]

    def copy(self, name: str) -> None:
        """Keeps the rows as they are now."""

    def put_back(self, name: str) -> None:
        """All rows as they were when the copy was made, in one transaction; open connections see the change."""

    def remove(self) -> None:
        """The database is gone."""


def database_in(folder: Path) -> Database:
    """The database that the environment asks for."""
    server = os.environ.get("STACK_DATABASE_URL") or os.environ.get("TEST_DATABASE_URL") or ""
    return PostgreSQL(server) if server.startswith("postgres") else SQLite(folder)


class SQLite:
    """A file. Copies are made and put back by SQLite's own online backup."""

    options = {"transaction_mode": "IMMEDIATE", "timeout": 20}

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "db.sqlite3"
        self.url = f"sqlite:///{self.path}"

    def copy(self, name: str) -> None:
        self._pour(self.path, self._copy(name))

    def put_back(self, name: str) -> None:
        self._pour(self._copy(name), self.path)

    def remove(self) -> None:
        """It goes with its folder."""

    def _copy(self, name: str) -> Path:
        return self.folder / f"copy-{name}.sqlite3"

    @staticmethod
    def _pour(source: Path, target: Path) -> None:
        with sqlite3.connect(source, timeout=30) as read, sqlite3.connect(target, timeout=30) as written:
            read.backup(written)
        read.close()
        written.close()


class PostgreSQL:
    """A database of its own on a server that was named. Copies are schemas beside the tables."""

    options: dict[str, Any] = {}

    def __init__(self, server: str) -> None:
        self.name = f"icms_stack_{secrets.token_hex(4)}"
        self.server = urlunsplit(urlsplit(server)._replace(path="/postgres"))
        self.url = urlunsplit(urlsplit(server)._replace(path=f"/{self.name}"))
        self._at_server(f"CREATE DATABASE {self.name}")

    def copy(self, name: str) -> None:
        with self._connected(self.url) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS copy_{name} CASCADE; CREATE SCHEMA copy_{name}")
            for table in self._tables(connection):
                connection.execute(f'CREATE TABLE copy_{name}."{table}" AS TABLE public."{table}"')

    def put_back(self, name: str) -> None:
        with self._connected(self.url) as connection:
            tables = self._tables(connection)
            connection.execute("SET LOCAL session_replication_role = replica")
            connection.execute("TRUNCATE " + ", ".join(f'public."{table}"' for table in tables))
            for table in tables:
                connection.execute(
                    f'INSERT INTO public."{table}" OVERRIDING SYSTEM VALUE'  # noqa: S608 (our own names)
                    f' SELECT * FROM copy_{name}."{table}"'
                )

    def remove(self) -> None:
        self._at_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _at_server(self, command: str) -> None:
        with self._connected(self.server, autocommit=True) as connection:
            connection.execute(command)

    @staticmethod
    def _tables(connection: Any) -> list[str]:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [name for (name,) in rows]

    @staticmethod
    def _connected(url: str, *, autocommit: bool = False) -> Any:
        import psycopg

        return psycopg.connect(url, autocommit=autocommit)


@contextmanager
def models_on(database: Database) -> Iterator[None]:
    """Django's models of this thread are on that database inside the block."""
    named = {**environ.Env.db_url_config(database.url), "OPTIONS": database.options}
    settings = connections.configure_settings({"default": named})["default"]
    ours = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    theirs, connections["default"] = connections["default"], ours
    try:
        yield
    finally:
        ours.close()
        connections["default"] = theirs


def copy_files(source: Path, target: Path) -> None:
    """The folder as it is, in place of what was there."""
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, target, dirs_exist_ok=True)  # a late worker may have written meanwhile
