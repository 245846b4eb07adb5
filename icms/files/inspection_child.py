"""What a PDF really is. Runs in the limited child, on files of strangers: nothing here is trusted, not even lengths.

Order: bytes first (empty, disguised, two formats in one), then structure (encrypted, broken, pages), then weight
(what it inflates to), then what it carries (scripts, embedded files).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

HEAD_BYTES = 1024
TAIL_BYTES = 65_557  # how far from its end a ZIP archive is looked for
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
SCRIPT_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/Rendition",
        "/RichMediaExecute",
        "/Movie",
        "/Sound",
    }
)
EMBEDDING_SUBTYPES = frozenset({"/FileAttachment", "/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"})
# If none of these stands anywhere in the objects, there is nothing to look for. Names, so qpdf has undone #xx codes.
SUSPECT = re.compile(
    rb"/(JS|JavaScript|AA|XFA|OpenAction|Launch|ImportData|SubmitForm|Rendition|RichMedia|EF|EmbeddedFile|"
    rb"FileAttachment|3D|Movie|Sound|Screen|GoToE|F)(?![A-Za-z0-9])"
)
EXPANDING = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
FLATE = frozenset({"/FlateDecode", "/Fl"})
PICTURE_CODED = frozenset({"/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"})


class Fault(Exception):
    """The file is refused: a code and what was found."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code)
        self.code, self.found = code, found


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Checks the file at `path` against the bounds in the request; `fault` is "" for one that is accepted."""
    limits = request["limits"]
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=limits["stream_bytes"],
        run_length_max_memory=limits["stream_bytes"],
        png_max_memory=limits["stream_bytes"],
        tiff_max_memory=limits["stream_bytes"],
        max_stream_filters=5,
        parser_max_container_size=1_000_000,
    )
    try:
        look_at_bytes(Path(request["path"]))
        return {"fault": "", "found": "", "pages": look_at_structure(request["path"], limits)}
    except Fault as fault:
        return {"fault": fault.code, "found": fault.found, "pages": None}
    except MemoryError:
        return {"fault": "file_too_heavy", "found": "", "pages": None}


def look_at_bytes(path: Path) -> None:
    """Raises Fault for what the bytes alone show: nothing, another format, or two formats in one file."""
    size = path.stat().st_size
    if size == 0:
        raise Fault("file_empty")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(max(0, size - TAIL_BYTES))
        tail = file.read()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\x00\t\n\x0c\r ")
    if not start:
        raise Fault("file_not_pdf" if head.strip(b"\x00\t\n\x0c\r ") else "file_empty")
    for signature, found in SIGNATURES:
        if head.startswith(signature) or start.startswith(signature):
            raise Fault("file_disguised", "mixed" if b"%PDF-" in head else found)
    if head[4:8] == b"ftyp":
        raise Fault("file_disguised", "image")
    if not start.startswith(b"%PDF-"):
        raise Fault("file_disguised", "mixed") if b"%PDF-" in head else Fault("file_not_pdf")
    if _ends_as_zip(tail):
        raise Fault("file_disguised", "mixed")


def _ends_as_zip(tail: bytes) -> bool:
    """Whether an archive program would open the file: its end record points back to a directory."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return False
    directory = at - int.from_bytes(tail[at + 12 : at + 16], "little")
    return directory < 0 or tail[directory : directory + 4] == b"PK\x01\x02" or directory == at


def look_at_structure(path: str, limits: dict[str, int]) -> int:
    """The number of pages. Raises Fault for an encrypted, broken, heavy, scripted or laden file."""
    exceeded = pikepdf.settings.qpdf_limit_errors()
    try:
        # No recovery: what must be guessed today may be read differently tomorrow, and this is a court's record.
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Fault("file_encrypted")
            pages = len(pdf.pages)
            if pages > limits["pages"]:
                raise Fault("file_too_many_pages")
            look_at_weight(pdf, limits)
            look_at_pages(pdf)
            look_at_load(pdf)
            return pages
    except pikepdf.PasswordError:
        raise Fault("file_encrypted") from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError) as error:
        words = str(error)
        heavy = pikepdf.settings.qpdf_limit_errors() > exceeded
        heavy = heavy or "memory limit exceeded" in words or "bad_alloc" in words
        raise Fault("file_too_heavy" if heavy else "file_broken") from None
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError, RecursionError):
        # Whatever does not hold the types that the format promises.
        raise Fault("file_broken") from None


