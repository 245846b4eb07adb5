"""What a name on a court paper may hold (DOC-2b): the one guard of names, pure.

Faults are characters that no paper can print (private-use, unassigned, replacement characters) or no eye can see
(control, format and direction marks, fillers), and names without any letter. A variation selector behind its letter
is part of a Hong Kong name. A letter that only the court's fonts lack is no fault: `icms.lib.letters` knows those.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["invisible", "private", "lost", "unassigned"]

# Control, format and direction marks; then what Unicode calls ignorable without calling it a format (fillers,
# selectors of Mongolian), tags, and blank signs that are no white space. Variation selectors are looked at apart.
INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_LOST = "\ufffd\ufffc"  # replacement character; the place of an object that was not copied
# Unicode keeps planes 2 and 3 for ideographs and fills them year by year: what this Python does not know there may
# be a letter of a newer Unicode. It is asked of the fonts instead, as every letter is.
_IDEOGRAPHIC_PLANES = (2, 3)
# Quick to look for, and in any text that is at fault: what Python cannot print, and what it can but nobody sees.
_SUSPECT = re.compile(
    f"[{INVISIBLE}{_LOST}\ufe00-\ufe0f\U000e0100-\U000e01ef\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_LETTER_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl"})  # Nl: 〇 is a letter of Chinese names


@dataclass(frozen=True)
class Unprintable:
    """A character at fault; `place` counts the characters of the text from 1."""

    character: str
    place: int
    kind: Kind

    @property
    def code_point(self) -> str:
        """The character as U+200B."""
        return code_point(self.character)


def code_point(character: str) -> str:
    """A character as its number is written: U+200B, U+20BB7."""
    return f"U+{ord(character):04X}"


def unprintable(text: str, *, lines: bool = False) -> tuple[Unprintable, ...]:
    """Every character that no paper prints or no eye sees, in order. With `lines`, line ends and tabs may stand."""
    # Most texts end here, in a fraction of a microsecond.
    if text.isascii() and (text.isprintable() or (lines and text.replace("\n", "").isprintable())):
        return ()
    if not _SUSPECT.search(text) and (text.isprintable() or (lines and text.replace("\n", "").isprintable())):
        return ()
    return tuple(_found(text, lines=lines))


def is_letter(character: str) -> bool:
    """Whether the character is a letter of some script, an ideograph newer than this Python's Unicode among them."""
    if unicodedata.category(character) in _LETTER_CATEGORIES:
        return not _INVISIBLE.match(character)
    return unicodedata.category(character) == "Cn" and ord(character) >> 16 in _IDEOGRAPHIC_PLANES


def has_letter(text: str) -> bool:
    """Whether any letter stands in the text."""
    return any(map(is_letter, text))


def selectors(text: str) -> tuple[Unprintable, ...]:
    """The variation selectors of the text: part of names, but not of what people type again, such as a reference."""
    if text.isascii():
        return ()
    return tuple(Unprintable(found[0], found.start() + 1, "invisible") for found in _SELECTOR.finditer(text))


def without_unseen(text: str) -> str:
    """The text without what nobody sees, variation selectors too: two texts that differ in those alone look alike."""
    return text if text.isascii() and text.isprintable() else _SELECTOR.sub("", _INVISIBLE.sub("", text))


def _found(text: str, *, lines: bool) -> Iterator[Unprintable]:
    before = ""
    for place, character in enumerate(text, 1):
        kind = None if lines and character in "\t\n\r" else _kind_of(character, before)
        if kind:
            yield Unprintable(character, place, kind)
        before = character


def _kind_of(character: str, before: str) -> Kind | None:
    if _SELECTOR.match(character):
        # One selector chooses the drawing of one letter; alone, or behind another, it chooses nothing.
        based = (
            before and not before.isspace() and not _SELECTOR.match(before) and not _INVISIBLE.match(before)
        )
        return None if based else "invisible"
    if character in _LOST:
        return "lost"
    if _INVISIBLE.match(character):
        return "invisible"
    return _kind_by_category(character)


def _kind_by_category(character: str) -> Kind | None:
    category = unicodedata.category(character)
    if category == "Co":
        return "private"
    if category == "Cs":
        return "lost"
    if category in ("Cc", "Cf", "Zl", "Zp"):
        return "invisible"
    never = ord(character) & 0xFFFE == 0xFFFE  # the last two of each plane are no characters
    if category == "Cn" and (never or ord(character) >> 16 not in _IDEOGRAPHIC_PLANES):
        return "unassigned"
    return None
