"""Prints at the end of a run how long each group of tests took: a group is a folder, or a file, right under `tests/`.

The seconds are those of set-up, test and clean-up together, summed over all processes of a spread run. What several
tests share (a stack, a browser, the database) counts where it is set up first.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

MARK = "group"  # each line begins with it: `.ci/run` collects them


class GroupTimes:
    """A pytest plugin; in a spread run it belongs to the process that collects the others' reports."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.tests: dict[str, int] = defaultdict(int)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        group = group_of(report.nodeid)
        self.seconds[group] += report.duration
        self.tests[group] += report.when == "setup"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """A line for each group, the slowest first, and one for all; nothing where no test ran."""
        slowest_first = sorted(self.seconds, key=lambda group: -self.seconds[group])
        rows = [(group, self.seconds[group], self.tests[group]) for group in slowest_first]
        if rows:
            rows.append(("all groups", sum(self.seconds.values()), sum(self.tests.values())))
        return [f"{MARK} {name:<36} {seconds:8.1f} s {tests:6} tests" for name, seconds, tests in rows]


def group_of(nodeid: str) -> str:
    """The first name under `tests/` in a test's address: a folder or a file."""
    parts = nodeid.partition("::")[0].split("/")
    return parts[1] if len(parts) > 1 else parts[0]
