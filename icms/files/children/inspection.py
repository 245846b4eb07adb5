"""What a PDF really is. Runs in the limited child, on files of strangers: nothing here is trusted, not even lengths.

Order: bytes first (empty, disguised, two formats in one), then structure (encrypted, broken, pages), then weight
(what it inflates to), then what it carries (scripts, embedded files).
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Object, Stream

from icms.files.children.faults import Fault
from icms.files.children.load import look_at_load
from icms.files.children.values import items, name, number

HEAD_BYTES = 1024
TAIL_BYTES = 65_557  # how far from its end a ZIP archive is looked for
END_BYTES = 1024
PIECE = 1024 * 1024
# What one compressed byte can become at most: deflate 1032, LZW with 12-bit codes below 1400, run length 64.
DEFLATE_RATIO, WORST_RATIO = 1_032, 1_400

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "zip"),
    (b"\x1f\x8b", "zip"),
    (b"\xd0\xcf\x11\xe0", "word"),
    (b"{\\rtf", "word"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"RIFF", "image"),
    (b"<", "web"),
)
BLANKS = b"\x00\t\n\x0c\r "
MARKUP = re.compile(rb"<(!--|!doctype|html|head|body|script|svg)", re.IGNORECASE)
# What the library says where more than a number is wrong: content that is cut off or cannot be unpacked.
DAMAGE = re.compile(
    r"find startxref|error decoding|inflate|unexpected EOF|parse error|not found in file after|empty object treated"
)
OBJECT = re.compile(rb"(?<!\d)(\d{1,10} \d{1,5}) obj\b")
EXPANDING = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
FLATE = frozenset({"/FlateDecode", "/Fl"})
PICTURE_CODED = frozenset({"/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"})


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Checks the file at `path` against the bounds in the request; `fault` is "" for one that is accepted."""
    try:
        look_at_bytes(Path(request["path"]))
        with opened(request["path"], request["limits"]) as pdf:
            pages = look_at_structure(pdf, request["limits"])
    except Fault as fault:
        return {"fault": fault.code, "found": fault.found, "pages": None}
    return {"fault": "", "found": "", "pages": pages}


def look_at_structure(pdf: pikepdf.Pdf, limits: dict[str, int]) -> int:
    """The number of pages of an open file. Raises Fault for what is refused."""
    pages = len(pdf.pages)
    if pages > limits["pages"]:
        raise Fault("file_too_many_pages")
    look_at_weight(pdf, limits)
    look_at_pages(pdf, limits)
    look_at_load(pdf)
    return pages


@contextmanager
def opened(path: str, limits: dict[str, int]) -> Iterator[pikepdf.Pdf]:
    """The file, read within the bounds. Raises Fault for what the library says of it, also while it is used."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=limits["stream_bytes"],
        run_length_max_memory=limits["stream_bytes"],
        png_max_memory=limits["stream_bytes"],
        tiff_max_memory=limits["stream_bytes"],
        max_stream_filters=5,
        parser_max_container_size=1_000_000,
    )
    exceeded = pikepdf.settings.qpdf_limit_errors()
    try:
        with pikepdf.open(_ending(path), suppress_warnings=True) as pdf:
            yield pdf
            # Every reader corrects a wrong length or a wrong table of objects, and what the sealed copy shows is
            # compared with what was filed. Content that is missing cannot be corrected.
            said = [str(warning) for warning in pdf.get_warnings()]
            if any(DAMAGE.search(each) for each in said):
                raise Fault("file_broken")
            if any("reconstruct" in each for each in said) and _is_ambiguous(path):
                raise Fault("file_read_two_ways")
    except pikepdf.PasswordError:
        raise Fault("file_encrypted") from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, pikepdf.ForeignObjectError) as error:
        words = str(error)
        heavy = pikepdf.settings.qpdf_limit_errors() > exceeded
        if heavy or "memory limit exceeded" in words or "bad_alloc" in words:
            raise Fault("file_too_heavy") from None
        raise Fault("file_encrypted" if "encrypt" in words.lower() else "file_broken") from error


def _is_ambiguous(path: str) -> bool:
    """Whether an object stands twice in one state of the file: without a sound table readers choose as they like.

    A later state, after an end of file, replaces objects of those before it; there the last one counts.
    """
    states = (OBJECT.findall(state) for state in Path(path).read_bytes().split(b"%%EOF"))
    return any(len(numbers) > len(set(numbers)) for numbers in states)


def _ending(path: str) -> str | io.BytesIO:
    """The file without the zeros that some programs fill it up with: the library looks for its end in the last KB."""
    with Path(path).open("rb") as file:
        file.seek(-min(END_BYTES, file.seek(0, 2)), 2)
        if b"startxref" in file.read():
            return path
        file.seek(0)
        return io.BytesIO(file.read().rstrip(BLANKS))


def look_at_bytes(path: Path) -> None:
    """Raises Fault for what the bytes alone show: nothing, another format, or two formats in one file."""
    size = path.stat().st_size
    if size == 0:
        raise Fault("file_empty")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(max(0, size - TAIL_BYTES))
        tail = file.read()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(BLANKS)
    if not start:
        raise Fault("file_not_pdf" if head.strip(BLANKS) else "file_empty")
    for signature, found in SIGNATURES:
        if head.startswith(signature) or start.startswith(signature):
            raise Fault("file_disguised", "mixed" if b"%PDF-" in head else found)
    if head[4:8] == b"ftyp":
        raise Fault("file_disguised", "image")
    if not start.startswith(b"%PDF-"):
        raise Fault("file_disguised", "mixed") if b"%PDF-" in head else Fault("file_not_pdf")
    if head[257:262] == b"ustar" or MARKUP.search(head.partition(b" obj")[0]):
        raise Fault("file_disguised", "mixed")
    if _ends_as_zip(tail) or _is_followed_by_another_file(tail):
        raise Fault("file_disguised", "mixed")


def _is_followed_by_another_file(tail: bytes) -> bool:
    """Whether another format begins behind the end of the PDF; blanks, zeros and a printer's line are nothing."""
    _, end, rest = tail.rpartition(b"%%EOF")
    rest = rest.strip(BLANKS)
    return bool(end) and any(rest.startswith(signature) for signature, _ in SIGNATURES)


