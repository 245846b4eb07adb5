"""Which rows there are, and what each needs."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from benchmarks.batches import Scale
from benchmarks.ground import POSTGRESQL, SQLITE, Ground, Unblock, ground
from benchmarks.measure import Line
from benchmarks.rows import p1, p2, p3, p4, p6, p8, p13, p21

# Rows without the portal's processes, and rows with them, in the order in which they run: P6 and P13 use P4's cases.
ALONE: dict[str, Callable[[Scale], list[Line]]] = {"P3": p3.measure, "P8": p8.measure}
TOGETHER: dict[str, Callable[[Ground], list[Line]]] = {
    "P1": p1.measure,
    "P2": p2.measure,
    "P4": p4.measure,
    "P6": p6.measure,
    "P13": p13.measure,
    "P21": p21.measure,
}
# What depends on the database is measured on both.
ON_SQLITE = ("P1", "P2", "P4")
NAMES = (*ALONE, *TOGETHER)


@dataclass
class Bench:
    """One run. A row that fails is named in `failed`, and the others go on; `loads` has the machine's load at each."""

    scale: Scale
    unblock: Unblock = nullcontext
    failed: list[str] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)

    def lines(self, only: Collection[str], *, parts: Sequence[str] = (POSTGRESQL, SQLITE)) -> Iterator[Line]:
        """Measures the rows named, one after another; on both databases where it says so."""
        for name in ALONE:
            if name in only:
                yield from self._row(name, lambda name=name: ALONE[name](self.scale))
        for database in parts:
            wanted = [
                each for each in TOGETHER if each in only and (database == parts[0] or each in ON_SQLITE)
            ]
            if not wanted:
                continue
            _say(f"the portal on {database}")
            with ground(database, self.scale, self.unblock) as running:
                for name in wanted:
                    yield from self._row(f"{name} on {database}", lambda name=name: TOGETHER[name](running))
                    running.stack.start_all()  # whatever a row that failed has left ended

    def _row(self, name: str, measure: Callable[[], list[Line]]) -> list[Line]:
        _say(name)
        self.loads.append(os.getloadavg()[0])
        try:
            return measure()
        except Exception:  # noqa: BLE001 - whatever it was, the other rows are measured
            traceback.print_exc()
            self.failed.append(name)
            return []
        finally:
            self.loads.append(os.getloadavg()[0])


def _say(words: str) -> None:
    print(f"bench: {words} …", file=sys.stderr, flush=True)
