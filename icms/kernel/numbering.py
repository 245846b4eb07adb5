"""Gapless numbers from a locked row, taken in the transaction that uses them; references drawn by lot (CRT-3)."""

from __future__ import annotations

from django.db import connection

from icms.kernel.models import IssuedDocument, Sequence
from icms.lib import clock
from icms.lib.references import document_reference


def take_next(name: str, count: int = 1) -> int:
    """The first of `count` new numbers of a sequence, starting at 1.

    The row stays locked until the act commits; a rollback gives the numbers back. One UPDATE … RETURNING a call.
    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number belongs to the transaction that uses it")
    table = connection.ops.quote_name(Sequence._meta.db_table)
    update = f"UPDATE {table} SET last = last + %s WHERE name = %s RETURNING last"  # noqa: S608 (the name is our own table's)
    with connection.cursor() as cursor:
        cursor.execute(update, [count, name])
        row = cursor.fetchone()
        if row is None:
            Sequence.objects.bulk_create([Sequence(name=name)], ignore_conflicts=True)
            cursor.execute(update, [count, name])
            row = cursor.fetchone()
    return int(row[0]) - count + 1


def draw_reference(prefix: str) -> str:
    """One document reference; see `draw_references`."""
    return draw_references(prefix, 1)[0]


def draw_references(prefix: str, count: int) -> list[str]:
    """Document references of this year that no issued document bears; the unique column decides if two are drawn.

    Needs no transaction: they are printed on documents before the act that issues these. Raises ValueError for a
    prefix that is not two capitals.
    """
    while True:
        drawn = [document_reference(prefix, clock.today().year) for _ in range(count)]
        if len(set(drawn)) == count and not IssuedDocument.objects.filter(reference__in=drawn).exists():
            return drawn
