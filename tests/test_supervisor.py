"""Starting, keeping alive and stopping: real processes that misbehave, and what `up` decides before Django."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from icms import embedded

ROOT = Path(__file__).resolve().parents[1]
# A child with a child of its own; both write down their process numbers; the second ignores polite requests.
FAMILY = """
import os, signal, subprocess, sys, time
folder = sys.argv[1]
stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
grandchild = subprocess.Popen([sys.executable, "-c", stubborn])
for pid in (os.getpid(), grandchild.pid):
    open(os.path.join(folder, str(pid)), "w").close()
time.sleep(600)
"""
RUN = """
import sys
from pathlib import Path
from icms.supervisor import Child, CouldNotStart, Supervisor
folder, program = Path(sys.argv[1]), sys.argv[2]
child = Child("family", [sys.executable, "-c", program, str(folder / "pids")], folder / "family.log")
child.ready = lambda: len(list((folder / "pids").iterdir())) >= 2
supervisor = Supervisor([child], lambda words: print(words, flush=True))
try:
    supervisor.start(patience=20)
    print("ready", flush=True)
    supervisor.watch()
except CouldNotStart as failure:
    print(failure, flush=True)
finally:
    supervisor.stop()
"""


class Family:
    """A supervisor with one child and one grandchild."""

    def __init__(self, folder: Path, program: str = FAMILY) -> None:
        (folder / "pids").mkdir()
        self.folder = folder
        command = [sys.executable, "-c", RUN, str(folder), program]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def read_until(self, word: str) -> str:
        assert self.process.stdout is not None
        read = ""
        for line in self.process.stdout:
            read += line
            if word in line:
                return read
        raise AssertionError(f"ended before {word!r}: {read}")

    def pids(self) -> list[int]:
        return sorted(int(path.name) for path in (self.folder / "pids").iterdir())

    def all_gone(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and any(map(runs, self.pids())):
            time.sleep(0.1)
        return not any(map(runs, self.pids()))


def runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    started = Family(tmp_path)
    started.read_until("ready")
    yield started
    for pid in [started.process.pid, *started.pids()]:
        if runs(pid):
            os.kill(pid, signal.SIGKILL)
    started.process.wait()
    started.process.stdout.close()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_ends_children_and_their_children_within_ten_seconds(family: Family, number: signal.Signals):
    family.process.send_signal(number)
    assert family.process.wait(timeout=10) == 0
    assert family.all_gone(0.5)


@pytest.mark.slow
def test_a_killed_supervisor_leaves_nothing_behind(family: Family):
    family.process.kill()
    assert family.all_gone(10)


@pytest.mark.slow
def test_a_child_that_dies_is_started_again_and_its_own_children_end(family: Family):
    first = family.pids()
    os.kill(min(first), signal.SIGKILL)
    assert "ended (signal SIGKILL); it starts again" in family.read_until("starts again")
    deadline = time.monotonic() + 10
    while len(family.pids()) < 4 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(family.pids()) == 4
    assert not any(map(runs, first))


@pytest.mark.slow
def test_a_child_that_cannot_start_is_named_with_the_end_of_its_log(tmp_path: Path):
    broken = Family(tmp_path, "raise SystemExit('the table is missing')")
    words = broken.process.communicate(timeout=30)[0]
    assert "family does not start" in words
    assert "the table is missing" in words


def test_the_secret_is_drawn_once_and_only_the_owner_reads_it(tmp_path: Path):
    first = embedded.secret(tmp_path)
    assert len(first) >= 50
    assert embedded.secret(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_the_broker_listens_elsewhere_where_the_path_is_too_long(tmp_path: Path):
    near = embedded.broker_socket(tmp_path)
    assert near == tmp_path / "run" / "valkey.sock"
    deep = tmp_path.joinpath(*["a-long-name-of-a-folder"] * 5)
    far = embedded.broker_socket(deep)
    assert len(os.fsencode(far)) <= embedded.SOCKET_PATH_MAX
    assert stat.S_IMODE(far.parent.stat().st_mode) == 0o700
    far.parent.rmdir()


def test_a_port_that_is_taken_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert embedded.answers(port)
        with pytest.raises(OSError, match="in use"):
            embedded.listen(port)
    assert embedded.first_free_port() >= embedded.FIRST_PORT


def test_one_folder_runs_one_portal(tmp_path: Path):
    (tmp_path / "run").mkdir()
    lock = embedded.claim(tmp_path, "http://localhost:8000")
    with pytest.raises(embedded.AlreadyRunning, match=r"http://localhost:8000 \(process \d+\)"):
        embedded.claim(tmp_path, "http://localhost:8001")
    os.close(lock)
    os.close(embedded.claim(tmp_path, "http://localhost:8001"))
    assert json.loads((tmp_path / "run" / "up.json").read_text())["url"] == "http://localhost:8001"


@pytest.mark.slow
def test_the_embedded_valkey_answers_and_keeps_what_it_was_told(tmp_path: Path):
    endpoint = embedded.broker_socket(tmp_path)
    binary = embedded.valkey_binary()
    assert binary is not None
    for word, answer in ((b"SET court SCT\r\n", b"+OK"), (b"GET court\r\n", b"$3")):
        server = subprocess.Popen(
            embedded.valkey_command(binary, endpoint, tmp_path / "valkey"), stdout=subprocess.DEVNULL
        )
        try:
            deadline = time.monotonic() + 10
            while not embedded.valkey_answers(endpoint) and time.monotonic() < deadline:
                time.sleep(0.05)
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(str(endpoint))
                client.sendall(word)
                assert client.recv(64).startswith(answer)
        finally:
            server.terminate()
            server.wait()


def test_fifty_slow_uploads_leave_threads_for_everybody_else() -> None:
    """Each upload holds a thread until its last byte is here (performance.md, F19)."""
    from icms.management.commands.up import WEB

    workers, threads = (int(WEB[WEB.index(option) + 1]) for option in ("--workers", "--threads"))
    assert workers * threads > 50 + workers * 8
