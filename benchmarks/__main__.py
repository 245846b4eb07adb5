"""`python -m benchmarks [--only P3,P8] [--rounds 9] [--parts PostgreSQL]`; the whole run writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import signal
import sys


def main() -> int:
    """Measures, prints the table, says which goals were missed; the whole run also writes the page."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()

    from benchmarks import report, run
    from benchmarks.batches import TINY, Scale
    from benchmarks.ground import POSTGRESQL, SQLITE

    arguments = argparse.ArgumentParser(prog="make bench", description=__doc__)
    arguments.add_argument("--only", default="", help="rows, such as P3,P8 (default: all)")
    arguments.add_argument("--rounds", type=int, default=Scale.rounds)
    arguments.add_argument("--parts", choices=(POSTGRESQL, SQLITE), help="one database (default: both)")
    arguments.add_argument("--tiny", action="store_true", help="only to see that everything runs")
    chosen = arguments.parse_args()
    only = [name.strip().upper() for name in chosen.only.split(",") if name.strip()] or list(run.NAMES)
    if unknown := set(only) - set(run.NAMES):
        arguments.error(f"no such row: {', '.join(sorted(unknown))}; there are {', '.join(run.NAMES)}")
    scale = TINY if chosen.tiny else Scale().with_rounds(chosen.rounds)
    parts = [chosen.parts] if chosen.parts else [POSTGRESQL, SQLITE]
    bench = run.Bench(scale)
    found = list(bench.lines(only, parts=parts))
    print(report.table(found))
    print(report.missed(found, bench.failed))
    if set(only) == set(run.NAMES) and POSTGRESQL in parts and not chosen.tiny:
        report.write(found, bench)
    return 1 if bench.failed else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a killed run stops its servers too
    sys.exit(main())