def _ends_as_zip(tail: bytes) -> bool:
    """Whether an archive program would open the file: its end record points back to a directory."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return False
    directory = at - int.from_bytes(tail[at + 12 : at + 16], "little")
    return directory < 0 or tail[directory : directory + 4] == b"PK\x01\x02" or directory == at


def look_at_pages(pdf: pikepdf.Pdf, limits: dict[str, int]) -> None:
    """Raises Fault when there is no page, or when a page's content cannot be read to its end or is out of proportion.

    A stream that a page names many times counts each time: it would be drawn each time.
    """
    if len(pdf.pages) == 0:
        raise Fault("file_broken")
    for position, page in enumerate(pdf.pages, start=1):
        if not isinstance(page.obj, Dictionary):
            raise Fault("file_broken")
        sizes: dict[tuple[int, int], int] = {}
        size = 0
        for stream in items(page.obj.get("/Contents")):
            if not isinstance(stream, Stream):
                continue
            if stream.objgen not in sizes:
                sizes[stream.objgen] = len(stream.read_bytes())
            size += sizes[stream.objgen]
            if size > limits["content_bytes"]:
                raise Fault("file_too_heavy", str(position))


def look_at_weight(pdf: pikepdf.Pdf, limits: dict[str, int]) -> None:
    """Raises Fault when a stream, a picture or the whole would take more memory than it is allowed."""
    total = 0
    for stream in pdf.objects:
        if not isinstance(stream, Stream):
            continue
        picture = name(stream.get("/Subtype")) == "/Image"
        if (
            picture
            and number(stream.get("/Width")) * number(stream.get("/Height")) > limits["picture_pixels"]
        ):
            raise Fault("file_too_heavy")
        bound = limits["picture_bytes"] if picture else limits["stream_bytes"]
        total += _inflated(stream, bound)
        if total > limits["whole_bytes"]:
            raise Fault("file_too_heavy")


def _inflated(stream: Object, bound: int) -> int:
    """Roughly what the stream inflates to, in bytes; measured only where it could come near the bound."""
    names = [name(each) for each in items(stream.get("/Filter"))]
    stages = [each for each in names if each in EXPANDING]
    # Behind the first stage of a coded picture there are its coded bytes; the child that draws it has bounds.
    if not stages or any(each in PICTURE_CODED for each in names):
        return 0
    raw = stream.get_raw_stream_buffer()
    length = len(memoryview(raw))
    single = len(stages) == 1 and names[0] in FLATE
    if length * (DEFLATE_RATIO if single else WORST_RATIO ** len(stages)) <= bound // 16:
        return length
    if single:
        return _deflated_size(memoryview(raw), bound)
    size = len(stream.read_bytes())
    if size > bound:
        raise Fault("file_too_heavy")
    return size


def _deflated_size(raw: memoryview, bound: int) -> int:
    """Counts what comes out, a megabyte at a time. Raises Fault over the bound."""
    machine, size, rest = zlib.decompressobj(), 0, bytes(raw)
    while rest and not machine.eof:
        try:
            piece = machine.decompress(rest, PIECE)
        except zlib.error:
            return size
        rest = machine.unconsumed_tail
        size += len(piece)
        if size > bound:
            raise Fault("file_too_heavy")
    return size
