"""A file may kill or stall its child; it takes nothing else with it (F17)."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from icms.files import inspect, limited
from icms.files.limited import Bounds, Fate, Pool
from icms.files.receive import arrive
from tests.files import makers

MEGABYTE = 1024 * 1024


@pytest.fixture
def pool() -> Iterator[Pool]:
    """The real inspection job, with little patience."""
    bounds = Bounds(memory_bytes=1024 * MEGABYTE, cpu_seconds=10, wall_seconds=1.0)
    made = Pool("inspection", bounds, at_once=1)
    yield made
    made.close()


@pytest.fixture
def good(tmp_path: Path) -> dict[str, object]:
    path = tmp_path / "good.pdf"
    path.write_bytes(makers.pdf(2))
    return {"path": str(path), "limits": inspect.INSPECTION}


def test_a_stalled_child_is_ended_and_the_next_file_is_still_judged(pool: Pool, good) -> None:
    pool.ask([good])
    stalled = pool._idle[0].process
    os.kill(stalled.pid, signal.SIGSTOP)
    began = time.monotonic()
    answers = pool.ask([good, good])
    assert time.monotonic() - began < 10
    assert answers[0] is Fate.TOO_SLOW
    assert answers[1]["pages"] == 2
    assert stalled.returncode is not None


def test_a_killed_child_costs_no_file_since_another_child_is_asked(pool: Pool, good) -> None:
    assert pool.ask([good])[0]["pages"] == 2
    [child] = pool._idle
    os.kill(child.process.pid, signal.SIGSTOP)
    threading.Timer(0.2, os.kill, (child.process.pid, signal.SIGKILL)).start()
    answers = pool.ask([good, good])
    assert answers[0]["pages"] == 2
    assert answers[1]["pages"] == 2


def test_a_child_that_died_while_idle_costs_nothing(pool: Pool, good) -> None:
    pool.ask([good])
    pool._idle[0].process.kill()
    pool._idle[0].process.wait()
    assert pool.ask([good])[0]["pages"] == 2


def test_a_child_that_uses_up_its_processor_time_is_too_slow(good, tmp_path: Path) -> None:
    heavy = tmp_path / "heavy.pdf"
    pool = Pool("inspection", Bounds(1024 * MEGABYTE, cpu_seconds=1, wall_seconds=20), at_once=1)
    unlimited = {**inspect.INSPECTION, "whole_bytes": 1 << 40}
    many = makers.by_hand(*makers._one_page(), *[makers._stream(b"/FlateDecode", makers._zeros(60))] * 60)
    heavy.write_bytes(many)
    answers = pool.ask([{"path": str(heavy), "limits": unlimited}, good])
    pool.close()
    assert answers[0] is Fate.TOO_SLOW
    assert answers[1]["pages"] == 2


def test_a_child_that_wants_too_much_memory_says_too_heavy(good, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(makers.content_bomb(400))
    pool = Pool("inspection", Bounds(400 * MEGABYTE, cpu_seconds=10, wall_seconds=20), at_once=1)
    unlimited = {**inspect.INSPECTION, "stream_bytes": 1 << 31, "whole_bytes": 1 << 40}
    answers = pool.ask([{"path": str(bomb), "limits": unlimited}, good])
    pool.close()
    assert answers[0]["fault"] == "file_too_heavy"
    assert answers[1]["pages"] == 2


def test_a_file_that_kills_its_child_is_refused_as_broken_in_words(monkeypatch) -> None:
    monkeypatch.setattr(limited._Child, "ask", _dies)
    arrived = arrive(makers.pdf(), "form1.pdf")
    [finding] = inspect.pdfs([arrived])
    arrived.close()
    assert finding.fault == "file_broken"


def _dies(child, request, seconds):
    child.process.kill()
    child.process.wait()
    raise limited._Gone(Fate.DIED)


def test_a_child_ends_with_its_parent(pool: Pool, good) -> None:
    """Standard input ends with the parent; the child needs no other sign."""
    pool.ask([good])
    child = pool._idle.pop()
    child._asked.close()
    assert child.process.wait(timeout=5) == 0
    child._answered.close()


def test_a_child_has_no_environment_and_cannot_write(pool: Pool, good) -> None:
    pool.ask([good])
    process = Path(f"/proc/{pool._idle[0].process.pid}")
    assert process.joinpath("environ").read_bytes().strip(b"\0") == b"LC_ALL=C.UTF-8"
    bounds = process.joinpath("limits").read_text()
    assert any(line.split()[:5] == ["Max", "file", "size", "0", "0"] for line in bounds.splitlines())
    assert any(
        line.startswith("Max address space") and str(1024 * MEGABYTE) in line for line in bounds.splitlines()
    )


def test_a_child_retires_after_its_share_of_files(good) -> None:
    pool = Pool("inspection", Bounds(1024 * MEGABYTE, 10, 10.0, requests=2), at_once=1)
    answers = pool.ask([good] * 5)
    assert [each["pages"] for each in answers] == [2] * 5
    assert pool._idle[0].left == 1
    pool.close()


def test_a_job_that_does_not_start_is_this_servers_fault_and_judges_nothing() -> None:
    pool = Pool("no_such_job", Bounds(1024 * MEGABYTE, 1, 1.0), at_once=1)
    with pytest.raises(RuntimeError, match="does not start"):
        pool.ask([{"path": "x"}])


def test_a_forked_process_starts_with_children_of_its_own(pool: Pool, good) -> None:
    pool.ask([good])
    pid = os.fork()
    if pid == 0:
        os._exit(0 if pool._idle == [] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert pool.ask([good])[0]["pages"] == 2
