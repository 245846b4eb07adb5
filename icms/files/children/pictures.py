"""Draws pages and compares the drawings: what the officer saw is what is sealed, apart from stamp and foot (DOC-2a)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image, ImageChops, ImageDraw
from pypdfium2.raw import FLAT_NORMALDISPLAY, FLATTEN_SUCCESS, FPDFPage_Flatten

from icms.files.children.faults import Fault
from icms.files.children.geometry import MM, Visible
from icms.files.children.values import Box

SMALL_SIDE = 300
LONG_SIDE = 1000  # pixels of a drawing that is compared: letters of 6 points are still letters
# Drawings of one page differ a little at the rims of letters; by so much, in so many pixels, in what they say.
GREYS, PIXELS = 72, 24
PART_SCALE = 2.0
RIM = 2  # pixels round a masked box
WHITE = 250
COURT_BOX_WORDS = "Forcourtuse法院專用"  # without its blanks
COURT_BOX_WORDS_WIDTH, COURT_BOX_HEAD, FRAME = 32 * MM, 5 * MM, 1 * MM


@contextmanager
def drawn(source: str | bytes) -> Iterator[pypdfium2.PdfDocument]:
    """An open document as the drawing library reads it. Raises Fault for one that it cannot read."""
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        raise Fault("file_read_two_ways", "unreadable") from None
    try:
        yield document
    finally:
        document.close()


def picture(
    document: pypdfium2.PdfDocument, place: int, fixed: Visible | None = None, *, long_side: int = LONG_SIDE
) -> tuple[Image.Image, float]:
    """A page (from 0) in colour, and its pixels a point.

    With `fixed`, its notes and fields are laid into it first, by the library's own reading of them. Raises Fault for a
    page that cannot be drawn.
    """
    try:
        page = document[place]
        if fixed is not None:
            # The library overlooks boxes that a page inherits when it lays notes into it.
            page.set_mediabox(*fixed.media)
            page.set_cropbox(*fixed.shown)
            if FPDFPage_Flatten(page.raw, FLAT_NORMALDISPLAY) == FLATTEN_SUCCESS:
                page.close()
                page = document[place]
    except (pypdfium2.PdfiumError, ValueError):
        raise Fault("file_read_two_ways", str(place + 1)) from None
    found = whole(page, place, long_side)
    page.close()
    return found


@contextmanager
def opened(document: pypdfium2.PdfDocument, place: int) -> Iterator[pypdfium2.PdfPage]:
    """A page (from 0) that is drawn more than once: while it is open, a scan on it is unpacked once.

    Raises Fault for a page that cannot be read.
    """
    try:
        page = document[place]
    except pypdfium2.PdfiumError:
        raise Fault("file_read_two_ways", str(place + 1)) from None
    try:
        yield page
    finally:
        page.close()


def whole(page: pypdfium2.PdfPage, place: int, long_side: int = LONG_SIDE) -> tuple[Image.Image, float]:
    """An open page in colour without its notes, and its pixels a point. Raises Fault, with its place (from 0)."""
    try:
        scale = min(long_side / max(page.get_size()), 3.0)
        return _in_colour(page.render(scale=scale, draw_annots=False, may_draw_forms=False)), scale
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError):
        raise Fault("file_read_two_ways", str(place + 1)) from None


def differ(one: Image.Image, other: Image.Image, masks: Iterable[Box], scale: float) -> bool:
    """Whether two drawings of a page differ outside the masked boxes (on the page as it is shown, in points)."""
    if abs(one.width - other.width) > 1 or abs(one.height - other.height) > 1:
        return True
    if one.size != other.size:
        other = other.resize(one.size)
    difference = ImageChops.difference(one, other)
    paint = ImageDraw.Draw(difference)
    for mask in masks:
        paint.rectangle(_pixels(mask, one.height, scale), fill=0)
    if difference.getbbox() is None:
        return False
    red, green, blue = difference.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[GREYS:]) > PIXELS


def part(page: pypdfium2.PdfPage, box: Box) -> Image.Image:
    """A box of a page (on the page as it is shown, in points), large enough to read, whatever the size of the page."""
    wide, high = page.get_size()
    left, low, right, top = box
    crop = (max(0.0, left), max(0.0, low), max(0.0, wide - right), max(0.0, high - top))
    return _in_colour(page.render(scale=PART_SCALE, crop=crop, draw_annots=False, may_draw_forms=False))


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two parts of pages look alike, but for the pixels at their rim."""
    if one.size != other.size or min(one.size) <= 2 * RIM:
        return False
    inner = (RIM, RIM, one.width - RIM, one.height - RIM)
    return not differ(one.crop(inner), other.crop(inner), (), PART_SCALE)


def is_blank(page: Image.Image, place: Box, scale: float) -> bool:
    """Whether nothing stands in a box of a drawn page."""
    histogram = page.crop(_pixels(place, page.height, scale, rim=0)).convert("L").histogram()
    return not any(histogram[:WHITE])


def is_court_box(
    document: pypdfium2.PdfDocument, page: Visible, whole: Image.Image, place: Box, scale: float
) -> bool:
    """Whether nothing stands in a box of page one but the frame and the words of the portal's own blanks.

    They print both where the stamp will lie, so that nobody writes there (templates/pdf/form_head.html).
    """
    left, low, right, top = place
    if page.turn:
        return False
    first = document[0]
    across, up = page.shown[0], page.shown[1]
    words: str = first.get_textpage().get_text_bounded(left + across, low + up, right + across, top + up)
    first.close()
    if "".join(words.split()) != COURT_BOX_WORDS:
        return False
    below = (left + FRAME, low + FRAME, right - FRAME, top - COURT_BOX_HEAD)
    beside = (left + COURT_BOX_WORDS_WIDTH, top - COURT_BOX_HEAD, right - FRAME, top - FRAME)
    return is_blank(whole, below, scale) and is_blank(whole, beside, scale)


def text_of(document: pypdfium2.PdfDocument, place: int) -> str:
    """The text of a page without its blanks."""
    page = document[place]
    words: str = page.get_textpage().get_text_range()
    page.close()
    return "".join(words.split())


def lacks(text: str, other: str) -> bool:
    """Whether a text lacks signs of another, whatever their order."""
    return bool(Counter(other) - Counter(text))


def _in_colour(bitmap: pypdfium2.PdfBitmap) -> Image.Image:
    made: Image.Image = bitmap.to_pil()
    return made if made.mode == "RGB" else made.convert("RGB")


def _pixels(place: Box, height: int, scale: float, rim: int = RIM) -> tuple[float, float, float, float]:
    left, low, right, top = (side * scale for side in place)
    return left - rim, height - top - rim, right + rim, height - low + rim
