"""Files on their way in: hashed, limited, and gone without trace when they are not taken (BLK-2, F3, F6, F7, F19)."""

from __future__ import annotations

import gc
import hashlib
import io
import os
import resource
import tracemalloc
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.http.request import UnreadablePostError

from icms.files import incoming, limits, receive
from icms.lib.errors import Refused
from tests.files import makers

MEGABYTE = limits.MEGABYTE
BOUNDARY = "ThEbOuNdArY"


def body(files: list[tuple[str, bytes]], *, closed: bool = True) -> bytes:
    """A multipart body with a CSRF field and the files, in order."""
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="word"\r\n\r\nhello\r\n'.encode()]
    for name, data in files:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="forms"; filename="{name}"\r\n'
        parts += [head.encode() + b"Content-Type: application/pdf\r\n\r\n", data, b"\r\n"]
    return b"".join(parts) + (f"--{BOUNDARY}--\r\n".encode() if closed else b"")


def request_of(sent: bytes | io.RawIOBase, person, declared: int | None = None) -> WSGIRequest:
    """A real WSGI request; `declared` is the Content-Length that the client claims."""
    stream = io.BytesIO(sent) if isinstance(sent, bytes) else sent
    length = declared if declared is not None else len(sent)  # type: ignore[arg-type]
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(length),
            "wsgi.input": stream,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
        }
    )
    request.user = person
    return request


def taken(request: WSGIRequest, **bounds) -> list[receive.Arrived]:
    """What a view that takes files is given."""
    seen: list[receive.Arrived] = []

    @receive.takes_files(**bounds)
    def view(request) -> HttpResponse:
        seen.extend(receive.files_of(request))
        return HttpResponse()

    view(request)
    return seen


def test_files_lie_on_the_disk_with_their_hash_and_vanish_with_the_request(person, temporary) -> None:
    first, second = makers.pdf(), os.urandom(3 * MEGABYTE)
    request = request_of(body([("a.pdf", first), ("b.pdf", second)]), person)
    one, two = taken(request)
    assert (one.sha256, two.sha256) == tuple(hashlib.sha256(d).hexdigest() for d in (first, second))
    assert (one.size, two.size) == (len(first), len(second))
    assert two.read() == second
    assert request.POST["word"] == "hello"
    assert [path.stat().st_mode & 0o777 for path in temporary()] == [0o400, 0o400]
    request.close()
    assert temporary() == []


def test_an_empty_file_arrives_as_an_empty_file(person) -> None:
    request = request_of(body([("empty.pdf", b"")]), person)
    [arrived] = taken(request)
    assert arrived.size == 0
    assert arrived.sha256 == hashlib.sha256(b"").hexdigest()
    request.close()


def test_a11_a_part_of_exactly_50_mb_is_taken(person, temporary) -> None:
    half = limits.PART_BYTES_MAX // 2
    request = request_of(
        body([("a.pdf", bytes(half)), ("b.pdf", bytes(limits.PART_BYTES_MAX - half))]), person
    )
    assert sum(arrived.size for arrived in taken(request)) == 50 * 1024 * 1024
    request.close()


def test_a11_a_part_of_50_mb_and_one_byte_is_refused_and_leaves_nothing(person, temporary) -> None:
    half = limits.PART_BYTES_MAX // 2
    sent = [("a.pdf", bytes(half)), ("b.pdf", bytes(limits.PART_BYTES_MAX - half)), ("c.pdf", b"1")]
    request = request_of(body(sent), person)
    with pytest.raises(Refused) as refused:
        taken(request)
    assert refused.value.code == "part_too_large"
    assert "50 MB" in str(refused.value)
    assert request.POST["word"] == "hello"
    assert temporary() == []


def test_a_part_declared_far_too_large_is_refused_before_the_disk_is_used(person, store: Path) -> None:
    class Counted(io.BytesIO):
        given = 0

        def read(self, size=-1):
            data = super().read(size)
            self.given += len(data)
            return data

    stream = Counted(body([("a.pdf", bytes(4 * MEGABYTE))]))
    request = request_of(stream, person, declared=501 * MEGABYTE)
    with pytest.raises(Refused) as refused:
        taken(request)
    assert refused.value.code == "part_too_large"
    assert not (store / "incoming").exists()
    assert stream.given <= 2 * receive.CHUNK_BYTES


def test_a_declared_length_that_lies_upwards_is_a_cut_line(person, temporary) -> None:
    sent = body([("a.pdf", makers.pdf())])
    with pytest.raises(Refused) as refused:
        taken(request_of(sent, person, declared=len(sent) + 1000))
    assert refused.value.code == "upload_cut_off"
    assert temporary() == []


