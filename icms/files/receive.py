"""Files of a request go straight to the disk, hashed on the way, within limits that hold while they stream.

A view says what it takes, `@takes_files(part_limit=…)`, and asks `files_of(request)`. A page that does not say so,
or a sender whom it does not know (as a rule: who is not signed in), uses no disk at all. What can go wrong: a part
too large, too many files, a line cut in the middle, a full or broken disk. Each leaves nothing behind and is told in
words by `files_of`.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from typing import IO, Any, Concatenate

from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest, HttpResponseBase

from icms.files.incoming import CHUNK_BYTES, Incoming
from icms.files.limits import DRAIN_FACTOR, ENVELOPE_BYTES, FILES_MAX, MEGABYTE, PART_BYTES_MAX
from icms.files.name_keeping_parser import NameKeepingParser
from icms.files.names import display_name
from icms.lib.errors import Refused
from icms.lib.file_names import given_name

# What each refusal of `files_of` is in HTTP.
STATUS = {
    "part_too_large": 413,
    "too_many_files": 413,
    "upload_cut_off": 400,
    "disk_full": 507,
    "disk_failed": 503,
}

View = Callable[Concatenate[HttpRequest, ...], HttpResponseBase]


def is_signed_in(request: HttpRequest) -> bool:
    """The usual sender of files."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


@dataclass(frozen=True)
class Limits:
    """What one request may bring: bytes of its files together, and number of files; and who may send any."""

    part_bytes: int = PART_BYTES_MAX
    files: int = FILES_MAX
    sender: Callable[[HttpRequest], bool] = is_signed_in


class Arrived(UploadedFile):  # type: ignore[type-arg]
    """A file that has arrived whole; the bytes lie at `temp_path` until kept or closed.

    `name` is for display, `given_name` is the whole name on the sender's disk: for comparing, never for paths.
    """

    def __init__(self, incoming: Incoming, name: str, media_type_claimed: str) -> None:
        self._opened: IO[bytes] | None = None
        super().__init__(file=None, name=None, content_type=media_type_claimed, size=incoming.size)
        self.incoming = incoming
        self._name = display_name(name)
        self.given_name = given_name(name)
        self.media_type_claimed = media_type_claimed
        self.sha256 = incoming.sha256

    @property
    def temp_path(self) -> Any:
        """Where the bytes lie now: a `pathlib.Path`."""
        return self.incoming.path

    @property
    def file(self) -> IO[bytes]:
        """The bytes, opened on first use: 198 files at once should not hold 198 descriptors."""
        if self._opened is None:
            self._opened = self.incoming.path.open("rb")
        return self._opened

    @file.setter
    def file(self, opened: IO[bytes] | None) -> None:
        self._opened = opened

    def close(self) -> None:
        """Ends the use of the temporary file and removes it, unless it was kept."""
        if self._opened is not None:
            self._opened.close()
        self.incoming.discard()


def arrive(data: bytes, name: str, media_type_claimed: str = "") -> Arrived:
    """Bytes that came by another way than a request, received like an uploaded file."""
    incoming = Incoming()
    incoming.write(data)
    incoming.settle()
    return Arrived(incoming, name, media_type_claimed)


