"""The table, on the screen and in docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.batches import SEED
from benchmarks.ground import SQLITE
from benchmarks.measure import Line
from benchmarks.run import Bench
from icms.lib.clock import HONG_KONG

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
COLUMNS = ("metric", "parts", "project", "limit", "ratio", "goal", "met", "best peer")

HEAD = """# Benchmarks

`make bench` measures the portal against the least program that does the same durable work (`benchmarks/limits`), in
the same run, turn by turn; `make bench ONLY=P3` measures one row. The ratio is the result: the median of the ratios
within each round. Times depend on the machine. Growth, memory and waits have no limit beside them; their own unit
stands in the column "ratio".

"""
TAIL = """
Notes. The times of P3 and P8 are processor time. P1 has the check of every PDF in the portal's time, which the limit
does not do. The limit of P2 is what `settle` itself writes, so it says how much the reads, locks and rules cost, not
whether fewer rows would do; their number is bounded in `tests/filing/test_completing.py`. P2's notice is timed while
the workers rest. The limits of P4 and P6 lay words over a drawn page with its fonts embedded, by pikepdf (the 5 ms of
such a page were measured with reportlab, which is no part of the portal); they write no rows. Best peers were
measured beside the same limits on 2026-11-22 on two cores, except where the row says otherwise; their ratios are to
the limit of that day.
"""


def table(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *map(_cells, lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def missed(lines: Sequence[Line], failed: Sequence[str] = ()) -> str:
    """A sentence that names the goals that were missed, and one for the rows that could not be measured."""
    names = [f"{line.metric} ({line.parts})" for line in lines if not line.met]
    words = "Missed: " + "; ".join(names) + "." if names else "Every goal that was measured was met."
    return f"{words} Could not be measured: {', '.join(failed)}." if failed else words


def write(lines: Sequence[Line], bench: Bench) -> None:
    """Writes the page."""
    cores = os.cpu_count() or 1
    loads = sorted(bench.loads)
    shared = loads[len(loads) // 2] > 2 * cores
    machine = (
        f"Measured {datetime.now(HONG_KONG):%Y-%m-%d %H:%M} (Hong Kong) by `make bench`: {bench.scale.rounds} rounds, "
        f"of P4 {bench.scale.heavy_rounds}, seed {SEED}, Python {platform.python_version()}, {cores} cores "
        f"{_processor()}. Load average during the run: {loads[0]:.1f} to {loads[-1]:.1f}."
    )
    if all(line.parts != SQLITE for line in lines):
        machine += " SQLite was not measured in this run."
    if shared:
        machine += (
            " **The machine was shared**: more work waited than it has cores for, so times and waits (seconds and"
            " milliseconds) are several times too long, and ratios are rougher than on a free machine."
        )
    words = missed(lines, bench.failed)
    PAGE.write_text(f"{HEAD}{machine}\n\n{table(lines)}\n\n{words}\n{TAIL}", encoding="utf-8")


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.metric,
        line.parts,
        _seconds(line.project),
        _seconds(line.limit),
        f"{line.ratio:.2f} {line.unit}",
        f"≤ {line.goal:g} {line.unit}",
        "yes" if line.met else "**no**",
        line.peer or "–",
    )


def _seconds(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def _processor() -> str:
    found = [line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")]
    return found[0] if found else platform.machine()


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []
