"""What a PDF carries beside its pages: scripts, actions that start by themselves, other files, ways out (DOC-2).

Accepted are links to http, https and mail addresses, jumps inside the document, and the scripts of a form that only
calculate or format its fields: a sealed copy holds none of them. Everything else is refused, with what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from icms.files.children.faults import Fault
from icms.files.children.scripts import is_harmless
from icms.files.children.values import entries, entry, items, name, text

SCRIPT_ACTIONS = frozenset(
    {
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/Rendition",
        "/RichMediaExecute",
        "/Movie",
        "/Sound",
        "/GoTo3DView",
    }
)
EMBEDDING_SUBTYPES = frozenset({"/FileAttachment", "/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"})
# Inside a document, or gone with the notes and fields: none of these leaves it.
QUIET_ACTIONS = frozenset(
    {"/GoTo", "/Named", "/Hide", "/ResetForm", "/SetOCGState", "/Trans", "/Thread", "/JavaScript"}
)
CHAIN_MAX = 100
FIELD_EVENTS = frozenset({"/K", "/F", "/V", "/C"})
# Where a link may lead: the web, a mailbox, a telephone, a document on the reader's own disk. No link is left in a
# sealed copy, but staff can open what was filed.
SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "urn", "doi"})
PROGRAMS = (
    ".exe",
    ".com",
    ".bat",
    ".cmd",
    ".scr",
    ".lnk",
    ".hta",
    ".js",
    ".vbs",
    ".ps1",
    ".msi",
    ".jar",
    ".cpl",
)
FILE_NAMES = ("/UF", "/F", "/DOS", "/Unix", "/Mac")
# If none of these stands anywhere in the objects, there is nothing to look for. Names, so qpdf has undone #xx codes.
SUSPECT = re.compile(
    rb"/(JS|JavaScript|AA|XFA|OpenAction|Launch|ImportData|SubmitForm|Rendition|RichMedia|EF|EmbeddedFile|"
    rb"FileAttachment|3D|Movie|Sound|Screen|GoToE|GoToR|GoTo3DView|URI|Base|Thread|Win|F|Ref)(?![A-Za-z0-9])"
)


def look_at_load(pdf: pikepdf.Pdf) -> None:
    """Raises Fault for anything that acts by itself, reaches out of the document, or carries another file."""
    if not any(SUSPECT.search(_written(each)) for each in pdf.objects if isinstance(each, Object)):
        return
    _refuse_opening(pdf.Root.get("/OpenAction"))
    if "/XFA" in _keys(pdf.Root.get("/AcroForm")):
        raise Fault("file_scripted", "xfa")
    for _, held in entries(pdf.Root.get("/AA")):
        _refuse_opening(held)
    for each in pdf.objects:
        for part in _parts(each):
            _refuse_load(part)


def _refuse_opening(opening: object) -> None:
    """What happens by itself may only show a place of the document."""
    for action in chain(opening):
        if name(action.get("/S")) != "/GoTo":
            raise Fault("file_scripted", "action")


def chain(action: object) -> Iterator[Dictionary]:
    """An action and all that follow it by /Next, each once."""
    waiting, seen = [action], 0
    while waiting:
        each = waiting.pop()
        if isinstance(each, Dictionary) and ("/S" in each or "/Next" in each):
            seen += 1
            if seen > CHAIN_MAX:
                raise Fault("file_scripted", "action")
            yield each
            waiting += items(each.get("/Next"))


def _written(each: Object) -> bytes:
    return each.stream_dict.unparse() if isinstance(each, Stream) else each.unparse(resolved=True)


def _parts(start: object) -> Iterator[Dictionary | Stream]:
    """Every dictionary and stream inside one object, without following references to others."""
    waiting = [start]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part
            inside = [value for _, value in entries(part)]
        elif isinstance(part, Array):
            inside = list(part)
        else:
            continue
        waiting += [each for each in inside if isinstance(each, Object) and not each.is_indirect]


def _refuse_load(part: Dictionary | Stream) -> None:
    keys = _keys(part)
    _refuse_action(part, keys)
    _refuse_events(part, keys)
    if "/XFA" in keys:
        raise Fault("file_scripted", "xfa")
    if "/EF" in keys or name(part.get("/Type")) == "/EmbeddedFile":
        raise Fault("file_embeds", "file")
    if name(part.get("/Subtype")) in EMBEDDING_SUBTYPES and "/Rect" in keys:
        raise Fault("file_embeds", "media")
    if isinstance(part, Stream) and ("/F" in keys or isinstance(part.get("/Ref"), Dictionary)):
        raise Fault("file_embeds", "outside")


def _refuse_action(part: Dictionary | Stream, keys: frozenset[str]) -> None:
    kind = name(part.get("/S")) if "/S" in keys else ""
    if kind in SCRIPT_ACTIONS:
        raise Fault("file_scripted", "action")
    if kind == "/GoToE":
        raise Fault("file_embeds", "file")
    if "/JS" in keys and not is_harmless(script_of(part)):
        raise Fault("file_scripted", "script")
    if kind in ("/GoToR", "/Thread") and any(_is_harmful(each) for each in _file_names(part.get("/F"))):
        raise Fault("file_scripted", "address")
    if kind == "/URI" and not (
        isinstance(part.get("/URI"), String) and not _is_harmful(text(part.get("/URI")))
    ):
        raise Fault("file_scripted", "address")
    if isinstance(part.get("/S"), String) and keys & {"/F", "/URI", "/JS", "/Win", "/N"}:
        raise Fault("file_scripted", "action")  # some readers take a string for the name that it should be
    if "/Base" in keys and _is_harmful(text(part.get("/Base"))):
        raise Fault("file_scripted", "address")


def _refuse_events(part: Dictionary | Stream, keys: frozenset[str]) -> None:
    """/AA: the events of a field may calculate and format; those of a page or a document act by themselves."""
    if "/AA" not in keys:
        return
    of_field = bool(keys & {"/FT", "/Kids", "/Rect"}) and name(part.get("/Type")) not in (
        "/Page",
        "/Pages",
        "/Catalog",
    )
    for event, held in entries(part.get("/AA")):
        for action in chain(held):
            kind = name(action.get("/S"))
            if of_field and (event in FIELD_EVENTS or kind in QUIET_ACTIONS):
                continue
            if kind != "/GoTo":
                raise Fault("file_scripted", "action")


def script_of(action: object) -> str:
    """The script of an action as text."""
    held = entry(action, "/JS")
    if isinstance(held, Stream):
        data = held.read_bytes()
        return data.decode("utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    return text(held)


def _file_names(file: object) -> list[str]:
    if isinstance(file, Dictionary):
        return [text(file.get(key)) for key in FILE_NAMES if key in file]
    return [text(file)]


def _is_harmful(address: str) -> bool:
    """Whether following the address could run something or reach for a file on a network."""
    bare = (
        re.sub(r"[\x00-\x20]", "", address).replace("\\", "/").lower().replace("%5c", "/").replace("%2f", "/")
    )
    scheme, colon, rest = bare.partition(":")
    if not colon or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        return bare.startswith(("//", "/?")) or bare.endswith(PROGRAMS)
    if scheme == "file":
        # file:///C:/x is on the reader's own disk; file://server/x and file:////server/x are not.
        return bool(re.match(r"//(?:[^/]|//)", rest)) or bare.endswith(PROGRAMS)
    if len(scheme) == 1:
        return bare.endswith(PROGRAMS)
    return scheme not in SCHEMES


def _keys(part: object) -> frozenset[str]:
    return frozenset(part.keys()) if isinstance(part, Dictionary | Stream) else frozenset()


def signed(pdf: pikepdf.Pdf) -> bool:
    """Whether the file carries a digital signature: it cannot hold on the sealed copy, which is another file."""
    return (
        any(
            isinstance(each, Dictionary) and "/ByteRange" in each and "/Contents" in each
            for each in pdf.objects
        )
        or Name.Perms in pdf.Root
    )
