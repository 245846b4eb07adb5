"""The cache holds counts of attempts and nothing else; without its server each process counts for itself (F4).

A cache that is away must not stop sign-in, and must not let anybody guess passwords without limit: so the limits go
on, counted in this process's memory, and the server is asked again after a pause (docs/adr/0007).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ServerGone
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger("icms.cache")

ASK_AGAIN_SECONDS = 5.0
COUNTS_KEPT = 100_000  # a few hundred bytes each
# A connection that a restarted server has closed is opened anew, once; a silent server is not waited for twice.
OPTIONS: dict[str, Any] = {
    "socket_timeout": 0.5,
    "socket_connect_timeout": 0.5,
    "retry": Retry(NoBackoff(), 1, supported_errors=(ServerGone,)),
}

_away_until: dict[str, float] = {}  # server → time.monotonic(); one for all threads, each has a cache object


def _or_own(name: str) -> Callable[..., Any]:
    """An operation of the cache: on the server, or in this process's memory while the server is away."""
    shared, own = getattr(RedisCache, name), getattr(LocMemCache, name)

    @wraps(shared)
    def operation(self: CacheOrOwnMemory, *args: Any, **named: Any) -> Any:
        if time.monotonic() < _away_until.get(self.server, 0.0):
            return own(self.memory, *args, **named)
        try:
            return shared(self, *args, **named)
        except (RedisError, OSError):
            logger.warning("the cache does not answer; this process counts for itself", exc_info=True)
            _away_until[self.server] = time.monotonic() + ASK_AGAIN_SECONDS
            return own(self.memory, *args, **named)

    return operation


class OwnMemory(LocMemCache):
    """This process's memory, with room for more counts than a stranger makes in an hour.

    Django's holds 300, so that whoever tries 300 addresses would push out the count of his wrong codes.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, {**params, "OPTIONS": {"MAX_ENTRIES": COUNTS_KEPT}})


class CacheOrOwnMemory(RedisCache):
    """Redis where it answers within half a second; else, for a pause, this process's own memory."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**OPTIONS, **params.get("OPTIONS", {})}})
        self.server = server
        self.memory = OwnMemory(f"instead of {server}", params)

    add = _or_own("add")
    get = _or_own("get")
    set = _or_own("set")
    touch = _or_own("touch")
    delete = _or_own("delete")
    has_key = _or_own("has_key")
    incr = _or_own("incr")
    clear = _or_own("clear")
    get_many = _or_own("get_many")
    set_many = _or_own("set_many")
    delete_many = _or_own("delete_many")
