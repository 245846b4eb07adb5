"""Names and numbers as the registry's search boxes compare them (REG-2a).

A key is kept beside what was entered (`icms.lib.key_fields`), and what an officer types becomes a key in the same way.
Whoever changes `name_key` or `number_key` writes the kept ones again in a migration.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

KEY_MAX = 300

# How companies end their names, at length and cut short.
_ENDINGS = {"ltd": "limited", "co": "company", "corp": "corporation", "inc": "incorporated"}
_WHOLE_ENDINGS = frozenset(_ENDINGS.values())
_ARTICLE = "the"

# Accents, variation selectors, and what cannot be seen.
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})
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


def name_key(name: str) -> str:
    """A name without width, case, accents, blanks and punctuation, its ending written at length; "" for none.

    "The Harbour Light Co., Ltd." and "ＨＡＲＢＯＵＲ LIGHT company limited" have the same key.
    """
    words = _words(name)
    for at in range(len(words) - 1, 0, -1):
        whole = _ENDINGS.get(words[at], words[at])
        if whole not in _WHOLE_ENDINGS:
            break
        words[at] = whole
    return "".join(words)[:KEY_MAX]


def name_beginnings(typed: str) -> tuple[str, ...]:
    """The keys with which a name begins that begins as typed; none where nothing was typed.

    Two where the typed words end like a company: "Harbour Co" may be a whole name, or begin "Harbour Commerce".
    """
    as_written = "".join(_words(typed))[:KEY_MAX]
    return tuple(dict.fromkeys(key for key in (name_key(typed), as_written) if key))


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


def _words(name: str) -> list[str]:
    """The words of a name in small plain letters, without a leading "the"; its signs where it has no letter."""
    even = _even(name).replace("&", " and ")
    words = "".join(sign if sign.isalnum() else "" if sign in "'’" else " " for sign in even).split()
    if len(words) > 1 and words[0] == _ARTICLE:
        words = words[1:]
    return words or ["".join(even.split())]


def _parts(number: str) -> list[str]:
    even = _even(number)
    parts = "".join(sign if sign.isalnum() else " " for sign in even).split()
    return parts or even.split()


def _even(text: str) -> str:
    """The text in small letters without width and accents."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        sign
        for sign in letters
        if unicodedata.category(sign) not in {"Mn", "Me", "Cf", "Cc"} or sign.isspace()
    )
