"""Interleaved rounds: the portal and the limit take turns, so that a noisy moment hits both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

Clock = Callable[[], float]
WALL, PROCESSOR = time.perf_counter, time.process_time  # the second for work that waits for nothing


@dataclass(frozen=True)
class Line:
    """One row of the table. Times are seconds; `ratio` is what `goal` bounds, and both have `unit` ("x" for ratios)."""

    metric: str
    parts: str
    ratio: float
    goal: float
    peer: str
    project: float | None = None
    limit: float | None = None
    unit: str = "x"

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal


@dataclass(frozen=True)
class Rounds:
    """The times of all rounds, in seconds, in the order in which they ran."""

    project: tuple[float, ...]
    limit: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Sequence[tuple[float, float]]) -> Self:
        """From a pair a round: the portal's time, the limit's."""
        return cls(tuple(ours for ours, _ in pairs), tuple(least for _, least in pairs))

    @property
    def ratio(self) -> float:
        """The median of the ratios within each round."""
        return statistics.median(ours / least for ours, least in zip(self.project, self.limit, strict=True))

    def line(self, metric: str, parts: str, *, goal: float, peer: str) -> Line:
        """The row of the table for these rounds."""
        project, limit = statistics.median(self.project), statistics.median(self.limit)
        return Line(metric, parts, self.ratio, goal, peer, project, limit)


def interleave(
    project: Callable[[], object], limit: Callable[[], object], *, rounds: int, clock: Clock = WALL
) -> Rounds:
    """Both in turn, after one round each to warm up that is not counted."""
    project()
    limit()
    return Rounds.of([(timed(project, clock), timed(limit, clock)) for _ in range(rounds)])


def timed(work: Callable[[], object], clock: Clock = WALL) -> float:
    """How long it takes, in seconds of the clock."""
    started = clock()
    work()
    return clock() - started


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay below."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
