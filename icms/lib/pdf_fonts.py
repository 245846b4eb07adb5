"""Letters of the court's faces inside a PDF: only those that it needs, searchable, embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Pdf

from icms.lib import letters


class Faces:
    """The faces with which one document writes. `always` are characters that are embedded whether used or not:
    documents that share them share the font's program too.
    """

    def __init__(self, document: Pdf, prefix: str, *, family: str = "Court Sans", always: str = "") -> None:
        self._document, self._prefix, self.family = document, prefix, family
        self._needed: dict[str, dict[int, letters.Letter]] = {}
        if always:
            self.show(self.set(always), 1)

    def set(self, text: str) -> tuple[letters.Run, ...]:
        """The text on one line. Raises letters.NoLetter for a character that no face of the court has."""
        return letters.set_line(text, self.family, "en")

    def show(self, runs: Sequence[letters.Run], size: float) -> str:
        """The operators that draw set text where the pen is, `size` points high."""
        parts = []
        for run in runs:
            self._needed.setdefault(run.family, {}).update({letter.glyph: letter for letter in run.letters})
            shown = "".join(
                f"<{letter.code:04x}>{letters.natural(run.family, letter.glyph) - letter.advance or ''}"
                for letter in run.letters
            ).replace("><", "")
            parts.append(f"{self._name(run.family)} {size:.3f} Tf [{shown}] TJ")
        return " ".join(parts)

    def fonts(self) -> Dictionary:
        """The fonts of all that was shown, for the resources of a page or a form."""
        found = Dictionary()
        for family, needed in self._needed.items():
            embedded = Embedded(self._document, family)
            embedded.hold(needed)
            found[self._name(family)] = embedded.font
        return found

    def _name(self, family: str) -> str:
        return f"{self._prefix}{list(letters.FACES).index(family)}"


class Embedded:
    """A font inside a document, whose letters are exchanged from one filling to the next."""

    def __init__(self, document: Pdf, family: str) -> None:
        self.family = family
        self._program, self._unicode = document.make_stream(b""), document.make_stream(b"")
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            Flags=4,
            FontBBox=Array([-1000, -500, 3000, 1500]),
            ItalicAngle=0,
            Ascent=1151,
            Descent=-286,
            CapHeight=733,
            StemV=80,
        )
        descriptor.FontFile3 = self._program
        self._descendant = document.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.CIDFontType0,
                CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            )
        )
        self._descriptor = document.make_indirect(descriptor)
        self._descendant.FontDescriptor = self._descriptor
        self.font = document.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=Name("/Identity-H"))
        )
        self.font.DescendantFonts = Array([self._descendant])
        self.font.ToUnicode = self._unicode

    def hold(self, needed: Mapping[int, letters.Letter]) -> None:
        """Embeds these letters and no others, by glyph."""
        glyphs = sorted(needed)
        tag = hashlib.sha256(repr((self.family, glyphs)).encode()).digest()[:6]
        name = Name(f"/{''.join(chr(65 + part % 26) for part in tag)}+{self.family.replace(' ', '-')}")
        self.font.BaseFont = self._descendant.BaseFont = self._descriptor.FontName = name
        self._program.write(letters.program(self.family, frozenset(glyphs)))
        self._program.Subtype = Name.CIDFontType0C
        widths = Array()
        for glyph in sorted(glyphs, key=lambda each: needed[each].code):
            widths.append(needed[glyph].code)
            widths.append(Array([letters.natural(self.family, glyph)]))
        self._descendant.W = widths
        self._unicode.write(_to_unicode(needed.values()))


def _to_unicode(needed: Iterable[letters.Letter]) -> bytes:
    """Which text each letter stands for, so that it can be searched, copied and read aloud."""
    rows = sorted((letter.code, letter.text.encode("utf-16-be").hex()) for letter in needed)
    head = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def /CMapName /Gap def"
        " 1 begincodespacerange <0000> <ffff> endcodespacerange"
    )
    parts = [head]
    for first in range(0, len(rows), 100):
        some = rows[first : first + 100]
        parts.append(f"{len(some)} beginbfchar")
        parts.extend(f"<{code:04x}> <{text}>" for code, text in some)
        parts.append("endbfchar")
    parts.append("endcmap end end")
    return "\n".join(parts).encode()
