"""Keeping files: bytes first, row after, so that no row is ever without its file (performance.md, 6.4).

Order: written and on the disk (incoming) -> renamed into place -> folder on the disk -> row. What a crash leaves
behind in between is a file without a row, and the sweep takes it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from io import BufferedReader
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from icms.files import malware
from icms.files.incoming import PRIVATE_FOLDER, Incoming, media_root
from icms.files.inspect import Finding
from icms.files.models import PDF, ScanState, StoredFile, Verdict
from icms.files.receive import Arrived
from icms.kernel import outbox
from icms.kernel.crash_points import crash
from icms.lib import clock, pdf
from icms.lib.errors import Refused

KEPT = "kept"


def keep(arrived: Arrived, finding: Finding) -> StoredFile:
    """Keeps one arrived file with the verdict on it; see `keep_all`."""
    return keep_all([(arrived, finding)])[0]


def keep_all(pairs: Sequence[tuple[Arrived, Finding]], *, to_be_sealed: bool = False) -> list[StoredFile]:
    """Keeps arrived files, refused ones too (their fault is shown), in order; one row each.

    Part of the caller's transaction if one is open. A file that is `to_be_sealed` counts as being checked until its
    sealing was rehearsed, which is a job (BLK-13). With a scanner set up each sound file waits for its scan, another
    job. Raises OSError when the disk refuses, and then leaves no row.
    """
    if not pairs:
        return []
    paths = _into_place([arrived.incoming for arrived, _ in pairs])
    moment, scans = clock.real_now(), malware.configured()
    sound = Verdict.CHECKING if to_be_sealed else Verdict.ACCEPTED
    rows = [
        StoredFile(
            sha256=arrived.sha256,
            size=arrived.size or 0,
            media_type=finding.media_type,
            verdict=sound if finding.accepted else Verdict.REFUSED,
            fault=finding.fault,
            found=finding.found,
            scan_state=ScanState.PENDING if scans and finding.accepted else ScanState.NOT_SCANNED,
            pages=finding.pages,
            path=path,
            created_at=moment,
        )
        for (arrived, finding), path in zip(pairs, paths, strict=True)
    ]
    with transaction.atomic():
        StoredFile.objects.bulk_create(rows)
        crash("file.row_written")
        waiting = [{"file": str(row.pk)} for row in rows if row.scan_state == ScanState.PENDING]
        if waiting:
            outbox.emit_many("file.arrived", waiting)
        if to_be_sealed:
            outbox.emit_many("file.to_rehearse", [{"file": str(row.pk)} for row in rows if row.checking])
    return rows


def keep_bytes(data: bytes, media_type: str) -> StoredFile:
    """Keeps one document that the court made itself; see `keep_made`."""
    return keep_made([data], media_type)[0]


def keep_made(documents: Sequence[bytes], media_type: str) -> list[StoredFile]:
    """Keeps documents that the court made itself, in order; they are accepted as they are, a PDF's pages counted.

    Part of the caller's transaction if one is open. Raises OSError when the disk refuses, and then leaves no row.
    """
    incoming: list[Incoming] = []
    try:
        for data in documents:
            incoming.append(Incoming())
            incoming[-1].write(data)
        for each in incoming:
            each.settle()
        pages = [pdf.page_count(data) if media_type == PDF else None for data in documents]
        paths = _into_place(incoming)
    finally:
        for each in incoming:
            each.discard()
    moment = clock.real_now()
    rows = [
        StoredFile(
            sha256=each.sha256,
            size=each.size,
            media_type=media_type,
            verdict=Verdict.ACCEPTED,
            pages=count,
            path=path,
            created_at=moment,
        )
        for each, count, path in zip(incoming, pages, paths, strict=True)
    ]
    return StoredFile.objects.bulk_create(rows)


def path_of(stored: StoredFile) -> Path:
    """Where the bytes lie."""
    return media_root() / stored.path


def open_file(stored: StoredFile, *, verified: bool = False) -> BufferedReader:
    """The bytes, for reading; with `verified` the hash is computed anew first (about 2 ms a MB).

    Raises Refused: file_infected, file_missing, file_altered.
    """
    if stored.scan_state == ScanState.INFECTED:
        raise Refused("file_infected")
    try:
        opened = path_of(stored).open("rb")
    except OSError as error:
        raise Refused("file_missing", file=stored.pk) from error
    if verified and not _matches(opened, stored.sha256):
        opened.close()
        raise Refused("file_altered", file=stored.pk)
    return opened


def verify(stored: StoredFile) -> bool:
    """Whether the bytes on the disk are there and still have the hash of the row."""
    try:
        with path_of(stored).open("rb") as opened:
            return _matches(opened, stored.sha256)
    except OSError:
        return False


def _matches(opened: BufferedReader, sha256: str) -> bool:
    found = hashlib.file_digest(opened, "sha256").hexdigest()
    opened.seek(0)
    return hmac.compare_digest(found, sha256)


def _into_place(incoming: Sequence[Incoming]) -> list[str]:
    """Renames settled files into one folder under own random names; returns their paths under the media folder.

    One folder a call: the folder has to reach the disk too, and a part of 22 files should wait for that once.
    """
    token = secrets.token_hex(2)
    folder = Path(KEPT) / token[:2] / token[2:]
    place = media_root() / folder
    new = [each for each in (place, *place.parents) if not each.exists()]
    place.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    paths = []
    for each in incoming:
        name = uuid4().hex
        each.move_to(place / name)
        crash("file.renamed")
        paths.append(str(folder / name))
    for changed in (place, *(each.parent for each in new)):
        _sync_folder(changed)
    crash("file.in_place")
    return paths


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
