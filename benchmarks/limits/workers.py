"""Two processes that work for a limit, as two workers do for the portal (P4, P21)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


class Workers:
    """Two processes that are there before the clock starts."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))

    def run(self, work: Callable[..., object], *arguments: Iterable[Any]) -> None:
        """Does the work for each set of arguments, the next as soon as a process is free; raises what it raises."""
        list(self._pool.map(work, *arguments))

    def close(self) -> None:
        """The end of both."""
        self._pool.shutdown()
