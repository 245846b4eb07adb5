"""What a file holds in the place of XML: another kind of file, characters that no XML may have (BLK-4, D12). Pure."""

from __future__ import annotations

import re

from filing.rules.finding import Params
from icms.lib.printable import code_point

_UTF8_BOM = b"\xef\xbb\xbf"
# Chosen by mistake: .xlsx and .ods are ZIP files, .xls begins with the mark after those.
_STARTS = {
    b"PK\x03\x04": "spreadsheet_file",
    b"PK\x05\x06": "spreadsheet_file",
    b"\xd0\xcf\x11\xe0": "spreadsheet_file",
    b"%PDF-": "pdf_file",
    2 * _UTF8_BOM: "byte_order_mark_twice",
}
# A character beyond U+FFFF is kept by some programs as two halves (surrogates), which have no place in XML.
_HALF = re.compile(rb"&#(?:[xX]0*([dD][89a-fA-F][0-9a-fA-F]{2})|0*(5[5-7]\d{3}));")
_VALUE = re.compile(r"value (\d+)")


def other_file(data: bytes) -> str:
    """The code of what the file is by its first bytes; nothing where it may be XML."""
    return next((code for start, code in _STARTS.items() if data.startswith(start)), "")


def forbidden_character(line: bytes, detail: str) -> tuple[str, Params]:
    """The code and the parameters for a character that XML forbids, from its line and the parser's own words."""
    first = _HALF.search(line)
    if first and 0xD800 <= _number(first) <= 0xDFFF:
        return _halves(first, _HALF.match(line, first.end()))
    value = _VALUE.search(detail)
    character = code_point(chr(int(value[1]))) if value and int(value[1]) < 0x110000 else ""
    return "forbidden_character", {"character": character, "detail": detail}


def _halves(first: re.Match[bytes], second: re.Match[bytes] | None) -> tuple[str, Params]:
    high, low = _number(first), _number(second) if second else 0
    if second and high < 0xDC00 <= low <= 0xDFFF:
        whole = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        halves = (first[0] + second[0]).decode()
        return "character_in_halves", {
            "halves": halves,
            "character": chr(whole),
            "written": f"&#x{whole:X};",
        }
    return "half_a_character", {"halves": first[0].decode()}


def _number(half: re.Match[bytes]) -> int:
    return int(half[1], 16) if half[1] else int(half[2])
