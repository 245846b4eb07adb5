"""docs/faults.md, made by commands: what each fault is, how it is made, and what came of it when it was last tried.

A test tells its row by the first line of its docstring, or of its module's: "F4: how the fault is made."; its name is
the outcome that is expected. `FAULTS_TABLE=docs/faults.md pytest --soak tests/faults` writes them
(`make faults-table`); a run of single files writes theirs and leaves the other rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

TOLD = re.compile(r"(F\d+): (.+?)\s*$")


@dataclass
class Row:
    """One test function, with all that it was tried with."""

    fault: str
    how: str
    expected: str
    outcomes: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        came = len([outcome for outcome in self.outcomes if outcome == "passed"])
        return f"| {self.fault} | {self.how} | {self.expected} | {came} of {len(self.outcomes)} |"


def row_of(item: pytest.Item) -> Row | None:
    """What a test tells of its fault; None for one that tells of none."""
    function = getattr(item, "function", None)
    for owner in (function, getattr(item, "module", None)):
        found = TOLD.match((getattr(owner, "__doc__", None) or "").strip().partition("\n")[0])
        if function is not None and found:
            words = function.__name__.removeprefix("test_").removeprefix(f"{found[1].lower()}_")
            return Row(found[1], found[2], words.replace("_", " "))
    return None


class Recorder:
    """A pytest plugin that keeps what each test came to, and writes the table at the end."""

    def __init__(self, file: Path, *, whole: bool) -> None:
        self.file = file
        self.whole = whole
        self.rows: dict[str, Row] = {}
        self.names: dict[str, str] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            row = row_of(item)
            if row is not None:
                self.names[item.nodeid] = name = item.nodeid.partition("[")[0]
                self.rows.setdefault(name, row)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = self.names.get(report.nodeid)
        if name is not None and (report.when == "call" or (report.when == "setup" and not report.passed)):
            self.rows[name].outcomes.append(report.outcome)

    def pytest_sessionfinish(self) -> None:
        tried = {row.expected: row for row in self.rows.values() if row.outcomes}
        rows = [(row.fault, row.line) for row in tried.values()]
        if not self.whole:
            rows += [row for row in self._others() if row[1].split(" | ")[2] not in tried]
        rows.sort(key=lambda row: (int(row[0][1:]), row[1]))
        head = ["| Fault | How it is made | What comes of it | Passed |", "| --- | --- | --- | --- |"]
        if tried:
            write_part(self.file, "faults", head + [line for _, line in rows])

    def _others(self) -> list[tuple[str, str]]:
        lines = self.file.read_text(encoding="utf-8").splitlines()
        return [(found[1], line) for line in lines if (found := re.match(r"\| (F\d+) \| ", line))]


def write_part(file: Path, name: str, lines: Sequence[str]) -> None:
    """Replaces what stands between the two marks of a part. Raises ValueError where the file has no such part."""
    begin, end = f"<!-- {name}: made by a command -->", f"<!-- /{name} -->"
    before, found, rest = file.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{file} has no part {name}")
    file.write_text("\n".join([before + begin, *lines, end + after]), encoding="utf-8")
