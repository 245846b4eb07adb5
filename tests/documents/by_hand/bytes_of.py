"""How the papers are put together: objects in order, a table of where they stand, a trailer.

Nothing here checks anything: a paper may be as wrong as its maker wants.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

Objects = Mapping[int, bytes]
Maker = Callable[[], bytes]

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
A4 = b"[0 0 595.28 841.89]"
TEXT = b"BT /F1 18 Tf 60 600 Td (Form 2: statement of claim) Tj 0 -40 Td (The defendant owes HK$ 1,234.50.) Tj ET"
PAPERS: dict[str, Maker] = {}


def paper(name: str) -> Callable[[Maker], Maker]:
    """Puts a maker under the name of its file. Raises ValueError for a name that is taken."""

    def put(maker: Maker) -> Maker:
        if name in PAPERS:
            raise ValueError(f"there are two papers called {name}")
        PAPERS[name] = maker
        return maker

    return put


def papers(made: Mapping[str, bytes]) -> None:
    """Puts many small papers, whose bytes are known at once, under their names."""
    for name, data in made.items():
        paper(name)(lambda data=data: data)


def stream(data: bytes, more: bytes = b"", *, deflated: bool = False, length: bytes | None = None) -> bytes:
    """A stream object's bytes; `length` is written instead of the true one."""
    if deflated:
        data, more = zlib.compress(data, 9), more + b"/Filter/FlateDecode"
    told = str(len(data)).encode() if length is None else length
    return b"<<" + more + b"/Length " + told + b">>\nstream\n" + data + b"\nendstream"


def put_together(
    objects: Objects,
    *,
    trailer: bytes = b"",
    header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    end: bytes = b"%%EOF\n",
    size: int | None = None,
) -> bytes:
    """A file with a table of cross-references; gaps in the numbers are free objects."""
    out, places = bytearray(header), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, top = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % top
    for number in range(1, top):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n" % (size or top, trailer, start)
    return bytes(out + end)


def document(
    *,
    page: bytes = b"",
    content: bytes = TEXT,
    box: bytes = b"/MediaBox" + A4,
    resources: bytes = b"",
    fonts: bytes = b"",
    contents: bytes = b"/Contents 4 0 R",
    root: bytes = b"",
    pages: bytes = b"/Kids[3 0 R]/Count 1",
    more: Objects | None = None,
    **how: bytes,
) -> bytes:
    """One page of A4 with two lines of text in object 4 and Helvetica in object 5; `more` begins with object 6."""
    return put_together(
        {
            1: b"<</Type/Catalog/Pages 2 0 R" + root + b">>",
            2: b"<</Type/Pages" + pages + b">>",
            3: b"<</Type/Page/Parent 2 0 R%s/Resources<</Font<</F1 5 0 R%s>>%s>>%s%s>>"
            % (box, fonts, resources, contents, page),
            4: stream(content),
            5: FONT,
            **(more or {}),
        },
        **how,
    )


def with_objects(*bodies: bytes, **how: bytes) -> bytes:
    """The same with `bodies` as objects 6, 7, 8 and so on."""
    return document(more=dict(enumerate(bodies, start=6)), **how)


def updated(before: bytes, objects: Objects, *, freed: tuple[int, ...] = (), trailer: bytes = b"") -> bytes:
    """The file with an increment behind it, as a program adds one that saves without rewriting."""
    out, places = bytearray(before), {}
    previous = int(before.rsplit(b"startxref", 1)[1].split()[0])
    size = max(int(before.rsplit(b"/Size", 1)[1].split(b"/")[0]), max(objects, default=0) + 1)
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n"
    for number in sorted({*places, *freed}):
        entry = b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00001 f \n"
        out += b"%d 1\n" % number + entry
    out += b"trailer\n<</Size %d/Root 1 0 R/Prev %d%s>>\n" % (size, previous, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
