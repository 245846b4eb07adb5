"""Sealing: the court's stamp is laid over page one of a filed form, and a foot over every page (REG-3).

The filed bytes are never touched: the sealed copy is a new file, made of what `fixing` leaves of them, and holds no
field, note, link, action or script. The stamp comes after all that was filed, so it is always on top.

The box of the stamp (80 × 38 mm, 10 mm from the top and the right edge) is free on the portal's blanks; on other
forms there may be text. The stamp then covers it, on white ground and within its frame, never more; filer and
officer read a note of it.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from icms.files.children.fixing import Fixed, fix
from icms.files.children.geometry import (
    A4,
    FOOT_ABOVE_EDGE,
    FOOT_PADDING,
    FOOT_SIZE,
    Visible,
    foot_box,
    n,
    stamp_box,
    visible,
)
from icms.files.children.values import Box, box
from icms.lib import letters
from icms.lib.pdf_fonts import Faces

FOOT_LETTERS = "0123456789 /-.ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TAIL_BYTES = 64  # the library ends a file with the place of its table
_STATIC_ID = b"31415926535897932384626433832795"  # what the library writes when it is told not to compute one


@dataclass(frozen=True)
class Sealed:
    """A sealed copy: its bytes, and what is needed to look at it.

    `alone` is the page that bears the seal with nothing filed on it (a PDF); `pages` says which page of the copy shows
    each filed page. `stamp` and the boxes of `feet` (by page of the copy) are on the page as it is shown, in points.
    """

    data: bytes
    alone: bytes
    fixed: Fixed
    pages: list[int]
    stamp_page: int
    stamp: Box
    feet: dict[int, Box]


def seal(
    pdf: Pdf,
    stamp: bytes,
    *,
    foot: str,
    title: str,
) -> Sealed:
    """The sealed copy of an open PDF: the stamp (a PDF of one page) on page one, `foot` and "x / y" on every page.

    A page too small for them is followed by a page of A4 that bears them. `foot` is ASCII; `title` names the document
    for readers. Raises Fault for what cannot be fixed, pikepdf.PdfError for what the library cannot write.
    """
    fixed = fix(pdf)
    bearers, places = _bearers(pdf, fixed)
    first, total = next(iter(bearers)), len(pdf.pages)
    faces, feet, drawings = Faces(pdf, "/Foot", always=FOOT_LETTERS), dict[int, Box](), dict[int, str]()
    for number, shown in bearers.items():
        drawing, feet[number] = _foot(faces, shown, f"{foot}   {number + 1} / {total}")
        drawings[number] = _placed(shown, drawing)
    with pikepdf.open(io.BytesIO(stamp)) as drawn:
        form = pdf.copy_foreign(drawn.pages[0].as_form_xobject())
    place = stamp_box(bearers[first])
    drawings[first] += "\n" + _placed(bearers[first], _stamp(form, place))
    fonts = pdf.make_indirect(faces.fonts())
    for number, drawing in drawings.items():
        _lay_over(pdf, pdf.pages[number], fonts, form if number == first else None, drawing)
    _name(pdf, title)
    alone = _alone(pdf.pages[first], fonts, form, drawings[first])
    data = _saved(pdf, f"{title}\0{foot}")
    return Sealed(data, alone, fixed, places, first, place, feet)


def _lay_over(pdf: Pdf, page: Page, fonts: Object, form: Object | None, drawing: str) -> None:
    resources = page.obj.Resources
    resources.Font = fonts
    if form is not None:
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        resources.XObject.Stamp = form
    page.obj.Contents = Array([page.obj.Contents, pdf.make_stream(drawing.encode("ascii"))])


def _alone(page: Page, fonts: Object, form: Object, drawing: str) -> bytes:
    """A page like this one with nothing but the stamp and the foot: how they look when nothing lies over them."""
    with Pdf.new() as pdf:
        empty = pdf.add_blank_page()
        shown = visible(page)
        empty.obj.MediaBox, empty.obj.CropBox = Array(list(shown.media)), Array(list(shown.shown))
        empty.obj.Rotate = shown.turn
        empty.obj.Resources = Dictionary(
            Font=pdf.copy_foreign(fonts), XObject=Dictionary(Stamp=pdf.copy_foreign(form))
        )
        empty.obj.Contents = pdf.make_stream(drawing.encode("ascii"))
        out = io.BytesIO()
        pdf.save(out, static_id=True)
        return out.getvalue()


def _name(pdf: Pdf, title: str) -> None:
    if Name.Info in pdf.trailer:
        del pdf.trailer[Name.Info]
    pdf.docinfo["/Title"] = title


def _bearers(pdf: Pdf, fixed: Fixed) -> tuple[dict[int, Visible], list[int]]:
    """Which pages of the copy bear a foot, as they are shown, and where each filed page lies.

    Adds a page of A4 after each that is too small.
    """
    bearers, places, at = dict[int, Visible](), list[int](), 0
    for shown in fixed.visible:
        places.append(at)
        if shown.small:
            at += 1
            pdf.pages.insert(at, _empty_page(pdf))
            shown = visible(pdf.pages[at])
        bearers[at] = shown
        at += 1
    return bearers, places


def _empty_page(pdf: Pdf) -> Page:
    content = pdf.make_stream(b"")
    return Page(
        Dictionary(Type=Name.Page, MediaBox=Array(list(A4)), Resources=Dictionary(), Contents=content)
    )


def _saved(pdf: Pdf, identity: str) -> bytes:
    """The file with an identifier of its own: the reference is in no other document. Hashing the whole file for one
    would take longer than sealing it.
    """
    out = io.BytesIO()
    pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=False)
    with out.getbuffer() as written:
        # Changed where it lies: a scan is large, and copying it is dear.
        at = int(bytes(written[-TAIL_BYTES:]).rpartition(b"startxref")[2].split()[0])
        trailer = bytes(written[at:])
        own = hashlib.sha256(identity.encode()).hexdigest()[: len(_STATIC_ID)].encode()
        written[at:] = trailer.replace(_STATIC_ID, own)
    return out.getvalue()


def _stamp(form: Object, place: Box) -> str:
    inner = _inner(form)
    across, up = (place[2] - place[0]) / (inner[2] - inner[0]), (place[3] - place[1]) / (inner[3] - inner[1])
    return f"{n(across, 0, 0, up, place[0] - inner[0] * across, place[1] - inner[1] * up)} cm /Stamp Do"


def _inner(form: Object) -> Box:
    found = box(form.BBox)
    if found is None:
        raise ValueError("a stamp without a box")
    return found


def _foot(faces: Faces, shown: Visible, text: str) -> tuple[str, Box]:
    """A line at the bottom of the visible page, on white ground so that it can be read over anything; and its place."""
    runs = faces.set(text)
    place = foot_box(shown, letters.width(runs) / 1000 * FOOT_SIZE)
    ground = f"1 g {n(place[0], place[1], place[2] - place[0], place[3] - place[1])} re f"
    line = f"0.2 g BT {n(1, 0, 0, 1, place[0] + FOOT_PADDING, FOOT_ABOVE_EDGE)} Tm {faces.show(runs, FOOT_SIZE)} ET"
    return f"{ground} {line}", place


def _placed(shown: Visible, drawing: str) -> str:
    return f"/Artifact BMC q {n(*shown.matrix)} cm {drawing} Q EMC"
