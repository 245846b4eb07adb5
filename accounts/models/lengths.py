"""The longest texts that the database takes: SQLite does not look at the length of a column."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual


def at_most(characters: int, *fields: str) -> Q:
    """The condition that none of the fields is longer than so many characters."""
    condition = Q()
    for field in fields:
        condition &= Q(LessThanOrEqual(Length(field), characters))
    return condition
