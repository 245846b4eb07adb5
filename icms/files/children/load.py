"""What a PDF carries beside its pages: scripts, actions that start by themselves, other files, ways out (DOC-2).

Accepted are links to http, https and mail addresses, jumps inside the document, and the scripts of a form that only
calculate or format its fields: a sealed copy holds none of them. Everything else is refused, with what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

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
FIELD_EVENTS = frozenset({"/K", "/F", "/V", "/C"})
# Addresses that run something or send the reader's own sign-in to a server of the network; the rest only leads away,
# and no link is left in a sealed copy.
HARMFUL_SCHEMES = frozenset({"javascript", "vbscript", "data", "smb", "ms-msdt", "search-ms", "res", "hcp"})
# If none of these stands anywhere in the objects, there is nothing to look for. Names, so qpdf has undone #xx codes.
SUSPECT = re.compile(
    rb"/(JS|JavaScript|AA|XFA|OpenAction|Launch|ImportData|SubmitForm|Rendition|RichMedia|EF|EmbeddedFile|"
    rb"FileAttachment|3D|Movie|Sound|Screen|GoToE|GoToR|GoTo3DView|URI|F|Ref)(?![A-Za-z0-9])"
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
    while waiting and seen < 1_000:
        each = waiting.pop()
        if isinstance(each, Dictionary) and ("/S" in each or "/Next" in each):
            seen += 1
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
    if kind == "/GoToR" and _is_harmful(_file_name(part.get("/F"))):
        raise Fault("file_scripted", "address")
    if kind == "/URI" and _is_harmful(text(part.get("/URI"))):
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


def _file_name(file: object) -> str:
    return text(entry(file, "/UF") or entry(file, "/F")) if isinstance(file, Dictionary) else text(file)


def _is_harmful(address: str) -> bool:
    """Whether following the address would run something or reach for a file on a network."""
    bare = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/").lower()
    scheme, colon, rest = bare.partition(":")
    if not colon or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        return bare.startswith("//")
    # file:///C:/x is on the reader's own disk; file://server/x and file:////server/x are not.
    if scheme == "file" and rest.startswith("//"):
        return not rest.startswith("///") or rest.startswith("////")
    return scheme in HARMFUL_SCHEMES


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
