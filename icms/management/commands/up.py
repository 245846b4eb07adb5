"""`python3 manage.py up`: everything that the portal needs, set up and running, until Ctrl-C."""

from __future__ import annotations

import hashlib
import http.client
import io
import json
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from icms import embedded
from icms.kernel.audit import SYSTEM
from icms.lib import clock
from icms.lib.errors import Refused
from icms.management.commands.compile_translations import compile_catalogues
from icms.supervisor import Child, CouldNotStart, Supervisor

SOCKET_PREFIX = "redis+socket://"
# A slow sender holds a thread for as long as its upload lasts: fifty of them leave room for the others (F19).
WEB = (
    "gunicorn icms.wsgi:application --worker-class gthread --workers 2 --threads 40"
    " --timeout 120 --graceful-timeout 4 --no-control-socket"
).split()
WORKER = "celery -A icms worker --concurrency 2 --loglevel INFO --without-gossip --without-mingle".split()
BEAT = "celery -A icms beat --loglevel INFO".split()


class Command(BaseCommand):
    help = "Set up and start the whole portal with demo data: web, worker, beat, embedded Valkey. Ctrl-C stops it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        embedded.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if "PORT" not in os.environ:
            raise CommandError("start it as: python3 manage.py up")
        port, url = int(os.environ["PORT"]), settings.SITE_URL
        try:
            lock = embedded.claim(settings.VAR_DIR, url)
            listener = embedded.listen(port)
        except embedded.AlreadyRunning as running:
            raise CommandError(
                f"the portal is running already: {running}. Stop it there with Ctrl-C."
            ) from None
        except OSError as error:
            raise CommandError(
                f"port {port} cannot be used ({error.strerror}). Choose another: --port 9000"
            ) from None
        with listener:
            try:
                if options["fresh"]:
                    self._say("removing what the demo has kept …")
                    embedded.remove_kept(Path(settings.VAR_DIR), settings.DATABASES["default"])
                sign_ins = _set_up(self._say)
                _move_clock(options["at"], self._say)
            except embedded.NotOurs as refused:
                raise CommandError(str(refused)) from None
            except KeyboardInterrupt:
                raise CommandError(
                    "stopped during the set-up; the next start goes on from there.", returncode=130
                ) from None
            self._run(_children(lock, listener.fileno(), port), lock, url, sign_ins)

    def _run(self, children: list[Child], lock: int, url: str, sign_ins: list[dict[str, str]]) -> None:
        supervisor = Supervisor(children, self._say, keep=[lock])
        try:
            if supervisor.start():
                print(f"\n{url}\n", flush=True)
                for line in _table(sign_ins):
                    print(line, flush=True)
                print("\nStop with Ctrl-C.", flush=True)
                supervisor.watch()
            self._say("stopping …")
        except CouldNotStart as failure:
            raise CommandError(str(failure)) from None
        finally:
            supervisor.stop()
        self._say("stopped.")

    def _say(self, words: str) -> None:
        print(f"icms: {words}", file=sys.stderr, flush=True)


def _set_up(say: Callable[[str], None]) -> list[dict[str, str]]:
    """Bring database, translations, static files and demo data up to date; returns the sign-ins that have pages."""
    say("preparing the database …")
    call_command("migrate", interactive=False, verbosity=0)
    compile_catalogues()
    _collect_static(say)
    say("loading reference data and the demo cast …")
    call_command("load_reference", stdout=io.StringIO())
    printed = io.StringIO()
    call_command("load_demo", json=True, stdout=printed)
    say("starting …")
    sign_ins: list[dict[str, str]] = json.loads(printed.getvalue())
    return sign_ins


def _move_clock(where: str | None, say: Callable[[str], None]) -> None:
    """Moves the court's clock if `--at` asks for it, and says what it shows where that is not the real time."""
    from icms import demo_clock

    try:
        if where is not None:
            demo_clock.move(where, by=SYSTEM("up --at"))
    except Refused as refused:
        raise CommandError(str(refused)) from None
    if clock.ahead():
        say(demo_clock.words_after(""))


def _collect_static(say: Callable[[str], None]) -> None:
    """Collecting hashes and compresses some six hundred files for seconds: only when one of them has changed."""
    found = [str(settings.STORAGES["staticfiles"])]
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            found.append(f"{name} {file.st_size} {file.st_mtime_ns}")
    state = hashlib.sha256("\n".join(found).encode()).hexdigest()
    mark = Path(settings.VAR_DIR) / "run" / "static.sha256"
    if mark.exists() and mark.read_text() == state and Path(settings.STATIC_ROOT).is_dir():
        return
    say("collecting the static files …")
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(state)


def _children(lock: int, listener: int, port: int) -> list[Child]:
    """Broker, web, worker, beat. Each holds the lock of this folder's only running portal (`embedded.claim`)."""
    var = Path(settings.VAR_DIR)
    beat = [*BEAT, "--schedule", str(var / "run" / "beat"), "--pidfile", ""]
    worker = [*WORKER] if _shared_memory() else [*WORKER, "--pool", "threads"]
    web = [*WEB, "--bind", f"fd://{listener}"]
    children = [
        _python("web", web, keep=[lock, listener], ready=lambda: _web_answers(port)),
        _python("worker", worker, keep=[lock]),
        _python("beat", beat, keep=[lock]),
    ]
    if settings.CELERY_BROKER_URL.startswith(SOCKET_PREFIX):
        children.insert(0, _broker(var, lock))
    return children


def _python(
    name: str, arguments: list[str], *, keep: list[int], ready: Callable[[], bool] | None = None
) -> Child:
    log = Path(settings.VAR_DIR) / "log" / f"{name}.log"
    return Child(name, [sys.executable, "-m", *arguments], log, ready=ready, keep=keep)


def _broker(var: Path, lock: int) -> Child:
    endpoint = Path(settings.CELERY_BROKER_URL.removeprefix(SOCKET_PREFIX).partition("?")[0])
    binary = embedded.valkey_binary()
    if binary is None:
        raise CommandError(
            "no Valkey for this machine. Install valkey or redis, or set BROKER_URL and CACHE_URL."
        )
    command = embedded.valkey_command(binary, endpoint, var / "valkey")
    log = var / "log" / "valkey.log"
    return Child(
        "valkey", command, log, ready=lambda: embedded.valkey_answers(endpoint), last=True, keep=[lock]
    )


def _web_answers(port: int) -> bool:
    """Any answer below 500: the web server is up and its first page does not break."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def _shared_memory() -> bool:
    """Celery's process pool needs it; a machine without a writable /dev/shm gets a pool of threads."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        with tempfile.TemporaryFile(dir="/dev/shm"):
            return True
    except OSError:
        return False


def _table(rows: list[dict[str, str]]) -> list[str]:
    columns = ("role", "email", "password", "page")
    cells = [columns, *(tuple(str(row.get(column, "")) for column in columns) for row in rows)]
    widths = [max(len(line[index]) for line in cells) for index in range(len(columns))]
    return [
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
