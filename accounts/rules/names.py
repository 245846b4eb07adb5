"""What a name may hold: letters of any script, marks, figures, punctuation and spaces. Pictures and what cannot be
seen are no part of a name, and what cannot be seen can make one name look like another."""

from __future__ import annotations

import unicodedata

# Other symbols (emoji), control, format, private, surrogate, unassigned; modifier symbols join emoji.
STRANGE = frozenset({"So", "Sk", "Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def tidy(name: str) -> str:
    """The name as it is kept: composed characters, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def strange(name: str) -> list[str]:
    """The characters that no name holds, each once, in their order; nothing for a name that can be kept."""
    return list(dict.fromkeys(character for character in name if unicodedata.category(character) in STRANGE))
