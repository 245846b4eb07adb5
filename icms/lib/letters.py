"""The one door to HarfBuzz: lines of text set in the court's fonts, and fonts cut down to the letters they need.

Both take about a millisecond, with the whole Chinese fonts (18,000 letters each) behind them: a font is mapped from
its file and never read as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

# Traditional first, Simplified after it for the characters that the first lacks (stack.md 6), then the Latin, Greek and
# Cyrillic letters that neither has: one face, also beside sans. There is no bold weight in these fonts: headings
# differ by size and by the sans face.
LATIN = "Court Latin"
FACES = {
    "Court Serif": ("pylopdf_fonts_zh_tw", "NotoSerifTC-Regular.otf"),
    "Court Sans": ("pylopdf_fonts_zh_tw", "NotoSansTC-Regular.otf"),
    "Court Serif SC": ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
    "Court Sans SC": ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    LATIN: ("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
}
# Tables that a font inside a PDF has no use for: the document says itself which letter stands where.
_NOT_IN_A_PDF = (
    "BASE",
    "DSIG",
    "GDEF",
    "GPOS",
    "GSUB",
    "OS/2",
    "VORG",
    "cmap",
    "name",
    "post",
    "vhea",
    "vmtx",
)
# What a narrowed font keeps of the ways in which letters change one another: figures of one width among them (locl).
_FEATURES = ("ccmp", "kern", "liga", "locl", "mark")
_FIRST_CJK = 0x2E80
_THOUSANDTHS = 1000
# The Latin face is drawn in many weights; one between light and regular is as dark as the regular Chinese faces.
_LATIN_WEIGHT = 350
# They choose a drawing of the letter before them and have none of their own.
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Composing would put a unified ideograph in the place of a compatibility ideograph: another letter of a name.
_NOT_COMPATIBILITY = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


class NoLetter(Exception):
    """A character that none of the fonts has."""


@dataclass(frozen=True)
class Letter:
    """A glyph of a font, its number inside a PDF, how far it moves the pen (thousandths of the size), its text."""

    glyph: int
    code: int
    advance: int
    text: str


@dataclass(frozen=True)
class Run:
    """Letters of one face, one after another."""

    family: str
    letters: tuple[Letter, ...]


def available() -> bool:
    """Whether HarfBuzz is installed here; without it documents are drawn whole, which is slower, and are larger."""
    try:
        import uharfbuzz  # noqa: F401 - only asked for
    except ImportError:
        return False
    return True


def font_file(family: str) -> Path:
    """The file of a face."""
    package, name = FACES[family]
    module = __import__(package)
    return Path(str(module.__file__)).parent / name


@lru_cache(maxsize=65_536)
def has_letter(character: str, family: str = "Court Serif") -> bool:
    """Whether the court can draw the character: in the face, its Simplified twin or the Latin face.

    Blanks and variation selectors need no letter. Without HarfBuzz nobody can tell, and the answer is yes.
    """
    if character.isspace() or _SELECTORS.match(character) or not available():
        return True
    return any(_has(face, character) for face in (family, f"{family} SC", LATIN))


def missing_letters(text: str) -> tuple[str, ...]:
    """The characters of the text that no face of the court has, each once, in their order."""
    return tuple(dict.fromkeys(each for each in composed(text) if not has_letter(each)))


def composed(text: str) -> str:
    """The text with letters and their marks composed, as fonts have them; ideographs stay as they are."""
    if text.isascii():
        return text
    return _NOT_COMPATIBILITY.sub(lambda part: unicodedata.normalize("NFC", part[0]), text)


def set_line(text: str, family: str, language: str) -> tuple[Run, ...]:
    """The text on one line, kerned, in a face and in its Simplified twin where the face lacks a character.

    `language` as in HTML; figures look different with Chinese and English words. Raises NoLetter when both lack one,
    also for a letter of the Latin face: names that have one are rare, and their papers are drawn whole.
    """
    runs = []
    for (face, _), group in groupby(_placed(text, family), key=lambda each: each[0]):
        part = "".join(character for _, character in group)
        runs.append(Run(face, tuple(_shaped(part, face, language))))
    return tuple(runs)


def width(runs: Iterable[Run]) -> int:
    """How long set text is, in thousandths of its size."""
    return sum(letter.advance for run in runs for letter in run.letters)


def natural(family: str, glyph: int) -> int:
    """A glyph's own advance, in thousandths of the size."""
    return int(_face(family).font.get_glyph_h_advance(glyph))


