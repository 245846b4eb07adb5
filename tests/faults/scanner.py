"""`python tests/faults/scanner.py SOCKET`: answers clamd's INSTREAM as clamd does, and knows one virus, EICAR.

A real clamd loads its signatures for half a minute and needs them downloaded; what is tried here is that a file is
never passed unscanned, whatever becomes of the process that asks.
"""

from __future__ import annotations

import socketserver
import struct
import sys

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Line(socketserver.StreamRequestHandler):
    """One question, one answer."""

    def handle(self) -> None:
        """Reads the pieces up to the empty one."""
        if self.rfile.read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        found = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            found += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if EICAR in found else b"stream: OK\0")


class Scanner(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    request_queue_size = 64


if __name__ == "__main__":
    Scanner(sys.argv[1], Line).serve_forever()
