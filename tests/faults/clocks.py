"""Clocks of the stack's processes that can be put forward and back while they run (clockwork/sitecustomize.py)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from tests.faults.parts import Part
from tests.faults.stack import Stack

CLOCKWORK = Path(__file__).parent / "clockwork"
RIGHT = timedelta(0)
UNTIL_SEEN = 0.3  # seconds; the processes look fifty times a second


class Clock:
    """The clock of some processes, as far from the machine's as it was put."""

    def __init__(self, stack: Stack, name: str) -> None:
        self.stack = stack
        self.file = stack.folder / f"clock-{name}"
        self.put(RIGHT)

    @property
    def env(self) -> dict[str, str]:
        """What a process needs to have this clock."""
        return {"PYTHONPATH": str(CLOCKWORK), "CLOCK_OFFSET_FILE": str(self.file)}

    def put(self, offset: timedelta) -> None:
        """From now on the processes see the machine's time and so much more or less."""
        new = self.file.with_suffix(".new")
        new.write_text(str(offset.total_seconds()))
        new.rename(self.file)
        self.stack.log.write("clock", offset=str(offset))
        time.sleep(UNTIL_SEEN)


@contextmanager
def on_clocks(stack: Stack, groups: Sequence[Sequence[Part]]) -> Iterator[list[Clock]]:
    """Each group of parts runs on a clock of its own inside the block, and on the machine's again afterwards."""
    clocks = [Clock(stack, parts[0].name) for parts in groups]
    moved = [(part, clock) for parts, clock in zip(groups, clocks, strict=True) for part in parts]
    plain = {part.name: part.env for part, _ in moved}
    for part, clock in moved:
        part.kill()
        part.env = {**part.env, **clock.env}
    stack.start_all()
    try:
        yield clocks
    finally:
        for part, _ in moved:
            part.kill()
            part.env = plain[part.name]
