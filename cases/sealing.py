"""Sealing: the court's stamp is laid over page one of a filed form, and a foot over every page (REG-3).

What was filed is never touched: the sealed copy is a new file, and the filed bytes with their hash stay on record.

What can go wrong, and what is done about it:
- A page may be turned, cropped, of another size, or scaled (UserUnit): the stamp is placed on the page as a reader
  sees it, and made smaller where the visible page is smaller than A4.
- The content of a page may leave its graphics state open, or close more than it opened: the operators are counted
  and evened out, else the stamp would land anywhere.
- Form fields and notes are drawn over a page and could hide the stamp or be changed later: they become part of the
  page first. Fields without an appearance of their own stay fields.
- The box of the stamp (80 × 38 mm, 10 mm from the top and the right edge) is free on the portal's blanks; on other
  forms there may be text. The stamp then covers it, on white ground and within its frame, never more.
- A file that passed the check on arrival may still be beyond what this library can write: the error leaves the job
  undone, which is tried again and then put on the staff's list; nothing is issued by halves.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Name, Page, Pdf

MM = 72 / 25.4
STAMP_WIDTH, STAMP_HEIGHT, MARGIN = 80 * MM, 38 * MM, 10 * MM
A4_WIDTH = 210 * MM
FOOT_SIZE, FOOT_ABOVE_EDGE, FOOT_PADDING = 6.5, 4.2 * MM, 3.0
# Advance widths of Helvetica, in thousandths, for the signs that a foot is made of; others are narrower.
_WIDE = {**dict.fromkeys("CDHNRU", 722), **dict.fromkeys("ABEKPSVXY", 667), **dict.fromkeys("GOQ", 778)}
_NARROW = {**dict.fromkeys(" /.I", 278), "-": 333, "M": 833, "W": 944, "T": 611, "F": 611, "Z": 611, "J": 500}

_STATIC_ID = b"31415926535897932384626433832795"  # what the library writes when it is told not to compute one


@dataclass(frozen=True)
class Visible:
    """A page as a reader sees it: width and height in its own units, and the way from there into page space."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]


def seal(original: bytes, stamp: bytes, *, foot: str, title: str) -> bytes:
    """The sealed copy of a filed PDF: the stamp (a PDF of one page) on page one, `foot` and "x / y" on every page.

    `foot` is ASCII; `title` names the document for readers. Raises pikepdf.PdfError for what is no PDF.
    """
    with pikepdf.open(io.BytesIO(original)) as pdf, pikepdf.open(io.BytesIO(stamp)) as drawn:
        if "/AcroForm" in pdf.Root or any("/Annots" in page for page in pdf.pages):
            pdf.flatten_annotations("all")
        total = len(pdf.pages)
        # Names that no page uses already: what is called alike in the resources of a page would be replaced.
        tail = hashlib.sha256(foot.encode()).hexdigest()[:12]
        font, font_name = pdf.make_indirect(_helvetica()), Name(f"/Foot{tail}")
        for number, page in enumerate(pdf.pages, start=1):
            page.add_resource(font, Name.Font, font_name)
            drawings = [_foot(page, f"{foot}   {number} / {total}", font_name)]
            if number == 1:
                drawings.append(_stamp(pdf, page, drawn, Name(f"/Stamp{tail}")))
            _lay_over(pdf, page, b"\n".join(drawings))
        pdf.docinfo["/Title"] = title
        out = io.BytesIO()
        pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return _identified(out.getvalue(), hashlib.sha256(f"{title}\0{foot}".encode()).hexdigest())


def visible(page: Page) -> Visible:
    """The page as it is shown: its crop box within the media box, turned by /Rotate."""
    left, low, right, high = _shown_box(page)
    width, height = right - left, high - low
    turn = _turn(page)
    if turn == 90:
        return Visible(height, width, (0, 1, -1, 0, right, low))
    if turn == 180:
        return Visible(width, height, (-1, 0, 0, -1, right, high))
    if turn == 270:
        return Visible(height, width, (0, -1, 1, 0, left, high))
    return Visible(width, height, (1, 0, 0, 1, left, low))


