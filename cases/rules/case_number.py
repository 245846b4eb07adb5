"""Case numbers as the court writes them: `SCTC 000123/2026` (CRT-3 [D])."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

DIGITS = 6
_WRITTEN = re.compile(r"([A-Z]{2,6})([0-9]{1,9})/([0-9]{4})")
_PREFIX = re.compile(r"[A-Z]{2,6}")


def case_number(prefix: str, n: int, year: int) -> str:
    """The case number for running number `n` of a year. Raises ValueError where it could not be read back."""
    if not _PREFIX.fullmatch(prefix) or not 1 <= n <= 999_999_999 or not 1000 <= year <= 9999:
        raise ValueError("a case number needs 2 to 6 capitals, a running number from 1 and a year")
    return f"{prefix} {n:0{DIGITS}d}/{year}"


def parse(text: str) -> tuple[str, int, int]:
    """Prefix, running number and year of a case number as people type it: any case, spaces, zeros left out.

    Raises ValueError for everything else.
    """
    typed = "".join(unicodedata.normalize("NFKC", text).upper().split())
    written = _WRITTEN.fullmatch(typed)
    if written is None or int(written[2]) == 0 or int(written[3]) < 1000:
        raise ValueError("a case number looks like SCTC 000123/2026")
    return written[1], int(written[2]), int(written[3])


class Reading(NamedTuple):
    """What a typed case number may mean; None for the prefix or the year that was left out."""

    prefix: str | None
    n: int
    year: int | None


# Before the number itself: how papers and people introduce it.
_INTRODUCED = re.compile(r"^(?:CASE|CLAIM|ACTION)?(?:NUMBER|NO)?(?=[A-Z]{2,6}[0-9]|[0-9])")
_SIGNS = re.compile(r"[^A-Z0-9/]")
_SLASHES = re.compile(r"[/\\\u2044\u2215\u29f8]+|(?<=[0-9])\s*(?:OF|年第?)\s*(?=[0-9])")
_SHORT = re.compile(r"([A-Z]{2,6})?/?([0-9]{1,9})(?:/([0-9]{4}|[0-9]{2}))?")
_RUN_TOGETHER = re.compile(r"([A-Z]{2,6})?([0-9]{1,9})((?:19|20)[0-9]{2})")
_CENTURY = 2000


def readings(text: str) -> list[Reading]:
    """The case numbers that a person may mean who typed this in a search box; none where it is no case number.

    Zeros, blanks, prefix, year and slash may be missing: `131`, `sctc131/26`, `SCTC-000131-2026`, `SCTC0001312026`.
    """
    even = unicodedata.normalize("NFKC", text).upper()
    slashed = _SLASHES.sub("/", even)
    whole = _INTRODUCED.sub("", _SIGNS.sub("", slashed).strip("/"))
    apart = _INTRODUCED.sub("", re.sub(r"[^A-Z0-9]+", "/", slashed).strip("/"))
    found = []
    for typed in dict.fromkeys((whole, apart)):
        for shape in (_SHORT, _RUN_TOGETHER):
            read = shape.fullmatch(typed)
            if read is not None and int(read[2]):
                found.append(Reading(read[1], int(read[2]), _year(read[3])))
    return list(dict.fromkeys(found))


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) + (_CENTURY if len(written) == 2 else 0)
