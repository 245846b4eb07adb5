"""Counters that are forgotten after a while, for limits on how often somebody may try."""

from __future__ import annotations

from django.core.cache import cache


def count_up(key: str, *, seconds: int, by: int = 1) -> int:
    """Adds to a counter that is forgotten so many seconds after its beginning; returns the new count.

    A counter that ends, or that the cache drops, between the two questions begins anew with this one.
    """
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key, by))
    except ValueError:
        cache.set(key, by, seconds)
        return by
