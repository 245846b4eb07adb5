"""The jobs on the pages of a filed PDF: rehearse its sealing, seal it, draw a page. One function for each.

The rehearsal does all that the sealing will do, with a stamp that only has a pattern, and looks at the result; so what
passes can be sealed, and shows what the filer and the officer saw (DOC-2a).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Pdf
from PIL import Image

from icms.files.children import fixing, pictures
from icms.files.children.faults import Fault
from icms.files.children.geometry import Visible
from icms.files.children.inspection import look_at_bytes, look_at_structure, opened
from icms.files.children.load import signed
from icms.files.children.sealing import Sealed, seal
from icms.files.children.values import Box

COMPARED_PAGES, BUNCH = 50, 10
# A page higher than four times its width is drawn narrower, so that no picture grows without bound.
TALLEST = 4
# Method 1: twice as quick as the default, a few per cent larger; 8-bit text stays clear at quality 80.
QUALITY, METHOD = 80, 1


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Does what `do` names: rehearse, seal or draw; `fault` is "" where it could be done."""
    act = {"rehearse": rehearse, "seal": seal_file, "draw": draw}[request["do"]]
    try:
        return {"fault": "", "found": "", **act(request)}
    except Fault as fault:
        return {"fault": fault.code, "found": fault.found}


def rehearse(request: dict[str, Any]) -> dict[str, Any]:
    """Inspects, seals with the given stamp, and compares every page up to the 50th; the text of those behind it.

    Returns `pages`, and `notes`: codes of what filer and officer should know.
    """
    path = request["path"]
    look_at_bytes(Path(path))
    with opened(path, request["limits"]) as pdf:
        pages = look_at_structure(pdf, request["limits"])
        notes = {code for code, holds in (("signed", signed(pdf)), ("restricted", pdf.is_encrypted)) if holds}
        with _whole(pdf, path) as whole:
            sealed = _sealed(whole, request)
            notes |= sealed.fixed.notes
            notes |= _compare_pages(whole, sealed, pages)
    return {"pages": pages, "notes": sorted(notes)}


def seal_file(request: dict[str, Any]) -> dict[str, Any]:
    """Writes the sealed copy of `path` to `target`; looked for the seal, and compared the first `compared` pages."""
    path = request["path"]
    with opened(path, request["limits"]) as pdf, _whole(pdf, path) as whole:
        sealed = _sealed(whole, request)
        _compare_pages(whole, sealed, min(request["compared"], len(sealed.pages)))
    Path(request["target"]).write_bytes(sealed.data)
    return {}


def draw(request: dict[str, Any]) -> dict[str, Any]:
    """Writes page `page` (from 1) of `path` as WebP to `target`, `width` pixels wide; with `fixed`, as it is sealed."""
    source: str | bytes = request["path"]
    if request.get("fixed"):
        source = _fixed(request["path"], request["limits"])
    with pictures.drawn(source) as document:
        document.init_forms()
        page = document[request["page"] - 1]
        wide, high = page.get_size()
        scale = min(request["width"] / wide, TALLEST * request["width"] / high)
        made: Image.Image = page.render(scale=scale).to_pil()
        made.save(request["target"], "WEBP", quality=QUALITY, method=METHOD)
        page.close()
    return {"drawn": True}


@dataclass(frozen=True)
class Whole:
    """What is sealed: an open file with a drawing for every note, its bytes or path, whether it has notes or fields."""

    pdf: Pdf
    source: str | bytes
    noted: bool


@contextmanager
def _whole(pdf: Pdf, path: str) -> Iterator[Whole]:
    if pdf.is_encrypted:
        # Restricted, but open to reading; the drawing library knows fewer kinds of encryption.
        bare = _saved(pdf)
        with (
            pikepdf.open(io.BytesIO(bare), suppress_warnings=True) as open_copy,
            _noted(open_copy, bare) as whole,
        ):
            yield whole
    else:
        with _noted(pdf, path) as whole:
            yield whole


@contextmanager
def _noted(pdf: Pdf, source: str | bytes) -> Iterator[Whole]:
    if not fixing.noted(pdf):
        yield Whole(pdf, source, False)
        return
    drawn = fixing.with_drawn_notes(pdf, source)
    if drawn is None:
        yield Whole(pdf, source, True)
        return
    with pikepdf.open(io.BytesIO(drawn), suppress_warnings=True) as other:
        yield Whole(other, drawn, True)


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, static_id=True, encryption=False)
    return out.getvalue()


def _sealed(whole: Whole, request: dict[str, Any]) -> Sealed:
    stamp, foot, title = Path(request["stamp"]).read_bytes(), request["foot"], request["title"]
    return seal(whole.pdf, stamp, foot=foot, title=title)


def _fixed(path: str, limits: dict[str, int]) -> bytes:
    with opened(path, limits) as pdf, _whole(pdf, path) as whole:
        fixing.fix(whole.pdf)
        return _saved(whole.pdf)