def test_a_declared_length_that_lies_downwards_is_a_cut_line(person, temporary) -> None:
    sent = body([("a.pdf", makers.pdf()), ("b.pdf", makers.pdf())])
    with pytest.raises(Refused) as refused:
        taken(request_of(sent, person, declared=len(sent) // 2))
    assert refused.value.code == "upload_cut_off"
    assert temporary() == []


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_line_cut_anywhere_leaves_nothing(person, temporary, share: float) -> None:
    sent = body([(f"{n}.pdf", makers.pdf(n + 1)) for n in range(4)])
    with pytest.raises(Refused) as refused:
        taken(request_of(sent[: int(len(sent) * share)], person, declared=len(sent)))
    assert refused.value.code == "upload_cut_off"
    assert temporary() == []


def test_a_line_cut_between_two_files_leaves_nothing(person, temporary) -> None:
    whole = body([("a.pdf", makers.pdf()), ("b.pdf", makers.pdf())])
    half = body([("a.pdf", makers.pdf())], closed=False)
    with pytest.raises(Refused) as refused:
        taken(request_of(half, person, declared=len(whole)))
    assert refused.value.code == "upload_cut_off"
    assert temporary() == []


def test_a_line_that_breaks_with_an_error_leaves_nothing(person, temporary) -> None:
    class Breaks(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > MEGABYTE:
                raise ConnectionResetError("gone")
            return super().read(size)

    sent = body([("a.pdf", makers.pdf()), ("b.pdf", bytes(3 * MEGABYTE))])
    with pytest.raises(UnreadablePostError):
        taken(request_of(Breaks(sent), person, declared=len(sent)))
    assert temporary() == []


def test_no_declared_length_means_no_body_and_no_disk(person, store: Path) -> None:
    request = request_of(body([("a.pdf", makers.pdf())]), person, declared=0)
    assert taken(request) == []
    assert not (store / "incoming").exists()


def test_too_many_files_are_refused_and_leave_nothing(person, temporary) -> None:
    sent = body([(f"{n}.pdf", b"%PDF") for n in range(4)])
    with pytest.raises(Refused) as refused:
        taken(request_of(sent, person), files_max=3)
    assert refused.value.code == "too_many_files"
    assert "3 files" in str(refused.value)
    assert temporary() == []


def test_198_files_of_a_batch_are_taken_in_one_request(person) -> None:
    request = request_of(body([(f"claim-{n}.pdf", makers.pdf()) for n in range(198)]), person)
    arrivals = taken(request)
    assert [a.name for a in arrivals] == [f"claim-{n}.pdf" for n in range(198)]
    request.close()


def test_the_same_name_twice_gives_two_files(person, temporary) -> None:
    request = request_of(body([("form.pdf", b"one"), ("form.pdf", b"two")]), person)
    arrivals = taken(request)
    assert [a.read() for a in arrivals] == [b"one", b"two"]
    assert len(temporary()) == 2
    request.close()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/cron.d/x.pdf", "x.pdf"),
        ("表格一.pdf", "表格一.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_the_name_that_is_sent_is_never_a_path(person, store: Path, temporary, sent: str, shown: str) -> None:
    request = request_of(body([(sent, b"data")]), person)
    [arrived] = taken(request)
    assert arrived.name == shown
    assert [p for p in store.parent.rglob("*") if p.is_file()] == temporary()
    assert len(temporary()[0].name) == 32
    request.close()


def test_memory_stays_flat_for_a_large_file(person) -> None:
    class Zeros(io.RawIOBase):
        """A body that is never in memory as a whole."""

        def __init__(self, head: bytes, size: int, tail: bytes) -> None:
            self.head, self.left, self.tail = io.BytesIO(head), size, io.BytesIO(tail)

        def read(self, size=-1):
            data = self.head.read(size)
            if not data and self.left:
                data = bytes(min(size, self.left))
                self.left -= len(data)
            return data or self.tail.read(size)

    whole = body([("a.pdf", b"@@")])
    head, tail = whole.split(b"@@")
    size = 48 * MEGABYTE
    request = request_of(Zeros(head, size, tail), person, declared=len(head) + size + len(tail))
    tracemalloc.start()
    [arrived] = taken(request)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert arrived.size == size
    assert peak < 8 * MEGABYTE
    request.close()


def test_a_file_that_is_forgotten_is_removed(temporary) -> None:
    arrived = receive.arrive(b"data", "a.pdf")
    assert len(temporary()) == 1
    del arrived
    gc.collect()
    assert temporary() == []


@pytest.fixture
def small_disk():
    """The kernel takes no more than one megabyte of a file from this process, as a full disk would not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_in_words_and_leaves_nothing(person, temporary, small_disk) -> None:
    with pytest.raises(Refused) as refused:
        taken(request_of(body([("a.pdf", makers.pdf()), ("b.pdf", bytes(3 * MEGABYTE))]), person))
    assert refused.value.code == "disk_full"
    assert receive.STATUS[refused.value.code] == 507
    assert temporary() == []
    request = request_of(body([("a.pdf", makers.pdf())]), person)
    assert len(taken(request)) == 1
    request.close()


def test_a_disk_that_cannot_be_written_safely_is_told_in_words(person, temporary, monkeypatch) -> None:
    def broken(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(incoming.os, "fsync", broken)
    with pytest.raises(Refused) as refused:
        taken(request_of(body([("a.pdf", makers.pdf())]), person))
    assert refused.value.code == "disk_failed"
    assert temporary() == []
