"""The limit of an upload: a raw socket, each file written, hashed and on the disk before the answer (P1).

`python -m benchmarks.limits.receive FOLDER` prints its port. A part is a line of sizes, then the bytes; the answer is
the hashes. Writing and hashing share one thread, the disk is waited for in a second one: the fastest way found.
"""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

CHUNK = 256 * 1024


def serve(folder: Path) -> None:
    """Takes parts until it is ended."""
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as disk:
        print(server.getsockname()[1], flush=True)
        serial = 0
        while True:
            line, _ = server.accept()
            with line:
                _take(line, folder / str(serial), disk)
            serial += 1


def send(port: int, files: Iterable[bytes]) -> list[str]:
    """Sends one part; the hashes that came back."""
    files = list(files)
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall((" ".join(str(len(data)) for data in files) + "\n").encode())
        for data in files:
            line.sendall(data)
        return line.makefile().readline().split()


def _take(line: socket.socket, folder: Path, disk: ThreadPoolExecutor) -> None:
    folder.mkdir()
    source = line.makefile("rb", buffering=CHUNK)
    hashes: list[str] = []
    settled: list[Future[None]] = []
    for number, size in enumerate(source.readline().split()):
        target = (folder / str(number)).open("xb", buffering=0)
        digest = hashlib.sha256()
        left, buffer = int(size), memoryview(bytearray(CHUNK))
        while left:
            got = source.readinto(buffer[: min(CHUNK, left)])
            if not got:
                raise ConnectionError("the part was cut off")
            digest.update(buffer[:got])
            target.write(buffer[:got])
            left -= got
        hashes.append(digest.hexdigest())
        settled.append(disk.submit(_settle, target))
    for each in settled:
        each.result()
    line.sendall((" ".join(hashes) + "\n").encode())


def _settle(target: object) -> None:
    with target as file:  # type: ignore[attr-defined]
        os.fsync(file.fileno())


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