def stamp_box(page: Page) -> tuple[float, float, float, float]:
    """Where the stamp lies on the visible page: left, bottom, width, height in the page's units."""
    shown, unit = visible(page), _unit(page)
    scale = (
        min(1.0, shown.width * unit / A4_WIDTH, shown.height * unit / (2 * (STAMP_HEIGHT + MARGIN))) / unit
    )
    width, height, margin = STAMP_WIDTH * scale, STAMP_HEIGHT * scale, MARGIN * scale
    return shown.width - margin - width, shown.height - margin - height, width, height


def _identified(data: bytes, identity: str) -> bytes:
    """The file with an identifier of its own: the reference is in no other document. Hashing the whole file for one
    would take longer than sealing it.
    """
    at = data.rfind(b"/ID")
    return data[:at] + data[at:].replace(_STATIC_ID, identity[: len(_STATIC_ID)].encode())


def _helvetica() -> pikepdf.Dictionary:
    """One of the fonts that every reader has: a foot is ASCII, and nothing needs to be embedded for it."""
    return pikepdf.Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )


def _stamp(pdf: Pdf, page: Page, drawn: Pdf, name: Name) -> bytes:
    left, bottom, width, height = stamp_box(page)
    form = pdf.copy_foreign(drawn.pages[0].as_form_xobject())
    page.add_resource(form, Name.XObject, name)
    box = [float(side) for side in form.BBox]
    across, up = width / (box[2] - box[0]), height / (box[3] - box[1])
    x, y = left - box[0] * across, bottom - box[1] * up
    return _placed(visible(page), f"{_n(across, 0, 0, up, x, y)} cm {name} Do")


def _foot(page: Page, text: str, font: Name) -> bytes:
    """A line at the bottom of the visible page, on white ground so that it can be read over anything."""
    shown, unit = visible(page), _unit(page)
    size = FOOT_SIZE / unit
    wide = sum(_NARROW.get(sign, _WIDE.get(sign, 556)) for sign in text) / 1000 * size
    pad, low = FOOT_PADDING / unit, FOOT_ABOVE_EDGE / unit
    left = max((shown.width - wide) / 2, pad)
    ground = f"1 g {_n(left - pad, low - pad * 0.8, wide + 2 * pad, size + pad)} re f"
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    line = f"0.2 g BT {font} {_n(size)} Tf {_n(left, low)} Td ({escaped}) Tj ET"
    return _placed(shown, f"{ground} {line}")


def _placed(shown: Visible, drawing: str) -> bytes:
    return f"/Artifact BMC q {_n(*shown.matrix)} cm {drawing} Q EMC".encode("ascii")


def _lay_over(pdf: Pdf, page: Page, drawing: bytes) -> None:
    """Adds a drawing after the page's own content, whatever state that leaves behind."""
    before, after = _evened(page)
    page.contents_add(pdf.make_stream(b"q\n" * before), prepend=True)
    page.contents_add(pdf.make_stream(b"\n" + b"Q\n" * after + drawing + b"\n"), prepend=False)


def _evened(page: Page) -> tuple[int, int]:
    """How many states to save before the page's content and to restore after it, so that both ends meet."""
    depth = lowest = 0
    for instruction in pikepdf.parse_content_stream(page, operators="q Q"):
        depth += 1 if str(instruction.operator) == "q" else -1
        lowest = min(lowest, depth)
    before = 1 - lowest
    return before, before + depth


def _shown_box(page: Page) -> tuple[float, float, float, float]:
    media, crop = _box(page.mediabox), _box(page.cropbox)
    cut = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return cut if cut[0] < cut[2] and cut[1] < cut[3] else media


def _box(sides: pikepdf.Array) -> tuple[float, float, float, float]:
    first, second, third, fourth = (float(Decimal(str(side))) for side in sides.as_list())
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def _turn(page: Page) -> int:
    """/Rotate in degrees, inherited as the format allows; anything but quarter turns counts as none."""
    node: Any = page.obj
    depth = 0
    while node is not None and depth < 64:
        if "/Rotate" in node:
            turn = int(node.Rotate) % 360
            return turn if turn % 90 == 0 else 0
        node, depth = node.get("/Parent"), depth + 1
    return 0


def _unit(page: Page) -> float:
    unit = float(page.obj.get("/UserUnit", 1))
    return unit if unit > 0 else 1.0


def _n(*numbers: float) -> str:
    return " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in numbers)
