"""`manage.py try_documents DIR`: what the portal would say of each file of a folder, and whether it could seal it.

Each file goes the way of a filed form: the check on arrival, then the rehearsal of its sealing, in the same limited
children. Needs no database. Exit status: 0 when every file has a verdict, 1 when our own code failed on one.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from icms.files import inspect, rehearsal
from icms.files.limits import MEGABYTE
from icms.files.names import has_suffix

AT_ONCE = 2
ACCEPTED, ERROR = "accepted", "error"


@dataclass(frozen=True)
class Tried:
    """One file: its verdict, what was found, notes on it, seconds, megabytes, and the trace of a fault of ours."""

    file: str
    verdict: str
    found: str
    notes: tuple[str, ...]
    seconds: float
    peak_mb: float
    detail: str

    def as_entry(self) -> dict[str, object]:
        """The file as the list in JSON holds it. What is accepted was sealed, seen and compared; nothing else was."""
        sealed = self.verdict == ACCEPTED
        entry: dict[str, object] = {"file": self.file, "verdict": self.verdict, "sealed": sealed}
        entry |= {"seal_visible": sealed, "differs": False}
        entry |= {"seconds": round(self.seconds, 3), "peak_mb": round(self.peak_mb, 1)}
        return entry | ({"detail": self.detail} if self.verdict == ERROR else {})


class Command(BaseCommand):
    help = (
        "Takes every file of a folder in and seals it with a blank stamp, as the portal would. Keeps nothing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder; files in folders below it are tried too")
        parser.add_argument("--json", action="store_true", help="print a list of objects, one a file")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder. Nothing was tried.")
        files = sorted(each for each in folder.rglob("*") if each.is_file())
        with ThreadPoolExecutor(AT_ONCE) as pool:
            tried = list(pool.map(lambda path: try_file(path, folder), files))
        self.stdout.write(
            json.dumps([each.as_entry() for each in tried], ensure_ascii=False, indent=1)
            if options["json"]
            else _table(tried)
        )
        if any(each.verdict == ERROR for each in tried):
            sys.exit(1)


def try_file(path: Path, folder: Path) -> Tried:
    """What becomes of one file."""
    began = time.monotonic()
    [finding] = inspect.pdfs_at([path])
    fault, found, trace, peak = finding.fault, finding.found, finding.trace, finding.peak_bytes
    notes: tuple[str, ...] = ()
    if not fault and not has_suffix(path.name, ".pdf"):
        fault = "file_named_wrongly"
    if not fault:
        [result] = rehearsal.rehearse([path])
        fault, found, notes, trace = result.fault, result.found, result.notes, result.trace
        peak = max(peak, result.peak_bytes)
    return Tried(
        str(path.relative_to(folder)),
        ERROR if trace else fault or ACCEPTED,
        found,
        notes,
        time.monotonic() - began,
        peak / MEGABYTE,
        trace,
    )


def _table(tried: Sequence[Tried]) -> str:
    lines = [f"{'file':<44} {'verdict':<22} {'found':<10} {'seconds':>7} {'MB':>5}  notes"]
    for each in tried:
        row = f"{each.file:<44} {each.verdict:<22} {each.found:<10} {each.seconds:7.2f} {each.peak_mb:5.0f}"
        lines.append(f"{row}  {' '.join(each.notes)}".rstrip())
    counted = Counter(each.verdict for each in tried)
    lines += [
        "",
        f"{len(tried)} files: " + ", ".join(f"{count} {verdict}" for verdict, count in counted.most_common()),
    ]
    return "\n".join(lines)
