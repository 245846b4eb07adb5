"""Makes a filed PDF what its reader sees: fields and notes become part of the page, links and actions go (DOC-2a).

What was filed is drawn as one form (XObject) a page. A form ends where its stream ends, so a string that is never
closed, a state that is never restored, or an inline picture without an end does nothing to what is drawn after it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pypdfium2
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

from icms.files.children import appearances, fields
from icms.files.children.faults import Fault
from icms.files.children.geometry import Visible, n, visible
from icms.files.children.tags import Tags
from icms.files.children.values import Box, box, dictionaries, entry, inherited, items, name, number

# Of the catalogue, of a page and of an outline entry this much stays; it holds no action, field, script or file.
CATALOGUE = frozenset(
    "/Type /Pages /Lang /MarkInfo /StructTreeRoot /OCProperties /Outlines /Dests /PageLabels /PageLayout /OutputIntents"
    " /Version /Extensions".split()
)
PAGE = frozenset("/Type /Parent /StructParents /Group /TrimBox /BleedBox /ArtBox /LastModified".split())
OTHER_PICTURES = ("/Alternates", "/OPI")
OF_A_NOTE = ("/A", "/AA", "/PA", "/Dest", "/AP", "/Parent", "/Popup", "/FS", "/RichMediaContent")
OUTLINES_MAX = 10_000
# These show something that a file may leave to its reader to draw; the drawing library knows how they look.
DRAWN_BY_READERS = frozenset("/Highlight /Underline /StrikeOut /Squiggly /Square /Circle /Ink /Text".split())
SILENT = frozenset({"/Popup"})
STROKES = frozenset("/Line /PolyLine /Polygon".split())
DRAWN_BY_LIBRARY = "/PDFIUM_HasGeneratedAP"  # its mark; it draws Latin letters only
# Nothing is missing where these have no drawing.
NEED_NO_DRAWING = frozenset("/Link /Redact /Widget /PrinterMark /TrapNet /Watermark".split()) | {""}
FLAGS_MAX = 2**32
SIDE_MAX = 14_400  # points (ISO 32000-1, annex C.2); on a larger page a seal of 80 mm is not seen


@dataclass
class Fixed:
    """What became of a document: notes on it (codes), and the places and values that we had to draw ourselves."""

    notes: set[str] = field(default_factory=set)
    drawn: dict[int, list[Box]] = field(default_factory=dict)
    values: dict[int, list[str]] = field(default_factory=dict)
    visible: list[Visible] = field(default_factory=list)


def fix(pdf: Pdf) -> Fixed:
    """Fixes all pages of an open document.

    Raises Fault: file_field_unprintable, file_notes (with the page).
    """
    found = Fixed()
    tags, form = Tags(pdf), pdf.Root.get("/AcroForm")
    for place, page in enumerate(pdf.pages):
        shown = visible(page)
        if max(shown.width, shown.height) > SIDE_MAX:
            raise Fault("file_not_sealable", str(place + 1))
        found.visible.append(shown)
        filed = _as_form(pdf, page, shown)
        tags.move(page, filed)
        parts, drawings = ["q /Filed Do Q"], Dictionary(Filed=filed)
        layers = Dictionary()
        for number_, (note, drawing) in enumerate(_drawings(pdf, page, form, place, found)):
            placed = _placed(note, drawing, f"/Note{number_}")
            if not placed:
                continue
            drawings[f"/Note{number_}"] = drawing
            if isinstance(note.get("/OC"), Dictionary):
                layers[f"/Layer{number_}"] = note.OC
                placed = f"/OC /Layer{number_} BDC {placed} EMC"
            parts.append(placed)
        _bare(page, shown)
        page.obj.Resources = Dictionary(XObject=drawings, Properties=layers)
        page.obj.Contents = pdf.make_stream("\n".join(parts).encode("ascii"))
    _strip(pdf)
    return found


def _as_form(pdf: Pdf, page: Page, shown: Visible) -> Stream:
    """What was filed on the page as one form; a single stream is taken over as it is packed."""
    streams = [each for each in items(page.obj.get("/Contents")) if isinstance(each, Stream)]
    if len(streams) == 1:
        form = pdf.make_stream(streams[0].read_raw_bytes())
        for key in ("/Filter", "/DecodeParms"):
            if key in streams[0]:
                form[key] = streams[0].get(key)
    else:
        form = pdf.make_stream(b"\n".join(each.read_bytes() for each in streams))
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array(list(shown.media))
    resources = inherited(page, "/Resources")
    form.Resources = resources if isinstance(resources, Dictionary) else Dictionary()
    return form


def _drawings(
    pdf: Pdf, page: Page, form: object, place: int, found: Fixed
) -> list[tuple[Dictionary, Stream]]:
    """The notes and fields of a page that are seen, each with its drawing; fields come last, as readers draw them."""
    notes, widgets = list[tuple[Dictionary, Stream]](), list[tuple[Dictionary, Stream]]()
    for note in dictionaries(page.obj.get("/Annots")):
        kind, rect = name(note.get("/Subtype")), box(note.get("/Rect"))
        if rect is None or not _is_seen(note, place):
            continue
        drawing = fields.normal_appearance(note)
        if kind == "/Widget":
            drawing = _field_drawing(pdf, note, form, rect, place, found, drawing)
        elif kind == "/FreeText" and (drawing is None or DRAWN_BY_LIBRARY in note):
            drawing = _text_drawing(pdf, note, fields.of_note(note), rect, place, found)
        elif drawing is None and kind in STROKES:
            drawing = appearances.of_strokes(pdf, note, rect)
            found.drawn.setdefault(place, []).append(rect)
        elif drawing is None and kind not in NEED_NO_DRAWING:
            raise Fault("file_notes", str(place + 1))
        if drawing is not None:
            if kind != "/Link":
                found.notes.add("fields_fixed" if kind == "/Widget" else "notes_fixed")
            (widgets if kind == "/Widget" else notes).append((note, drawing))
    return notes + widgets


def _field_drawing(
    pdf: Pdf,
    widget: Dictionary,
    form: object,
    rect: Box,
    place: int,
    found: Fixed,
    own: Stream | None,
) -> Stream | None:
    shown = fields.of_widget(widget, form)
    # A form that asks for it is drawn again by its readers, whatever drawings it has: programs that fill in forms often
    # leave the old ones. What a script words is left as it is.
    again = asks_to_be_drawn(form) and not fields.is_formatted(widget)
    if own is not None and not (again and shown.kind in ("/Tx", "/Ch") and shown.lines):
        return own
    if shown.kind in ("/Tx", "/Ch") and shown.lines:
        return _text_drawing(pdf, widget, shown, rect, place, found)
    if shown.kind == "/Btn" and own is None:
        found.drawn.setdefault(place, []).append(rect)
        return appearances.of_button(pdf, widget, rect)
    return own


def _text_drawing(
    pdf: Pdf, note: Dictionary, shown: fields.Field, rect: Box, place: int, found: Fixed
) -> Stream | None:
    if not shown.lines:
        return None
    found.drawn.setdefault(place, []).append(rect)
    found.values.setdefault(place, []).extend(shown.lines)
    return appearances.of_text(pdf, note, shown, rect, str(place + 1))


def _placed(note: Dictionary, drawing: Stream, called: str) -> str:
    """The operators that lay a drawing over the rectangle of its note (ISO 32000-1, 12.5.5)."""
    rect, inner = box(note.get("/Rect")), box(drawing.get("/BBox"))
    if rect is None or inner is None:
        return ""
    matrix = [number(each) for each in items(drawing.get("/Matrix"))]
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in inner[::2] for y in inner[1::2]]
    left, low = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = max(x for x, _ in corners) - left, max(y for _, y in corners) - low
    if wide <= 0 or high <= 0:
        return ""
    across, up = (rect[2] - rect[0]) / wide, (rect[3] - rect[1]) / high
    drawing.Type, drawing.Subtype = Name.XObject, Name.Form
    return f"q {n(across, 0, 0, up, rect[0] - left * across, rect[1] - low * up)} cm {called} Do Q"


def _bare(page: Page, shown: Visible) -> None:
    """Leaves of a page what says how it is shown, in values that every reader reads alike."""
    for key in list(page.obj.keys()):
        if key not in PAGE:
            del page.obj[key]
    for key in ("/TrimBox", "/BleedBox", "/ArtBox"):
        if key in page.obj and box(page.obj.get(key)) is None:
            del page.obj[key]
    page.obj.MediaBox, page.obj.CropBox = Array(list(shown.media)), Array(list(shown.shown))
    page.obj.Rotate = shown.turn


def _fix_layers(layers: object) -> None:
    """Leaves the layers as they are seen on opening: no other set for printing, and nobody switches them."""
    if not isinstance(layers, Dictionary):
        return
    groups = dictionaries(layers.get("/OCGs"))
    seen = entry(layers, "/D")
    state = Dictionary(Locked=Array(groups))
    for key in ("/BaseState", "/ON", "/OFF"):
        if isinstance(seen, Dictionary) and key in seen:
            state[key] = seen.get(key)
    for key in list(layers.keys()):
        if key != "/OCGs":
            del layers[key]
    layers.D = state
    for group in groups:
        if "/Usage" in group:
            del group["/Usage"]


def _strip_objects(pdf: Pdf) -> None:
    """Takes out what lies deeper: other pictures for printing, and what is left of links that the tags still name."""
    for each in pdf.objects:
        if isinstance(each, Stream):
            gone: tuple[str, ...] = OTHER_PICTURES
        elif isinstance(each, Dictionary) and "/Rect" in each and "/Subtype" in each:
            gone = OF_A_NOTE
        else:
            continue
        for key in gone:
            if key in each:
                del each[key]


def _strip(pdf: Pdf) -> None:
    _fix_layers(pdf.Root.get("/OCProperties"))
    _strip_objects(pdf)
    for key in list(pdf.Root.keys()):
        if key not in CATALOGUE:
            del pdf.Root[key]
    waiting, seen = [pdf.Root.get("/Outlines")], set[tuple[int, int]]()
    while waiting and len(seen) < OUTLINES_MAX:
        part = waiting.pop()
        if isinstance(part, Dictionary) and part.objgen not in seen:
            seen.add(part.objgen)
            for key in ("/A", "/AA", "/SE"):
                if key in part:
                    del part[key]
            waiting += [part.get("/First"), part.get("/Next")]
    if waiting and Name.Outlines in pdf.Root:
        del pdf.Root.Outlines


def noted(pdf: Pdf) -> bool:
    """Whether there is anything to be laid into the pages."""
    return any(
        name(note.get("/Subtype")) != "/Link" or fields.normal_appearance(note) is not None
        for _, note in _notes(pdf)
    )


def with_drawn_notes(pdf: Pdf, source: str | bytes) -> bytes | None:
    """The file with a drawing for each highlight and the like that it leaves to its reader; None if there is none."""
    lacking = any(
        name(note.get("/Subtype")) in DRAWN_BY_READERS and fields.normal_appearance(note) is None
        for _, note in _notes(pdf)
    )
    if not lacking:
        return None
    document = pypdfium2.PdfDocument(source)
    try:
        document.init_forms()
        for page in document:
            page.render(scale=0.05)
            page.close()
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    finally:
        document.close()


def asks_to_be_drawn(form: object) -> bool:
    """Whether a form asks its reader to draw the fields, whatever drawings it has."""
    return entry(form, "/NeedAppearances") is True


def _notes(pdf: Pdf) -> Iterator[tuple[int, Dictionary]]:
    """Every note and widget that may be seen, with its page (from 0)."""
    for place, page in enumerate(pdf.pages):
        for note in dictionaries(page.obj.get("/Annots")):
            if _is_seen(note, place):
                yield place, note


def _is_seen(note: Dictionary, place: int) -> bool:
    """Whether a note is seen on the screen. Raises Fault for one whose flags or place readers take differently."""
    flags, rect = note.get("/F", 0), items(note.get("/Rect"))
    has_numbers = len(rect) == 4 and all(isinstance(side, int | Decimal) for side in rect)
    if not isinstance(flags, int) or not 0 <= flags < FLAGS_MAX or (not has_numbers and "/AP" in note):
        raise Fault("file_notes", str(place + 1))
    hidden = flags & (fields.HIDDEN | fields.NO_VIEW)
    return not hidden and name(note.get("/Subtype")) not in SILENT and box(note.get("/Rect")) is not None
