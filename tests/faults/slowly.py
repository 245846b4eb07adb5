"""An upload that takes its time: half of it is on its way, and the line stays open."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

from icms.files.incoming import folder
from tests.faults.parts import until
from tests.faults.people import JSON, Batch, Filer
from tests.faults.visitor import multipart

HEAD = (
    "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\nAccept: {accept}\r\nConnection: close\r\n"
    "Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
)


class HalfSent:
    """One form whose first half has come; inside `stack.database()`, because it looks at the folder of arrivals."""

    def __init__(self, filer: Filer, batch: Batch, name: str, data: bytes) -> None:
        path = f"/sct/filing/new/{batch.submission}/forms/upload/"
        form = filer.get(f"/sct/filing/new/{batch.submission}/forms/").form(path)
        kind, body = multipart(form, [("files", name, data)])
        host, port = urlsplit(filer.url).hostname, urlsplit(filer.url).port
        head = HEAD.format(
            path=path,
            host=f"{host}:{port}",
            cookies=filer.cookies,
            accept=JSON["Accept"],
            kind=kind,
            length=len(body),
        )
        half = len(body) // 2
        self.rest = body[half:]
        self.line = socket.create_connection((host, port), timeout=60)
        self.line.sendall(head.encode() + body[:half])
        until(arriving, 10, "the beginning of the file is on the disk")

    def finish(self) -> str:
        """Sends the rest; the answer as it came."""
        self.line.sendall(self.rest)
        answer = b""
        while piece := self.line.recv(65_536):
            answer += piece
        self.line.close()
        return answer.decode()

    def cut(self) -> None:
        """The line is gone."""
        self.line.close()


def arriving() -> list[Path]:
    """The temporary files that hold something."""
    return [path for path in folder().iterdir() if path.stat().st_size]