@lru_cache(maxsize=128)
def program(family: str, glyphs: frozenset[int]) -> bytes:
    """The bare font program (CFF) of some glyphs of a face, to be embedded in a PDF; they keep their codes."""
    cut = _cut(family, glyphs=glyphs, drop=_NOT_IN_A_PDF)
    return bytes(cut.reference_table("CFF ").data)


def narrow(family: str, characters: Iterable[str]) -> tuple[bytes, set[str]]:
    """A font file with these characters of a face alone, and those of them that the face does not have."""
    wanted = set(characters)
    missing = {character for character in wanted if not _has(family, character)}
    cut = _cut(family, characters=wanted - missing)
    return bytes(cut.blob.data), missing


@dataclass(frozen=True)
class _Face:
    face: Any
    font: Any


@lru_cache(maxsize=len(FACES))
def _face(family: str) -> _Face:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font_file(family))))
    if face.upem != _THOUSANDTHS:
        raise ValueError(f"{family} is not drawn on a square of {_THOUSANDTHS} units")
    return _Face(face, uharfbuzz.Font(face))


@lru_cache(maxsize=len(FACES))
def _codes(family: str) -> tuple[int, ...]:
    """The number under which a PDF knows each glyph of a face: its CID, which need not be its place in the file."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(font_file(family), lazy=True) as font:
        names = font["CFF "].cff[0].charset
        return tuple(0 if name == ".notdef" else int(name.removeprefix("cid")) for name in names)


def _placed(text: str, family: str) -> Iterator[tuple[tuple[str, bool], str]]:
    """Each character with the face that has it, and whether it is of a Chinese run: kerning differs by script."""
    chinese, face = False, family
    for character in text:
        face = face if _SELECTORS.match(character) else _face_of(character, family)
        if character.isalpha():
            chinese = ord(character) >= _FIRST_CJK
        yield (face, chinese), character


def _face_of(character: str, family: str) -> str:
    for face in (family, f"{family} SC"):
        if face in FACES and _has(face, character):
            return face
    raise NoLetter(character)


def _has(family: str, character: str) -> bool:
    return _face(family).font.get_nominal_glyph(ord(character)) is not None


def _shaped(text: str, family: str, language: str) -> Iterator[Letter]:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    # A variation that the face does not have leaves nothing behind, not even a blank.
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    uharfbuzz.shape(_face(family).font, buffer, {"kern": True, "liga": False})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    ends = [info.cluster for info in infos[1:]] + [len(text)]
    for info, position, end in zip(infos, positions, ends, strict=True):
        glyph = info.codepoint
        yield Letter(glyph, _codes(family)[glyph], position.x_advance, text[info.cluster : end])


def _cut(
    family: str, *, glyphs: Iterable[int] = (), characters: Iterable[str] = (), drop: Iterable[str] = ()
) -> Any:
    import uharfbuzz

    flags = uharfbuzz.SubsetFlags
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.unicode_set.update(map(ord, characters))
    wanted.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE
    if family == LATIN:
        wanted.pin_all_axes_to_default(_face(family).face)
        wanted.pin_axis_location(_face(family).face, "wght", _LATIN_WEIGHT)
    features = wanted.layout_feature_tag_set
    features.clear()
    features.update(_tag(each) for each in _FEATURES)
    wanted.drop_table_tag_set.update(_tag(each) for each in drop)
    return uharfbuzz.subset(_face(family).face, wanted)


def _tag(name: str) -> int:
    return int.from_bytes(name.ljust(4).encode(), "big")
