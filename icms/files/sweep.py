"""Removes what nothing refers to: temporary files of broken uploads, files without a row, rows that nothing names
(a job that failed after it had kept what it drew), and pictures without a file.

Dangerous, so: only what is older than a day goes by itself, and a file goes only when no row names its path. A row
goes only when nothing refers to it; whoever refers does so with PROTECT, and the database decides.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, ProtectedError, RestrictedError

from icms.files import incoming, keep, pages
from icms.files.models import StoredFile
from icms.lib import clock

DAY = timedelta(hours=24)
BUNCH = 500
Item = TypeVar("Item")


@dataclass(frozen=True)
class Swept:
    """How much went."""

    temporary: int
    orphans: int
    unnamed: int
    pictures: int


def sweep(older_than: timedelta = DAY) -> Swept:
    """Removes temporary files, files without a row, rows that nothing names, and pictures of gone files. Idempotent."""
    moment = clock.real_now() - older_than
    before = moment.timestamp()
    temporary = _remove(each for each in _files_in(incoming.folder()) if _last_touched(each) < before)
    _remove_folders(before)
    kept = incoming.media_root() / keep.KEPT
    old = (each for each in _files_in(kept) if _last_touched(each) < before)
    orphans = sum(_remove(_without_row(bunch)) for bunch in _bunches(old))
    unnamed = sum(_drop_at_once(bunch) for bunch in _bunches(_unnamed_since(moment)))
    return Swept(temporary, orphans, unnamed, _sweep_pictures(before))


def _remove_folders(before: float) -> None:
    """Removes the folders of sealings that were cut off."""
    if incoming.folder().is_dir():
        for each in incoming.folder().iterdir():
            if each.is_dir() and _last_touched(each) < before:
                shutil.rmtree(each, ignore_errors=True)


def drop(file_ids: Iterable[UUID]) -> int:
    """Removes those of the given files that nothing refers to: rows now, bytes after the commit. Returns how many.

    A file that something still refers to stays, without an error.
    """
    gone = []
    for stored in StoredFile.objects.filter(pk__in=list(file_ids)):
        try:
            with transaction.atomic():
                stored.delete()
        except (ProtectedError, RestrictedError):
            continue
        gone.append(keep.path_of(stored))
    transaction.on_commit(partial(_remove, gone))
    return len(gone)


@transaction.atomic(durable=True)
def _drop_at_once(file_ids: list[UUID]) -> int:
    return drop(file_ids)


def _unnamed_since(moment: datetime) -> list[UUID]:
    """The stored files that were kept before a moment and that no row of any model names."""
    named = [
        Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
        for relation in StoredFile._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    ]
    rows = StoredFile.objects.filter(*(~each for each in named), created_at__lt=moment)
    return list(rows.values_list("pk", flat=True))


def _without_row(files: list[Path]) -> list[Path]:
    names = {str(each.relative_to(incoming.media_root())): each for each in files}
    known = StoredFile.objects.filter(path__in=list(names)).values_list("path", flat=True)
    return [each for name, each in names.items() if name not in set(known)]


def _sweep_pictures(before: float) -> int:
    """Pictures hold what is on the page, so they go with the file."""
    folders = (each for each in pages.folder().glob("??/*") if each.is_dir() and _last_touched(each) < before)
    gone = 0
    for bunch in _bunches(folders):
        known = set(
            StoredFile.objects.filter(sha256__in=[each.name for each in bunch]).values_list(
                "sha256", flat=True
            )
        )
        for each in bunch:
            if each.name not in known:
                shutil.rmtree(each, ignore_errors=True)
                gone += 1
    return gone


def _files_in(folder: Path) -> Iterator[Path]:
    return (each for each in folder.rglob("*") if each.is_file())


def _last_touched(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _remove(files: Iterable[Path]) -> int:
    gone = 0
    for each in files:
        each.unlink(missing_ok=True)
        gone += 1
    return gone


def _bunches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while bunch := list(islice(rest, BUNCH)):
        yield bunch
