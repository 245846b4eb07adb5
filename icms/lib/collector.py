"""Python's collector of cycles, and work that makes none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """While very much is made that has no cycles: the collector would look through all of it again and again.

    It rests for the whole process, so only for a second. Two threads may rest at once: the first that wakes wakes it
    for both, and none leaves it asleep.
    """
    was_awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_awake:
            gc.enable()
