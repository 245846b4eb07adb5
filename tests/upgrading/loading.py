"""The old version's rows, and a database of their own in which they are migrated to the present."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor

HERE = Path(__file__).parent
Row = dict[str, Any]


@cache
def old_rows() -> Mapping[str, list[Row]]:
    """What the old version kept: table → its rows, each by the names of its columns, as JSON has them."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("rows/*.json"))
    }


def old_leaves() -> list[tuple[str, str]]:
    """The last migrations of the old version, of every app."""
    leaves = json.loads((HERE / "leaves.json").read_text(encoding="utf-8"))
    return [(app, name) for app, names in leaves.items() for name in names]


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """A fresh database of the kind that the suite runs on, which is the default one meanwhile."""
    suites = connections["default"]
    name = str(folder / "upgraded.sqlite3")
    if suites.vendor == "postgresql":
        name = f"upgraded_{os.getpid()}"
        with suites._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connections["default"] = own = type(suites)({**suites.settings_dict, "NAME": name}, alias="default")
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        own.close()
        connections["default"] = suites
        ContentType.objects.clear_cache()
        if suites.vendor == "postgresql":
            with suites._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def upgrade() -> dict[str, list[Row]]:
    """Migrates to the old leaves, loads the rows, and migrates to the present as a new version's start does.

    Returns the old rows as Python values, as the old version's models read them.
    """
    executor = MigrationExecutor(connection)
    executor.migrate(old_leaves())
    apps = executor.loader.project_state(old_leaves()).apps
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    if tables.keys() != old_rows().keys():
        raise ValueError(f"tables without rows, or rows without a table: {tables.keys() ^ old_rows().keys()}")
    rows = {table: [_read(model, row) for row in old_rows()[table]] for table, model in tables.items()}
    with transaction.atomic():
        _write(tables, rows)
    call_command("migrate", interactive=False, verbosity=0)
    return rows


def _write(tables: Mapping[str, type[models.Model]], rows: Mapping[str, list[Row]]) -> None:
    """In place of what migrations have written. Foreign keys are looked at when the transaction ends, and here."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 - our own tables
        for table, model in tables.items():
            if not rows[table]:
                continue
            fields = model._meta.concrete_fields
            columns = ", ".join(_quoted(str(field.column)) for field in fields)
            holders = ", ".join(["%s"] * len(fields))
            cursor.executemany(
                f"INSERT INTO {_quoted(table)} ({columns}) VALUES ({holders})",  # noqa: S608 - our own tables
                [[_to_keep(field, row) for field in fields] for row in rows[table]],
            )
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables.values())):
            cursor.execute(statement)
    connection.check_constraints()


def _read(model: type[models.Model], row: Row) -> Row:
    """Raises KeyError for a column without a value, ValueError for a value without a column."""
    fields = {str(field.column): field for field in model._meta.concrete_fields}
    if unknown := row.keys() - fields.keys():
        raise ValueError(f"{model._meta.db_table} has no {unknown}")
    return {column: _value(field, row[column]) for column, field in fields.items()}


def _value(field: Any, value: Any) -> Any:
    """As Python has what `make_rows` wrote."""
    if value is None:
        return None
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    if isinstance(field, models.JSONField):
        return json.loads(value)
    return field.to_python(value)


def _to_keep(field: Any, row: Row) -> Any:
    return field.get_db_prep_save(row[str(field.column)], connection)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
