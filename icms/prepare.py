"""Makes the database ready for a command that needs it: migrated, with the shipped reference data."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor


def ensure_database() -> None:
    """Migrates and loads reference data if the database is absent or behind; silent on standard output."""
    connection.ensure_connection()
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        call_command("migrate", interactive=False, verbosity=0, stdout=StringIO())
    if behind or _is_empty():
        call_command("load_reference", stdout=StringIO())


def _is_empty() -> bool:
    from cases.models import Court

    try:
        return not Court.objects.exists()
    except (OperationalError, ProgrammingError):
        return True
