"""The name that a sender gave a file, made fit to be shown. It is for display only, never a path (DOC-2).

Names are compared by another rule, `icms.lib.file_names.file_key`, from the name as it was given.
"""

from __future__ import annotations

import unicodedata

from icms.lib.file_names import given_name

CHARACTERS_MAX = 120
BYTES_MAX = 250
SUFFIX_MAX = 10
NAMELESS = "unnamed"
# Cc control, Cf format (the marks that turn text round are among them), Cs surrogate, Co private, Cn unassigned.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def display_name(given: str) -> str:
    """The last segment of the given name without characters that mislead, short enough, with its suffix kept.

    Never empty: a name of which nothing remains becomes "unnamed". At most 120 characters and 250 bytes of UTF-8.
    """
    last = unicodedata.normalize("NFC", given_name(given))
    shown = "".join(c for c in last if unicodedata.category(c) not in _HIDDEN)
    shown = " ".join(shown.split()).rstrip(" .")
    stem, dot, suffix = shown.rpartition(".")
    if not dot or not suffix or len(suffix) > SUFFIX_MAX:
        stem, suffix = shown, ""
    stem, suffix = stem.strip(" ."), suffix.strip()
    ending = f".{suffix}" if suffix else ""
    return _cut(stem or NAMELESS, len(ending), len(ending.encode())) + ending


def has_suffix(name: str, suffix: str) -> bool:
    """Whether a display name ends in the given suffix (".pdf"), in whatever case."""
    return name.casefold().endswith(suffix)


def _cut(stem: str, characters: int, octets: int) -> str:
    stem = stem[: CHARACTERS_MAX - characters]
    while len(stem.encode()) > BYTES_MAX - octets:
        stem = stem[:-1]
    return stem.rstrip(" .") or NAMELESS
