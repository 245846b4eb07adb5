"""Pages drawn once by WeasyPrint and filled in by the hundred (ADR 6): what differs is set into their gaps.

Each document is the drawn page with its own words: in the same structure for readers that speak, in the same faces
and inks, with the letters that it needs embedded, in a few milliseconds. Words that are too long for their line, and
characters that none of the court's fonts has, are never squeezed or left out: `DoesNotFit`, and the caller has the
document drawn whole from the same template.
"""

from __future__ import annotations

import io
import logging
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any

import pikepdf

from icms.lib import letters, pdf
from icms.lib.pdf_fonts import Embedded
from icms.lib.pdf_gaps import Box, DoesNotFit, Follower, Gaps, Line, pieces

__all__ = ["Blank", "DoesNotFit", "Gaps", "blank", "forget"]

logger = logging.getLogger("icms.pdf")

KEPT = 24
_kept: OrderedDict[tuple[Any, ...], Blank | None] = OrderedDict()
_keeping = Lock()

Matrix = Sequence[Sequence[int]]


def blank(html: str, gaps: Gaps, draw: Callable[[], bytes]) -> Blank:
    """The page for this HTML: kept by this process, drawn when it is asked for the first time.

    The HTML with its marks is the key, so nothing that stands on the page can be out of date. Raises DoesNotFit for
    a page that has no gaps to fill, also the next time.
    """
    key = (html, tuple(gaps.marked))
    with _keeping:
        if key not in _kept:
            _kept[key] = _drawn(draw, gaps, gaps.marks_in(html))
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        found = _kept[key]
    if found is None:
        raise DoesNotFit("this page is drawn whole")
    return found


def forget() -> None:
    """Drops the pages of this process."""
    with _keeping:
        _kept.clear()


class Blank:
    """A page of one document with its gaps. Kept open: filling it changes the few objects that differ."""

    def __init__(self, drawn: bytes, gaps: Gaps, marks: Counter[str]) -> None:
        self._pdf = pikepdf.open(io.BytesIO(drawn))
        if len(self._pdf.pages) != 1:
            raise DoesNotFit("more than one page")
        page = self._pdf.pages[0]
        self._resources = page.resources
        families = {str(name): _family(font) for name, font in self._resources.Font.items()}
        self._pieces = pieces(page, gaps.marked, families)
        if Counter(each.name for each in self._pieces if isinstance(each, Line | Box)) != marks:
            raise DoesNotFit("not every gap was found where it was drawn")
        self._content = self._pdf.make_stream(b"")
        page.obj.Contents = self._content
        # All of them from the start: which objects a document has decides on its bytes.
        self._fonts = {family: Embedded(self._pdf, family) for family in letters.FACES}
        self._busy = Lock()

    def fill(self, words: Mapping[str, str], codes: Mapping[str, Matrix], *, title: str) -> bytes:
        """The document with these words and QR codes (rows of 0 and 1), by the names of the gaps.

        The same input gives the same bytes. Raises DoesNotFit.
        """
        lines = {piece: _set(words[piece.name], piece) for piece in self._pieces if isinstance(piece, Line)}
        with self._busy:
            names = self._embed([run for runs in lines.values() for run in runs])
            self._content.write(b"".join(_written(self._pieces, lines, codes, names)))
            self._pdf.docinfo["/Title"] = title
            return pdf.saved(self._pdf)

    def _embed(self, runs: Iterable[letters.Run]) -> dict[str, str]:
        """Puts the letters that are needed into the document; the name of each face in the page's resources."""
        needed: dict[str, dict[int, letters.Letter]] = {}
        for run in runs:
            for letter in run.letters:
                needed.setdefault(run.family, {}).setdefault(letter.glyph, letter)
        fonts, names = self._resources.Font, {}
        for place, family in enumerate(letters.FACES):
            name = f"/Gap{place}"
            if family in needed:
                self._fonts[family].hold(needed[family])
                fonts[name], names[family] = self._fonts[family].font, name
            elif name in fonts:
                del fonts[name]
        return names


def _drawn(draw: Callable[[], bytes], gaps: Gaps, marks: Counter[str]) -> Blank | None:
    try:
        return Blank(draw(), gaps, marks)
    except DoesNotFit as reason:
        logger.warning("a page without usable gaps, its documents are drawn whole: %s", reason)
        return None


def _set(words: str, line: Line) -> tuple[letters.Run, ...]:
    try:
        return letters.set_line(words, line.family, line.language)
    except letters.NoLetter as missing:
        raise DoesNotFit(f"no letter for {missing}") from missing


def _written(
    all_pieces: Iterable[object],
    lines: Mapping[Line, Sequence[letters.Run]],
    codes: Mapping[str, Matrix],
    names: Mapping[str, str],
) -> Iterable[bytes]:
    """The operators of the page, gaps filled. Words that follow a gap on its line move with its end."""
    line, moved = 0.0, 0.0
    for piece in all_pieces:
        if isinstance(piece, Line):
            moved = moved if piece.y == line else 0.0
            line, start = piece.y, piece.x + moved
            end = start + letters.width(lines[piece]) * piece.size / 1000
            if end > piece.limit:
                raise DoesNotFit(f"{piece.name} is too long")
            moved = end - piece.end
            yield _shown(piece, start, lines[piece], names)
        elif isinstance(piece, Follower):
            yield f"1 0 0 -1 {_n(piece.x + moved, piece.y)} Tm\n".encode()
        elif isinstance(piece, Box):
            yield _code(piece, codes[piece.name])
        elif isinstance(piece, bytes):
            yield piece


def _shown(line: Line, start: float, runs: Iterable[letters.Run], names: Mapping[str, str]) -> bytes:
    parts = [f"1 0 0 -1 {_n(start, line.y)} Tm"]
    for run in runs:
        shown = "".join(
            f"<{letter.code:04x}>{letters.natural(run.family, letter.glyph) - letter.advance or ''}"
            for letter in run.letters
        )
        parts.append(f"{names[run.family]} {_n(line.size)} Tf [{shown.replace('><', '')}] TJ")
    return ("\n".join(parts) + "\n").encode()


def _code(box: Box, rows: Matrix) -> bytes:
    """A QR code as one path of bars, a row at a time from the top."""
    parts = [f"q {_n(box.width / len(rows[0]), 0, 0, box.height / len(rows), box.x, box.y)} cm 0 g"]
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                parts.append(f"{start} {y} {x - start} 1 re")
                start = None
    return (" ".join(parts) + " f Q\n").encode()


def _family(font: pikepdf.Object) -> str:
    return str(font.BaseFont).partition("+")[2].replace("-", " ")


def _n(*numbers: float) -> str:
    return " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in numbers)
