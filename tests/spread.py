"""How a run on several cores is spread: what drives one running portal, or one stack, stays together on one core."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

# Longest first: they start at once, each on a core of its own, and single tests fill up what is left.
TOGETHER = {
    "tests/faults/": "faults",
    "tests/test_benchmarks.py": "faults",  # its processes start beside no other's
    "tests/browser/": "browser",
    "tests/upgrading/test_upgrading.py": "upgrading",  # one upgraded database for all of them
    "tests/web/test_security.py::Headers": "headers",  # its tests read what is opened once
}


class Spread(LoadScopeScheduling):
    """Single tests anywhere; each group of `TOGETHER` on one core, as one piece of work.

    xdist's own groups by mark rest on a test's private name, which pytest 9.2 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((group for start, group in TOGETHER.items() if nodeid.startswith(start)), nodeid)
