"""Rows that hold from one day to another, as the court changes them by notice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A row that holds from `valid_from` to `valid_to`, both days included; None: until further notice."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


Row = TypeVar("Row", bound=Dated)


def in_force(rows: Iterable[Row], on: date) -> list[Row]:
    """The rows that hold on a Hong Kong day, the newest first: where two overlap, the later notice counts."""
    held = [row for row in rows if row.valid_from <= on <= (row.valid_to or date.max)]
    return sorted(held, key=lambda row: row.valid_from, reverse=True)
