"""A file on its way to the disk: hashed while it is written, gone again unless it is kept.

The temporary file lies in the file system of its final place, so that keeping it is a rename. Whatever happens to
the request, the temporary file is removed: on refusal, on close, when the object is forgotten; and after a killed
process by the sweep.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import weakref
from pathlib import Path

from django.conf import settings

from icms.kernel.crash_points import crash

CHUNK_BYTES = 256 * 1024
PRIVATE_FOLDER, KEPT_FILE = 0o700, 0o400


def media_root() -> Path:
    """Where every stored file lies."""
    return Path(settings.MEDIA_ROOT)


def folder() -> Path:
    """Where files lie until they are kept or refused."""
    place = media_root() / "incoming"
    place.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    return place


class Incoming:
    """One temporary file under a random name; the name that the sender gave is never used as a path."""

    def __init__(self) -> None:
        self.path = folder() / secrets.token_hex(16)
        self.size = 0
        self._sha256 = hashlib.sha256()
        self._file = self.path.open("xb", buffering=0)
        os.fchmod(self._file.fileno(), KEPT_FILE)
        self._removal = weakref.finalize(self, _remove, self.path)

    @property
    def sha256(self) -> str:
        """The hash of the bytes written so far, 64 hexadecimal digits."""
        return self._sha256.hexdigest()

    def write(self, data: bytes) -> None:
        """Adds bytes. Raises OSError when the disk does not take them."""
        self._sha256.update(data)
        self.size += len(data)
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]

    def settle(self) -> None:
        """Brings the bytes to the disk for good. Raises OSError when the disk does not take them."""
        if not self._file.closed:
            crash("file.written")
            os.fsync(self._file.fileno())
            self._file.close()
            crash("file.synced")

    def move_to(self, target: Path) -> None:
        """Renames the settled file into its place; from then on it is not temporary any more."""
        if not self._file.closed:
            raise RuntimeError("a file is settled on the disk before it is kept")
        self.path.rename(target)
        self._removal.detach()
        self.path = target

    def discard(self) -> None:
        """Removes the temporary file; does nothing to one that was moved to its place."""
        self._file.close()
        self._removal()


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