class StreamingUploadHandler(FileUploadHandler):
    """Writes each file part to its temporary file; the disk is waited for in a second thread."""

    chunk_size = CHUNK_BYTES

    def __init__(self, request: HttpRequest | None = None, limits: Limits | None = None) -> None:
        super().__init__(request)
        self.refusal: Refused | None = None
        self._given = limits
        self._limits: Limits | None = None
        self._declared = self._read = self._bytes = self._files = 0
        self._current: Incoming | None = None
        self._arrived: list[Arrived] = []
        self._settling: list[Future[None]] = []
        self._disk: ThreadPoolExecutor | None = None
        self._parsing = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> Any:
        """Learns what this request may bring and how much it says it brings; has it read by a parser that keeps names.

        Returns what that parser read: the fields and the files of the request.
        """
        if self._parsing:  # that parser asks too
            return None
        self._parsing = True
        self._watch(input_data, content_length)
        return NameKeepingParser(META, input_data, [self], encoding).parse()

    def _watch(self, input_data: Any, content_length: int) -> None:
        self._limits = self._given or _limits_of(self.request)
        self._declared = content_length
        if self._limits is None or not isinstance(input_data, HttpRequest):
            self._read = content_length
            return
        read = input_data.read

        def counted(*size: Any) -> Any:
            with self._cleared_if_it_fails():
                data = read(*size)
            self._read += len(data)
            return data

        setattr(input_data, "read", counted)  # noqa: B010 - Django knows no other way to see a cut line

    def new_file(self, field_name: str, file_name: str, content_type: str, *args: Any, **kwargs: Any) -> None:
        """Opens the temporary file, or refuses before the disk is used."""
        super().new_file(field_name, file_name, content_type, *args, **kwargs)
        if self._limits is None or self.refusal is not None:
            raise SkipFile
        self._files += 1
        if self._declared > self._limits.part_bytes + ENVELOPE_BYTES:
            self._refuse("part_too_large", limit=megabytes(self._limits.part_bytes))
        if self._files > self._limits.files:
            self._refuse("too_many_files", limit=self._limits.files)
        with self._disk_trouble_worded():
            self._current = Incoming()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Writes a piece of the file."""
        if self._current is None or self._limits is None:
            raise SkipFile
        self._bytes += len(raw_data)
        if self._bytes > self._limits.part_bytes:
            self._refuse("part_too_large", limit=megabytes(self._limits.part_bytes))
        with self._disk_trouble_worded():
            self._current.write(raw_data)

    def file_complete(self, file_size: int) -> Arrived | None:
        """Hands the file to the disk thread and gives the request its entry."""
        if self._current is None:
            return None
        incoming, self._current = self._current, None
        arrived = Arrived(incoming, self.file_name or "", self.content_type or "")
        self._arrived.append(arrived)
        if self._disk is None:
            self._disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="upload-disk")
        self._settling.append(self._disk.submit(incoming.settle))
        return arrived

    def upload_interrupted(self) -> None:
        """The body ended in the middle of a file."""
        self._note(Refused("upload_cut_off"))

    def upload_complete(self) -> None:
        """Waits until every byte is on the disk; a body shorter than declared was cut off between two files."""
        if self.refusal is None:
            if self._limits is not None and self._read < self._declared:
                self._note(Refused("upload_cut_off"))
            else:
                with suppress(SkipFile), self._disk_trouble_worded():
                    for settled in self._settling:
                        settled.result()
        if self._disk is not None:
            self._disk.shutdown(wait=True, cancel_futures=True)

    @contextmanager
    def _disk_trouble_worded(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            self._refuse("disk_full" if full else "disk_failed")

    @contextmanager
    def _cleared_if_it_fails(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self._note(Refused("upload_cut_off"))
            raise

    def _refuse(self, code: str, **params: object) -> None:
        """Removes what has come and skips the rest; cuts the line when the rest is out of all proportion."""
        self._note(Refused(code, **params))
        if self._limits and self._declared > DRAIN_FACTOR * self._limits.part_bytes + ENVELOPE_BYTES:
            raise StopUpload(connection_reset=True)
        raise SkipFile

    def _note(self, refusal: Refused) -> None:
        if self._limits is None or (self.refusal is not None):
            return
        self.refusal = refusal
        if self._disk is not None:
            self._disk.shutdown(wait=True, cancel_futures=True)
        if self._current is not None:
            self._current.discard()
            self._current = None
        for arrived in self._arrived:
            arrived.close()


def takes_files(
    *,
    part_limit: int = PART_BYTES_MAX,
    files_max: int = FILES_MAX,
    sender: Callable[[HttpRequest], bool] = is_signed_in,
) -> Callable[[View], View]:
    """Marks a view that takes files, how much, and from whom. Without it no file of a request reaches the disk."""
    limits = Limits(part_limit, files_max, sender)

    def mark(view: View) -> View:
        @wraps(view)
        def within_limits(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # The CSRF check has read the body already, with the limits found on the resolved view.
            # Where nobody has, the sender is asked here.
            given = limits if sender(request) else None
            with suppress(AttributeError):
                request.upload_handlers = [StreamingUploadHandler(request, given)]
            return view(request, *args, **kwargs)

        setattr(within_limits, "takes_files", limits)  # noqa: B010 - a function has no such field to mypy
        return within_limits

    return mark


def files_of(request: HttpRequest) -> list[Arrived]:
    """The files of the request, whole and on the disk, in the order in which they came (field by field).

    Raises Refused: part_too_large, too_many_files, upload_cut_off, disk_full, disk_failed (see STATUS for HTTP).
    They vanish with the request unless `keep` keeps them.
    """
    entries = [entry for _, listed in request.FILES.lists() for entry in listed]
    for handler in request.upload_handlers:
        refusal = getattr(handler, "refusal", None)
        if refusal is not None:
            raise refusal
    arrived = [entry for entry in entries if isinstance(entry, Arrived)]
    if len(arrived) < len(entries):
        raise ImproperlyConfigured(
            "FILE_UPLOAD_HANDLERS must name the StreamingUploadHandler and nothing else"
        )
    return arrived


def megabytes(size: int) -> str:
    """A limit in MB of 1,048,576 bytes, without decimals where it has none."""
    return f"{size / MEGABYTE:.2f}".rstrip("0").rstrip(".")


def _limits_of(request: HttpRequest | None) -> Limits | None:
    if request is None:
        return None
    limits = getattr(getattr(request.resolver_match, "func", None), "takes_files", None)
    return limits if isinstance(limits, Limits) and limits.sender(request) else None