def _compare_pages(whole: Whole, sealed: Sealed, pages: int) -> set[str]:
    """Looks for the seal, and compares the first `pages` pages; notes of what stamp and feet cover.

    Raises Fault for what differs, for a page count that differs, or for a seal that is not on top.
    """
    covered = set[str]()
    for place in range(min(pages, COMPARED_PAGES)):
        # Opened for each page: the library keeps what it has drawn, which a scan of many pages fills up with.
        with pictures.drawn(whole.source) as before, pictures.drawn(sealed.data) as after:
            if place == 0 and len(before) != len(sealed.pages):
                raise Fault("file_read_two_ways", "pages")
            covered |= _compare(before, after, sealed, place, noted=whole.noted)
    if sealed.fixed.drawn:
        _compare_content(whole, sealed, pages)
    for first in range(COMPARED_PAGES, pages, BUNCH):
        with pictures.drawn(whole.source) as before, pictures.drawn(sealed.data) as after:
            for place in range(first, min(first + BUNCH, pages)):
                _compare_small(before, after, sealed, place, noted=whole.noted)
    return covered


def _compare_small(
    before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument, sealed: Sealed, place: int, *, noted: bool
) -> None:
    """Compares a page behind the 50th by its text and by a small drawing. Raises Fault."""
    there = sealed.pages[place]
    if pictures.lacks(pictures.text_of(after, there), pictures.text_of(before, place)):
        raise Fault("file_read_two_ways", str(place + 1))
    shown = sealed.fixed.visible[place]
    one, scale = pictures.picture(before, place, shown if noted else None, long_side=pictures.SMALL_SIDE)
    other, _ = pictures.picture(after, there, long_side=pictures.SMALL_SIDE)
    masks = [_on_page(shown, each) for each in sealed.fixed.drawn.get(place, [])]
    masks += [mark for _, mark in _marks(sealed, there)]
    if pictures.differ(one, other, masks, scale):
        raise Fault("file_read_two_ways", str(place + 1))
    _refuse_missing_values(after, sealed, place)


def _compare_content(whole: Whole, sealed: Sealed, pages: int) -> None:
    """Compares, without notes and fields, the pages on which we drew some: what lies under them is the same too."""
    with pikepdf.open(io.BytesIO(sealed.data)) as pdf:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(b"q /Filed Do Q")
        bare = _saved(pdf)
    for place in sorted(sealed.fixed.drawn):
        if place < pages:
            with pictures.drawn(whole.source) as before, pictures.drawn(bare) as after:
                one, scale = pictures.picture(before, place)
                if pictures.differ(one, pictures.picture(after, sealed.pages[place])[0], (), scale):
                    raise Fault("file_read_two_ways", str(place + 1))


def _compare(
    before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument, sealed: Sealed, place: int, *, noted: bool
) -> set[str]:
    """Raises Fault for a page (from 0) that is not sealed as it was seen, or for a seal that does not lie on top.

    Returns notes of what stamp and foot cover there.
    """
    there, shown = sealed.pages[place], sealed.fixed.visible[place]
    one, scale = pictures.picture(before, place, shown if noted else None)
    with pictures.opened(after, there) as page:
        if there == sealed.stamp_page:
            _refuse_hidden_seal(page, sealed)
        other, _ = pictures.whole(page, there)
    if there < sealed.stamp_page:
        # A small first page: the one that bears the seal was added after it.
        with pictures.opened(after, sealed.stamp_page) as page:
            _refuse_hidden_seal(page, sealed)
    masks = [_on_page(shown, each) for each in sealed.fixed.drawn.get(place, [])]
    covered = set[str]()
    for code, mark in _marks(sealed, there):
        own = code == "stamp_covers" and pictures.is_court_box(before, shown, one, mark, scale)
        if any(_overlap(mark, mask) for mask in masks) or not (own or pictures.is_blank(one, mark, scale)):
            covered.add(code)
    masks += [mark for _, mark in _marks(sealed, there)]
    if pictures.differ(one, other, masks, scale):
        raise Fault("file_read_two_ways", str(place + 1))
    _refuse_missing_values(after, sealed, place)
    return covered


def _marks(sealed: Sealed, there: int) -> Iterator[tuple[str, Box]]:
    """Where stamp and foot lie on a page of the copy, with the note for what they cover."""
    if there == sealed.stamp_page:
        yield "stamp_covers", sealed.stamp
    if there in sealed.feet:
        yield "foot_covers", sealed.feet[there]


def _refuse_hidden_seal(page: pypdfium2.PdfPage, sealed: Sealed) -> None:
    """Raises Fault unless the seal and the foot look as they do on an empty page: nothing lies over them."""
    with pictures.drawn(sealed.alone) as alone, pictures.opened(alone, 0) as empty:
        for mark in (sealed.stamp, sealed.feet[sealed.stamp_page]):
            if not pictures.alike(pictures.part(page, mark), pictures.part(empty, mark)):
                raise Fault("file_not_sealable", "seal")


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _refuse_missing_values(after: pypdfium2.PdfDocument, sealed: Sealed, place: int) -> None:
    """Raises Fault for a value that we drew and that is not on the page."""
    values = sealed.fixed.values.get(place)
    if values:
        text = pictures.text_of(after, sealed.pages[place])
        if any("".join(value.split())[:200] not in text for value in values):
            raise Fault("file_field_unprintable", str(place + 1))


def _on_page(page: Visible, rect: Box) -> Box:
    """A box of the page's own space on the page as it is shown."""
    a, b, c, d, e, f = page.matrix
    # The matrix only turns by quarters and moves, so its inverse is its transpose.
    corners = [((x - e) * a + (y - f) * b, (x - e) * c + (y - f) * d) for x in rect[::2] for y in rect[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
