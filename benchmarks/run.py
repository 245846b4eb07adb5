"""Which rows there are, and what each needs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import nullcontext

from benchmarks.batches import Scale
from benchmarks.ground import POSTGRESQL, SQLITE, Ground, Unblock, ground
from benchmarks.measure import Line
from benchmarks.rows import p1, p2, p3, p4, p6, p8, p13

# Rows without the portal's processes, and rows with them, in the order in which they run: P6 and P13 use P4's cases.
ALONE: dict[str, Callable[[Scale], list[Line]]] = {"P3": p3.measure, "P8": p8.measure}
TOGETHER: dict[str, Callable[[Ground], list[Line]]] = {
    "P1": p1.measure,
    "P2": p2.measure,
    "P4": p4.measure,
    "P6": p6.measure,
    "P13": p13.measure,
}
# What depends on the database is measured on both.
ON_SQLITE = ("P1", "P2", "P4")
NAMES = (*ALONE, *TOGETHER)


def lines(
    only: Collection[str],
    scale: Scale,
    *,
    parts: Sequence[str] = (POSTGRESQL, SQLITE),
    unblock: Unblock = nullcontext,
) -> Iterator[Line]:
    """Measures the rows named, one after another; on both databases where it says so."""
    for name in ALONE:
        if name in only:
            _say(name)
            yield from ALONE[name](scale)
    for database in parts:
        wanted = [name for name in TOGETHER if name in only and (database == parts[0] or name in ON_SQLITE)]
        if not wanted:
            continue
        _say(f"the portal on {database}")
        with ground(database, scale, unblock) as running:
            for name in wanted:
                _say(f"{name} on {database}")
                yield from TOGETHER[name](running)


def _say(words: str) -> None:
    print(f"bench: {words} …", file=sys.stderr, flush=True)
