"""Real files, good and bad, made on the spot."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String


def pdf(
    pages: int = 1, *, text: str = "Form 1", change: Callable[[Pdf], None] | None = None, **save
) -> bytes:
    """A small, honest PDF with one line of text a page."""
    made = Pdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(1, pages + 1):
        page = made.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        line = f"BT /F1 24 Tf 72 720 Td ({text} page {number}) Tj ET"
        page.Contents = made.make_stream(line.encode())
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, static_id=True, **save)
    return out.getvalue()


def open_javascript(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def named_javascript(made: Pdf) -> None:
    script = made.make_indirect(Dictionary(S=Name.JavaScript, JS=made.make_stream(b"app.alert(1)")))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))


def indirect_javascript(made: Pdf) -> None:
    """The kind of the action is an object of its own, and the action hangs on a link."""
    kind = made.make_indirect(Name.JavaScript)
    action = Dictionary(JS=String("app.alert(1)"))
    action[Name.S] = kind
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    made.pages[0].Annots = Array([link])


def launch(made: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    link.A = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    made.pages[0].Annots = Array([made.make_indirect(link)])


def page_action(made: Pdf) -> None:
    made.pages[0].AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.Print))


def printing_at_once(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.Named, N=Name.Print)


def xfa(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp:xdp/>"))


def attachment(made: Pdf) -> None:
    made.attachments["salary.docx"] = pikepdf.AttachedFileSpec(made, b"PK hello")


def rich_media(made: Pdf) -> None:
    film = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    made.pages[0].Annots = Array([film])


def opens_at_the_top(made: Pdf) -> None:
    """What LibreOffice writes into every export: harmless."""
    made.Root.OpenAction = Array([made.pages[0].obj, Name.XYZ, None, None, 0])


def a_font_called_aa(made: Pdf) -> None:
    made.pages[0].Resources.Font.AA = made.pages[0].Resources.Font.F1


def a_title_that_speaks_of_scripts(made: Pdf) -> None:
    made.docinfo["/Title"] = "How /JS and /Launch actions work"


def a_link_to_a_web_page(made: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    link.A = Dictionary(S=Name.URI, URI=String("https://www.example.org/"))
    made.pages[0].Annots = Array([link])


def content_bomb(megabytes: int = 1024) -> bytes:
    """One megabyte that inflates to a gigabyte when the page is read."""
    return _with_stream(b"/FlateDecode", _zeros(megabytes))


def nested_bomb() -> bytes:
    """Half a kilobyte that inflates twice, to 300 MB."""
    return _with_stream(b"[/FlateDecode/FlateDecode]", zlib.compress(_zeros(300), 9))


def many_small_bombs() -> bytes:
    """No stream is over its bound, but all together are."""
    bombs = [_stream(b"/FlateDecode", _zeros(60))] * 14
    return by_hand(*_one_page(), _stream(b"null", b""), *bombs)


def _one_page() -> list[bytes]:
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
    ]


def _with_stream(filters: bytes, packed: bytes) -> bytes:
    return by_hand(*_one_page(), _stream(filters, packed))


def _stream(filters: bytes, packed: bytes) -> bytes:
    return b"<</Filter %s/Length %d>>stream\n%s\nendstream" % (filters, len(packed), packed)


def huge_picture(made: Pdf) -> None:
    picture = Stream(made, b"\xff\xd8\xff", Filter=Name.DCTDecode, Type=Name.XObject, Subtype=Name.Image)
    picture.Width, picture.Height = 60_000, 60_000
    made.pages[0].Resources.XObject = Dictionary(Im0=picture)


@cache
def _zeros(megabytes: int, before: bytes = b"") -> bytes:
    """So many megabytes of zeros, deflated; one megabyte is compressed and its block repeated."""
    megabyte = bytes(1024 * 1024)
    first = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = first.compress(before) + first.flush(zlib.Z_FULL_FLUSH)
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = machine.compress(megabyte) + machine.flush(zlib.Z_FULL_FLUSH)
    # Adler-32 over zeros: the low half stays, the high half grows by it with each byte.
    high, low = divmod(zlib.adler32(before), 65536)
    checksum = (high + low * megabytes * len(megabyte)) % 65521 * 65536 + low
    return b"\x78\xda" + start + block * megabytes + b"\x03\x00" + checksum.to_bytes(4, "big")


def object_stream_bomb(megabytes: int = 300) -> bytes:
    """A file whose objects lie in a stream that inflates to 300 MB: what is looked up first is the bomb."""
    held = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    places = [0, len(held[0]) + 1, len(held[0]) + len(held[1]) + 2]
    index = b" ".join(b"%d %d" % (number, place) for number, place in enumerate(places, 1)) + b" "
    packed = _zeros(megabytes, index + b" ".join(held))
    head = b"%PDF-1.5\n"
    stream = b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n" % (
        len(index),
        len(packed),
    )
    stream += packed + b"\nendstream\nendobj\n"
    start = len(head) + len(stream)
    rows = b"\x00\x00\x00\x00\x00\xff" + b"".join(b"\x02\x00\x00\x00\x04" + bytes([n]) for n in range(3))
    rows += b"\x01" + len(head).to_bytes(4, "big") + b"\x00" + b"\x01" + start.to_bytes(4, "big") + b"\x00"
    table = b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return head + stream + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def by_hand(*objects: bytes) -> bytes:
    """A PDF of the given objects, byte for byte; the first is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, rows)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(data))
    return data + table + trailer


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


def without_pages() -> bytes:
    made = Pdf.new()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
