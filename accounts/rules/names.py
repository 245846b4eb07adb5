"""What a name may hold: letters of any script, marks, figures, punctuation and spaces (DOC-2b). Pictures are no part of
a name; for what no paper prints and no eye sees there is one guard, `icms.lib.printable`."""

from __future__ import annotations

import unicodedata

from icms.lib.printable import Unprintable, unprintable

# Other symbols (emoji); modifier symbols join emoji.
_PICTURES = frozenset({"So", "Sk"})


def tidy(name: str) -> str:
    """The name as it is kept: composed characters, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def pictures(name: str) -> list[str]:
    """The pictures in the name, each once, in their order."""
    lost = {each.character for each in unprintable(name)}
    found = (each for each in name if unicodedata.category(each) in _PICTURES)
    return [each for each in dict.fromkeys(found) if each not in lost]


def strange(name: str) -> list[Unprintable]:
    """The characters that no paper prints or no eye sees, the first place of each, in their order."""
    first: dict[str, Unprintable] = {}
    for each in unprintable(name):
        first.setdefault(each.character, each)
    return list(first.values())
