"""The web server hands on what it reads in the pieces that the upload asks for (P1)."""

from __future__ import annotations

import pytest
from gunicorn.http.unreader import SocketUnreader

from icms.files.incoming import CHUNK_BYTES
from icms.wsgi import read_in_pieces_of_the_upload


class Line:
    """A line with more to read than is ever asked for; it remembers how much was asked for at once."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def recv(self, size: int) -> bytes:
        self.asked.append(size)
        return bytes(size)


def test_gunicorn_reads_no_further_ahead_than_one_piece_of_the_upload(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SocketUnreader, "max_body_chunk", 4 * CHUNK_BYTES)
    read_in_pieces_of_the_upload()
    line = Line()
    reader = SocketUnreader(line)
    pieces = [reader.read(CHUNK_BYTES, read_ahead=100 * CHUNK_BYTES) for _ in range(8)]
    assert {len(piece) for piece in pieces} == {CHUNK_BYTES}
    assert line.asked == [CHUNK_BYTES] * 8
