"""What people type to find something, and numbers as the registry's search boxes compare them (REG-2a).

Names: `icms.lib.names`. A number's key is kept beside what was entered (`icms.lib.key_fields`), and what an officer
types becomes a key in the same way. A change of `number_key` needs a migration that writes the kept ones again.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from icms.lib.names import KEY_MAX, bare

_DASHES = re.compile("[\u2010-\u2015\u2212\u30fc]")
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_LAST_DIGITS = re.compile(r"[0-9]$")
_FIRST_DIGITS = re.compile(r"^[0-9]+")
# How many digits a serial number has at most, and how many parts may have lost their zeros, before we stop guessing.
_WIDEST_SERIAL = 9
_SHORTENED_PARTS = 2


def plain(text: str) -> str:
    """What was typed, in narrow signs with single blanks, without what cannot be seen; at most KEY_MAX characters."""
    narrow = unicodedata.normalize("NFKC", text[:KEY_MAX])
    seen = "".join(sign if sign.isspace() or unicodedata.category(sign)[0] != "C" else "" for sign in narrow)
    return " ".join(seen.split())[:KEY_MAX]


def code_signs(typed: str) -> str:
    """The figures and letters of a code, narrow, without blanks, dashes and what else stands between them."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed[:KEY_MAX]) if sign.isalnum())


def narrow_number(typed: str) -> str:
    """A number that is kept as it was entered, in narrow signs: `＋８５２　２４７７－１００２` is `+852 2477-1002`."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", typed))


def number_key(number: str) -> str:
    """A number without width, case, what stands between its signs, and zeros before its digits; "" for none."""
    return _LEADING_ZEROS.sub("", "".join(_parts(number)))[:KEY_MAX]


def number_keys(typed: str) -> frozenset[str]:
    """The keys that a number may have of which this was typed; none where nothing was typed.

    "CL 2026-1" may be short for "CL-2026-0001": between two figures the zeros count, so each usual width is tried.
    """
    parts = _parts(typed)
    if not parts:
        return frozenset()
    short = [
        at
        for at in range(1, len(parts))
        if _LAST_DIGITS.search(parts[at - 1]) and _FIRST_DIGITS.match(parts[at])
    ]
    choices = [
        _widths(part) if at in short and len(short) <= _SHORTENED_PARTS else [part]
        for at, part in enumerate(parts)
    ]
    return frozenset(number_key("".join(chosen)) for chosen in product(*choices))


def _widths(part: str) -> list[str]:
    """The part as typed, and with its first figure filled up with zeros to each width."""
    figure = _FIRST_DIGITS.match(part)
    digits = figure[0].lstrip("0") if figure else ""
    rest = part[len(figure[0]) :] if figure else part
    return [part, *(digits.zfill(width) + rest for width in range(max(1, len(digits)), _WIDEST_SERIAL + 1))]


def _parts(number: str) -> list[str]:
    even = bare(number)
    parts = "".join(sign if sign.isalnum() else " " for sign in even).split()
    return parts or even.split()
