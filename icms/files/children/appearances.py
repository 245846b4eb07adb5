"""Draws what a field or a note says where the file itself has no drawing for it (DOC-2a).

With the court's faces, which have the Chinese and Latin letters that a value may hold; a value that does not fit is
made smaller, down to a size that can still be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from icms.files.children.faults import Fault
from icms.files.children.fields import Field, switched_on
from icms.files.children.geometry import n
from icms.files.children.values import Box, entry, items, name, number
from icms.lib import letters
from icms.lib.pdf_fonts import Faces

PAD, LEADING, ASCENT = 2.0, 1.2, 0.88
LARGEST, SMALLEST = 12.0, 4.0
ROUND = 0.5523  # how far the handles of a quarter circle reach


def of_text(pdf: Pdf, widget: Dictionary, field: Field, rect: Box, page: str) -> Stream:
    """The drawing of a text, or of what was chosen from a list.

    Raises Fault("file_field_unprintable") for a value that no face of the court has or that does not fit.
    """
    faces = Faces(pdf, "/Court")
    width, height, matrix = _turned(widget, rect)
    try:
        drawn = _comb(faces, field, width, height) if field.comb else _lines(faces, field, width, height)
    except letters.NoLetter:
        raise Fault("file_field_unprintable", page) from None
    if drawn is None:
        raise Fault("file_field_unprintable", page)
    content = (
        f"{_ground(widget, width, height)} q {n(0, 0, width, height)} re W n BT {field.colour} {drawn} ET Q"
    )
    return _form(pdf, content, width, height, matrix, faces.fonts())


def of_button(pdf: Pdf, widget: Dictionary, rect: Box) -> Stream:
    """The drawing of a tick box or a choice: a tick, a cross, or a dot where it is on."""
    width, height, matrix = _turned(widget, rect)
    side = min(width, height) * 0.7
    x, y = (width - side) / 2, (height - side) / 2
    content = _ground(widget, width, height)
    if switched_on(widget):
        content += f" q {n(side, 0, 0, side, x, y)} cm 0.12 w 1 J 1 j {_mark(widget)} Q"
    return _form(pdf, content, width, height, matrix, Dictionary())


def of_strokes(pdf: Pdf, note: Dictionary, rect: Box) -> Stream | None:
    """The drawing of a line or of a figure of lines; None for one without its points."""
    points = [number(each) for each in items(note.get("/L")) or items(note.get("/Vertices"))]
    if len(points) < 4 or len(points) % 2:
        return None
    ink, inside = _colour(note.get("/C"), "G RG K") or "0 G", _colour(note.get("/IC"), "g rg k")
    border = items(note.get("/Border"))
    wide = number(entry(note, "/BS", "/W"), number(border[2], 1.0) if len(border) > 2 else 1.0)
    steps = [
        f"{n(x - rect[0], y - rect[1])} {'l' if place else 'm'}"
        for place, (x, y) in enumerate(_pairs(points))
    ]
    if wide <= 0:
        return None
    paint = ("b" if inside else "s") if name(note.get("/Subtype")) == "/Polygon" else "S"
    content = f"{ink} {inside} {n(wide)} w {' '.join(steps)} {paint}"
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    return _form(pdf, content, width, height, Array([1, 0, 0, 1, 0, 0]), Dictionary())


def _pairs(points: list[float]) -> Iterator[tuple[float, float]]:
    return zip(points[::2], points[1::2], strict=True)


def _mark(widget: Dictionary) -> str:
    sign = str(entry(widget, "/MK", "/CA") or "4")
    if sign == "8":
        return "0.05 0.05 m 0.95 0.95 l 0.05 0.95 m 0.95 0.05 l S"
    if sign == "l":
        far, near = 0.5 + 0.5 * ROUND, 0.5 - 0.5 * ROUND
        return (
            f"1 0.5 m {n(1, far, far, 1, 0.5, 1)} c {n(near, 1, 0, far, 0, 0.5)} c"
            f" {n(0, near, near, 0, 0.5, 0)} c {n(far, 0, 1, near, 1, 0.5)} c f"
        )
    return "0.05 0.5 m 0.35 0.1 l 0.95 0.9 l S"


def _lines(faces: Faces, field: Field, width: float, height: float) -> str | None:
    measured = [_measured(faces, line.replace("\t", "    ")) for line in field.lines]
    size = field.size or (LARGEST if field.multiline else min(LARGEST, max(SMALLEST, height * 0.7)))
    while size >= SMALLEST:
        room = (width - 2 * PAD) * 1000 / size
        lines = [part for line in measured for part in (_broken(line, room) if field.multiline else [line])]
        tall = len(lines) * size * LEADING
        # A single line may be a little higher than its box: readers show it all the same.
        if all(sum(wide for _, wide in line) <= room + 1 for line in lines) and (
            tall <= height + PAD or (len(lines) == 1 and size <= height * 1.2)
        ):
            return _set(faces, [faces.set(_text(line)) for line in lines], field, size, width, height)
        size -= 0.5 if size > SMALLEST + 0.5 else 0.25
    return None


Measured = list[tuple[str, int]]  # pieces of a text with their widths, in thousandths of the size


def _measured(faces: Faces, text: str) -> Measured:
    return [(letter.text, letter.advance) for run in faces.set(text) for letter in run.letters]


def _text(line: Measured) -> str:
    return "".join(text for text, _ in line)


def _broken(line: Measured, room: float) -> Iterator[Measured]:
    """The line in parts no wider than the room, broken at blanks, or anywhere in a word that is too long."""
    start = blank = 0
    wide = 0
    for place, (text, advance) in enumerate(line):
        wide += advance
        if wide > room and place > start:
            end = blank if blank > start else place
            yield line[start:end]
            start = end
            wide = sum(each for _, each in line[start : place + 1])
        if text == " ":
            blank = place + 1
    yield line[start:]


def _set(
    faces: Faces, lines: list[tuple[letters.Run, ...]], field: Field, size: float, width: float, height: float
) -> str:
    low = height - PAD - ASCENT * size if field.multiline else (height - size) / 2 + 0.12 * size
    parts = []
    for place, line in enumerate(lines):
        spare = width - 2 * PAD - _width(line) * size / 1000
        x = PAD + {1: spare / 2, 2: spare}.get(field.align, 0.0)
        parts.append(f"1 0 0 1 {n(x, low - place * size * LEADING)} Tm {faces.show(line, size)}")
    return " ".join(parts)


def _comb(faces: Faces, field: Field, width: float, height: float) -> str | None:
    """One character a cell."""
    value = "".join(field.lines)
    if len(value) > field.comb:
        return None
    cell = width / field.comb
    size = min(field.size or LARGEST, height, cell * 1.6)
    parts = []
    for place, character in enumerate(value):
        line = faces.set(character)
        x = place * cell + (cell - _width(line) * size / 1000) / 2
        parts.append(f"1 0 0 1 {n(x, (height - size) / 2 + 0.12 * size)} Tm {faces.show(line, size)}")
    return " ".join(parts)


def _width(line: tuple[letters.Run, ...]) -> int:
    return letters.width(line)


def _turned(widget: Dictionary, rect: Box) -> tuple[float, float, Array]:
    """Width and height of the drawing, and the matrix that turns it as the widget says."""
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    turn = int(number(entry(widget, "/MK", "/R"))) // 90 * 90 % 360
    matrices = {
        0: [1, 0, 0, 1, 0, 0],
        90: [0, 1, -1, 0, 0, 0],
        180: [-1, 0, 0, -1, 0, 0],
        270: [0, -1, 1, 0, 0, 0],
    }
    return (height, width, Array(matrices[turn])) if turn % 180 else (width, height, Array(matrices[turn]))


def _ground(widget: Dictionary, width: float, height: float) -> str:
    """Ground and frame of a field, as its characteristics give them."""
    ground, frame = (
        _colour(entry(widget, "/MK", "/BG"), "g rg k"),
        _colour(entry(widget, "/MK", "/BC"), "G RG K"),
    )
    parts = [f"q {ground} {n(0, 0, width, height)} re f Q"] if ground else []
    if frame:
        parts.append(f"q {frame} 1 w {n(0.5, 0.5, width - 1, height - 1)} re S Q")
    return " ".join(parts)


def _colour(value: object, operators: str) -> str:
    parts = [number(each) for each in items(value)]
    operator = dict(zip((1, 3, 4), operators.split(), strict=True)).get(len(parts))
    return f"{n(*parts)} {operator}" if operator else ""


def _form(pdf: Pdf, content: str, width: float, height: float, matrix: Array, fonts: Dictionary) -> Stream:
    form = pdf.make_stream(content.encode("ascii"))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox, form.Matrix = Array([0, 0, round(width, 4), round(height, 4)]), matrix
    form.Resources = Dictionary(Font=fonts)
    return form
