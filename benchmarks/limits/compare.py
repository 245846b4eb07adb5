"""The limit of rehearsal and sealing: bare pikepdf and pdfium (P21).

The stamp is laid over page one and the file is saved in memory; pages are drawn before and after at the size at which
the portal draws them, and compared outside the stamp. No check of what the file carries, no foot, nothing fixed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw

LONG_SIDE = 1000
MM = 72 / 25.4
PLACE = pikepdf.Rectangle(120 * MM, 249 * MM, 200 * MM, 287 * MM)  # of the stamp on A4, from below


def rehearse(form: Path, stamp: Path) -> None:
    """Seals in memory and compares every page."""
    compare(form, sealed(form, stamp), every=True)


def seal(form: Path, stamp: Path, target: Path) -> None:
    """Seals, compares page one, writes the copy."""
    copy = sealed(form, stamp)
    compare(form, copy, every=False)
    target.write_bytes(copy)


def sealed(form: Path, stamp: Path) -> bytes:
    """The form with the stamp on page one."""
    with pikepdf.open(form) as pdf, pikepdf.open(stamp) as drawn:
        pdf.pages[0].add_overlay(drawn.pages[0], PLACE)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def compare(form: Path, copy: bytes, *, every: bool) -> None:
    """Raises AssertionError where a page differs outside the stamp."""
    before, after = pypdfium2.PdfDocument(form), pypdfium2.PdfDocument(copy)
    assert len(before) == len(after)
    for place in range(len(before) if every else 1):
        one, scale = _drawn(before, place)
        other, _ = _drawn(after, place)
        difference = ImageChops.difference(one, other)
        if place == 0:
            ImageDraw.Draw(difference).rectangle(_stamp(one.height, scale), fill=0)
        assert difference.getbbox() is None
    before.close()
    after.close()


def _drawn(document: pypdfium2.PdfDocument, place: int) -> tuple[Image.Image, float]:
    page = document[place]
    scale = LONG_SIDE / max(page.get_size())
    drawing: Image.Image = page.render(scale=scale).to_pil()
    page.close()
    return drawing, scale


def _stamp(height: int, scale: float) -> Sequence[float]:
    left, low, right, top = (float(side) * scale for side in (PLACE.llx, PLACE.lly, PLACE.urx, PLACE.ury))
    return left - 2, height - top - 2, right + 2, height - low + 2
