"""Makes the rows that the upgrading test loads: a portal with everything in every state, one JSON file a table.

Run by hand with the version whose rows are wanted, from the root of its working copy:

    DJANGO_SETTINGS_MODULE=tests.settings python -m tests.upgrading.make_rows

It belongs to that version (`rows/leaves.json` says which): later versions keep it as the record of how the rows came
about, and do not run it. Time stands still between the steps and nothing is drawn by chance, so a second run of the
same version differs in little more than the hashes of PDFs and of the audit trail.
"""

from __future__ import annotations

import base64
import json
import os
import random
import sys
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from unittest import mock

import django
import time_machine

ROWS = Path(__file__).parent / "rows"
BEGIN = "2026-11-19 10:00"
NOT_KEPT = ("django_migrations",)


def main() -> None:
    """Makes the database in a folder of its own, and writes `rows/`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    chance = random.Random(9)
    with mock.patch("os.urandom", chance.randbytes), mock.patch("random._urandom", chance.randbytes):
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", interactive=False, verbosity=0)
        connection.close()
        _act()
        _write()


def _act() -> None:
    from icms.lib.clock import HONG_KONG
    from tests.upgrading import made_accounts, made_filings

    begin = datetime.fromisoformat(BEGIN).replace(tzinfo=HONG_KONG)
    with time_machine.travel(begin, tick=False) as traveller:

        def at(text: str) -> datetime:
            moment = datetime.fromisoformat(text).replace(tzinfo=HONG_KONG)
            traveller.move_to(moment)
            return moment

        made_filings.make(at)
        made_accounts.make(at)
        made_filings.leave_jobs()


def _write() -> None:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    ROWS.mkdir(exist_ok=True)
    for old in ROWS.glob("*.json"):
        old.unlink()
    for table, rows in _tables():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (ROWS / f"{table}.json").write_text(f"[\n{lines}\n]\n" if rows else "[]\n", encoding="utf-8")
    leaves: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connection).graph.leaf_nodes()):
        leaves.setdefault(app, []).append(name)
    text = json.dumps(leaves, indent=1, sort_keys=True)
    (ROWS.parent / "leaves.json").write_text(text + "\n", encoding="utf-8")


def _tables() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each table of a model with its rows, in the order of their keys."""
    from django.apps import apps

    for model in sorted(apps.get_models(include_auto_created=True), key=lambda each: each._meta.db_table):
        if model._meta.db_table in NOT_KEPT or not model._meta.managed or model._meta.proxy:
            continue
        fields = model._meta.concrete_fields
        rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
        yield (
            model._meta.db_table,
            [
                {str(field.column): _plain(field, value) for field, value in zip(fields, row, strict=True)}
                for row in rows
            ],
        )


def _plain(field: Any, value: Any) -> Any:
    """As JSON can hold it: moments as ISO 8601, bytes as {"base64": …}, JSON columns as text."""
    if value is None:
        return None
    if field.get_internal_type() == "JSONField":
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    return value


if __name__ == "__main__":
    sys.exit(main())