def look_at_pages(pdf: pikepdf.Pdf) -> None:
    """Raises Fault when there is no page, or a page's content cannot be read to its end."""
    if len(pdf.pages) == 0:
        raise Fault("file_broken")
    for page in pdf.pages:
        if not isinstance(page.obj, Dictionary):
            raise Fault("file_broken")
        contents = page.obj.get("/Contents")
        for stream in contents if isinstance(contents, Array) else [contents]:
            if isinstance(stream, Stream):
                stream.read_bytes()
            elif stream is not None:
                raise Fault("file_broken")


def look_at_weight(pdf: pikepdf.Pdf, limits: dict[str, int]) -> None:
    """Raises Fault when a stream, a picture or the whole would take more memory than it is allowed."""
    total = 0
    for stream in pdf.objects:
        if not isinstance(stream, Stream):
            continue
        picture = stream.get("/Subtype") == Name.Image
        if (
            picture
            and _number(stream.get("/Width")) * _number(stream.get("/Height")) > limits["picture_pixels"]
        ):
            raise Fault("file_too_heavy")
        bound = limits["picture_bytes"] if picture else limits["stream_bytes"]
        total += _inflated(stream, bound)
        if total > limits["whole_bytes"]:
            raise Fault("file_too_heavy")


def _inflated(stream: Object, bound: int) -> int:
    """Roughly what the stream inflates to, in bytes; measured only where it could come near the bound."""
    filters = stream.get("/Filter")
    names = [str(name) for name in (filters if isinstance(filters, Array) else [filters]) if name is not None]
    stages = [name for name in names if name in EXPANDING]
    if not stages:
        return 0
    raw = stream.get_raw_stream_buffer()
    length = len(memoryview(raw))
    single = len(stages) == 1 and names[0] in FLATE
    if length * (DEFLATE_RATIO if single else WORST_RATIO ** len(stages)) <= bound // 16:
        return length
    if single:
        return _deflated_size(memoryview(raw), bound)
    if any(name in PICTURE_CODED for name in names):
        raise Fault("file_too_heavy")
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


def look_at_load(pdf: pikepdf.Pdf) -> None:
    """Raises Fault for anything that acts by itself or carries another file."""
    if not any(SUSPECT.search(_text(each)) for each in pdf.objects):
        return
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, Dictionary) and opening.get("/S") != Name.GoTo:
        raise Fault("file_scripted")
    for each in pdf.objects:
        for part in _parts(each):
            _refuse_load(part)


def _text(each: Object) -> bytes:
    return each.stream_dict.unparse() if isinstance(each, Stream) else each.unparse(resolved=True)


def _parts(start: Object) -> Iterator[Object]:
    """Every dictionary and stream inside one object, without following references to others."""
    waiting = [start]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part
            inside = [part.get(key) for key in part.keys()]  # noqa: SIM118 - a PDF dictionary
        elif isinstance(part, Array):
            inside = list(part)
        else:
            continue
        waiting += [each for each in inside if isinstance(each, Object) and not each.is_indirect]


def _refuse_load(part: Object) -> None:
    keys = frozenset(part.keys())
    kind = str(part.get("/S")) if "/S" in keys else ""
    if kind in SCRIPT_ACTIONS or "/XFA" in keys or "/JavaScript" in keys:
        raise Fault("file_scripted")
    if "/JS" in keys and isinstance(part.get("/JS"), str | Stream | pikepdf.String):
        raise Fault("file_scripted")
    if "/AA" in keys and _holds_actions(part.get("/AA")):
        raise Fault("file_scripted")
    if "/EF" in keys or kind == "/GoToE" or part.get("/Type") == Name.EmbeddedFile:
        raise Fault("file_embeds")
    if "/Subtype" in keys and str(part.get("/Subtype")) in EMBEDDING_SUBTYPES:
        raise Fault("file_embeds")
    if isinstance(part, Stream) and "/F" in keys:
        raise Fault("file_embeds")


def _holds_actions(value: object) -> bool:
    """Whether the value of /AA is a set of actions, and not a font that happens to be called AA."""
    if not isinstance(value, Dictionary):
        return False
    held = (value.get(key) for key in value.keys())  # noqa: SIM118 - a PDF dictionary
    return any(isinstance(each, Dictionary) and "/S" in each.keys() for each in held)  # noqa: SIM118


def _number(value: object) -> int:
    return int(value) if isinstance(value, int) else 0
