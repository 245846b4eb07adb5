"""Case numbers as the court writes them: `SCTC 000123/2026` (CRT-3 [D])."""

from __future__ import annotations

import re
import unicodedata

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
