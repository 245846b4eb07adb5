"""Fonts for the papers of cases, cut down to the characters that they need.

The whole Chinese fonts cost most of the time of drawing a notice, and 300 KB in every PDF. A worker therefore keeps
one set of narrow fonts: the words of the forms, and the names in recent cases. A name with a character that the set
lacks makes a new set (about two seconds), and the other cases of the batch find theirs in it.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cases.models import Party
from icms.lib import pdf

RECENT_PARTIES = 2_000
# Beyond so many characters narrowing costs more than it saves.
MOST_CHARACTERS = 3_000


@dataclass(frozen=True)
class Narrow:
    """A set of fonts, the characters that it was made for, and the folder that has to stay as long as it is used."""

    characters: frozenset[str]
    fonts: pdf.Fonts
    folder: Path


_kept: list[Narrow] = []


def fonts_for(text: str) -> pdf.Fonts:
    """Fonts that have every character of the text (markup included) which the shipped fonts have at all."""
    wanted = frozenset(text)
    if _kept and wanted <= _kept[0].characters:
        return _kept[0].fonts
    characters = wanted | _recent()
    if len(characters) > MOST_CHARACTERS:
        return pdf.whole_fonts()
    folder = Path(tempfile.mkdtemp(prefix="icms-fonts-"))
    fonts = pdf.narrowed_fonts("".join(sorted(characters)), folder)
    forget()
    _kept[:] = [Narrow(characters, fonts, folder)]
    return fonts


def forget() -> None:
    """Drops the set and its files; the next document makes a new one."""
    for old in _kept:
        shutil.rmtree(old.folder, ignore_errors=True)
    _kept.clear()


def _recent() -> frozenset[str]:
    names = Party.objects.order_by("-pk").values_list("name_en", "name_zh", "trading_as")[:RECENT_PARTIES]
    before = _kept[0].characters if _kept and len(_kept[0].characters) < MOST_CHARACTERS // 2 else frozenset()
    return before | frozenset("".join("".join(row) for row in names))


atexit.register(forget)
