"""The gaps of a page that is drawn once and filled in by the hundred (ADR 6): marking them, and finding them again.

A template is rendered with marks in place of what differs from case to case: words underlined, or a box filled, in a
colour that nothing else has. WeasyPrint draws the page; here the marks are found in what it drew and cut out. What
fills the gaps is the business of `icms.lib.pdf_blanks`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import pikepdf
from django.utils.safestring import SafeString, mark_safe

from icms.lib import letters

# CSS pixels, in which WeasyPrint draws: 96 to the inch.
PX_A_MM = 96 / 25.4
TOLERANCE = 0.6
_MARK = (253, 1)
_UNDERLINE = ["q", "gs", "RG", "w", "m", "l", "S", "Q"]
_SHOWS = ("Tf", "TJ", "Tj")


class DoesNotFit(Exception):
    """The words do not fit the gaps of the page; the document has to be drawn whole."""


@dataclass(frozen=True)
class Gap:
    """One gap: its name, the words in it on the drawn page, their language as in HTML, and how far its line may
    reach (mm from the left edge).
    """

    name: str
    sample: str
    language: str
    reach: float | None


@dataclass
class Gaps:
    """The gaps of one template, numbered in the order in which they are asked for."""

    marked: list[Gap] = field(default_factory=list)

    def words(self, name: str, sample: str, *, language: str, reach: float | None = None) -> SafeString:
        """The mark for words. Without `reach` they may be no wider than the sample."""
        number = self._add(Gap(name, sample, language, reach))
        style = f"text-decoration: underline {_colour(number)} 1px"
        return mark_safe(f'<data lang="{language}" style="{style}">{escape(sample)}</data>')  # noqa: S308 - escaped

    def code(self, name: str) -> SafeString:
        """The mark for a QR code."""
        number = self._add(Gap(name, "", "", None))
        box = f'<rect width="1" height="1" fill="{_colour(number)}"/>'
        return mark_safe(f'<svg viewBox="0 0 1 1">{box}</svg>')  # noqa: S308 - numbers only

    def marks_in(self, html: str) -> Counter[str]:
        """How often the document has the mark of each gap: each has to be found again in the drawing."""
        counted = {gap.name: html.count(_colour(number)) for number, gap in enumerate(self.marked)}
        return Counter({name: count for name, count in counted.items() if count})

    def _add(self, gap: Gap) -> int:
        self.marked.append(gap)
        return len(self.marked) - 1


@dataclass(frozen=True)
class Line:
    """Where words go: start of the line, size, face, and the x that they may not pass (CSS pixels)."""

    name: str
    language: str
    x: float
    y: float
    size: float
    family: str
    end: float
    limit: float


@dataclass(frozen=True)
class Follower:
    """Drawn words on the same line after a gap: they move with it."""

    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """Where a QR code goes."""

    name: str
    x: float
    y: float
    width: float
    height: float


def _colour(number: int) -> str:
    return f"rgb({_MARK[0]},{_MARK[1]},{number})"


_Drawn = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
Piece = bytes | Line | Follower | Box


def pieces(page: pikepdf.Page, marked: Sequence[Gap], families: Mapping[str, str]) -> list[Piece]:
    """What was drawn, parted at its gaps. `families`: the face of each font of the page, by its name there.

    Raises DoesNotFit when a mark was not drawn as one line in the court's fonts.
    """
    return _Reader(list(pikepdf.parse_content_stream(page)), marked, families).read()


class _Reader:
    """Goes through the operators of a page once; `loose` are those not yet written out as a piece."""

    def __init__(
        self,
        drawn: list[_Drawn],
        marked: Sequence[Gap],
        families: Mapping[str, str],
    ) -> None:
        self.drawn, self.marked, self.families = drawn, marked, families
        self.at = 0
        self.loose: list[_Drawn] = []
        self.found: list[Piece] = []
        self.font: _Drawn | None = None
        self.awaited: tuple[Gap, float, float] | None = None
        self.line: float | None = None

    def read(self) -> list[Piece]:
        while self.at < len(self.drawn):
            {"RG": self._stroke, "rg": self._fill, "Tf": self._face, "Tm": self._words}.get(
                self._name(self.at), self._keep
            )()
            self.at += 1
        self._write_out()
        return self.found

    def _name(self, at: int) -> str:
        return str(self.drawn[at].operator) if at < len(self.drawn) else ""

    def _operand(self, at: int, place: int) -> float:
        return float(self.drawn[at].operands[place])

    def _keep(self) -> None:
        self.loose.append(self.drawn[self.at])

    def _write_out(self, *pieces: Piece) -> None:
        if self.loose:
            self.found.append(pikepdf.unparse_content_stream(self.loose) + b"\n")
            self.loose = []
        self.found.extend(pieces)

    def _gap(self) -> Gap | None:
        """The gap whose mark has the colour that is set here."""
        red, green, number = (round(float(part) * 255) for part in self.drawn[self.at].operands)
        return self.marked[number] if (red, green) == _MARK and number < len(self.marked) else None

    def _stroke(self) -> None:
        gap = self._gap()
        if gap is None:
            return self._keep()
        first = self.at - 2
        if [self._name(first + place) for place in range(len(_UNDERLINE))] != _UNDERLINE:
            raise DoesNotFit(f"the mark of {gap.name} was not drawn as a line")
        del self.loose[-2:]
        self.awaited = (gap, self._operand(first + 4, 0), self._operand(first + 5, 0))
        self.at = first + len(_UNDERLINE) - 1
        return None

    def _fill(self) -> None:
        gap = self._gap()
        if gap is None:
            return self._keep()
        while self._name(self.at) != "re":
            self.at += 1
            if self._name(self.at) not in ("re", "d", "J", "j", "M"):
                raise DoesNotFit(f"the mark of {gap.name} was not drawn as a box")
        x, y, width, height = (self._operand(self.at, place) for place in range(4))
        self._write_out(Box(gap.name, x, y, width, height))
        self.at += 1
        return None

    def _face(self) -> None:
        self.font = self.drawn[self.at]
        self._keep()

    def _words(self) -> None:
        x, y = self._operand(self.at, 4), self._operand(self.at, 5)
        if self.awaited:
            self._write_out(self._line(*self.awaited, y))
            self.awaited, self.line = None, y
            if self.font is not None:
                self.loose.append(self.font)  # what follows may count on the font that was set last
        elif self.line == y:
            self._write_out(Follower(x, y))
        else:
            self.line = None
            self._keep()

    def _line(self, gap: Gap, start: float, end: float, y: float) -> Line:
        font = self.font if self._name(self.at + 1) != "Tf" else self.drawn[self.at + 1]
        while self._name(self.at + 1) in _SHOWS:
            self.at += 1
            if self._name(self.at) == "Tf":
                self.font = self.drawn[self.at]
        family = self.families.get(str(font.operands[0])) if font else None
        if font is None or family not in letters.FACES:
            raise DoesNotFit(f"{gap.name} is in a font of the system")
        size = float(font.operands[1])
        try:
            wide = letters.width(letters.set_line(gap.sample, family, gap.language)) * size / 1000
        except letters.NoLetter as missing:
            raise DoesNotFit(f"no letter for {missing} of {gap.name}") from missing
        if abs(wide - (end - start)) > TOLERANCE:
            raise DoesNotFit(f"{gap.name} was drawn {end - start:.2f} wide and is {wide:.2f}")
        limit = end + TOLERANCE if gap.reach is None else gap.reach * PX_A_MM
        return Line(gap.name, gap.language, start, y, size, family, end, limit)
