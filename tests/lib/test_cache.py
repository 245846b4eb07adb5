"""Without its server the cache counts in this process, at once, and asks the server again after a pause (F4)."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from icms.lib import cache as subject
from icms.lib.cache import CacheOrOwnMemory


@contextmanager
def silent_server(path: Path) -> Iterator[str]:
    """Takes connections and never answers."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(64)
        yield f"unix://{path}?db=1"


@pytest.fixture(params=["silent", "gone"])
def away(request, tmp_path: Path, monkeypatch) -> Iterator[CacheOrOwnMemory]:
    monkeypatch.setattr(subject, "_away_until", {})
    monkeypatch.setattr(subject, "ASK_AGAIN_SECONDS", 3600.0)
    if request.param == "gone":
        yield CacheOrOwnMemory(f"unix://{tmp_path / 'nobody'}?db=1", {})
        return
    with silent_server(tmp_path / "socket") as url:
        yield CacheOrOwnMemory(url, {})


def nobody_asks(away: CacheOrOwnMemory, monkeypatch) -> list[int]:
    """From here on whoever asks the server is noted, and fails."""
    asked: list[int] = []
    monkeypatch.setattr(type(away), "_cache", property(lambda self: asked.append(1) or pytest.fail("asked")))
    return asked


def test_counts_go_on_in_memory_and_the_server_is_waited_for_once(away: CacheOrOwnMemory, monkeypatch):
    assert away.add("attempts", 0, timeout=60) is True
    asked = nobody_asks(away, monkeypatch)
    assert away.add("attempts", 0, timeout=60) is False
    assert [away.incr("attempts") for _ in range(100)] == list(range(1, 101))
    away.set("list", [1.5], 60)
    assert (away.get("list"), away.delete("list"), away.get("list", "none")) == ([1.5], True, "none")
    assert asked == []


def test_threads_share_the_memory_and_the_knowledge_that_the_server_is_away(
    away: CacheOrOwnMemory, monkeypatch
):
    away.add("attempts", 7, timeout=60)
    another = CacheOrOwnMemory(away.server, {})
    asked = nobody_asks(another, monkeypatch)
    assert another.get("attempts") == 7
    assert asked == []


def test_the_server_is_asked_again_after_the_pause(away: CacheOrOwnMemory, monkeypatch):
    away.get("attempts")
    monkeypatch.setattr(subject, "_away_until", {away.server: time.monotonic() - 1})
    asked = nobody_asks(away, monkeypatch)
    with pytest.raises(pytest.fail.Exception):
        away.get("attempts")
    assert asked == [1]
