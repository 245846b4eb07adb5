"""Document and transaction reference numbers, readable aloud and safe against slips of the pen (CRT-3 [D]).

The signs are Crockford's base 32: digits and capitals without I, L, O, U. The last sign is a check over the
whole number: every sign is an element of the field of 32 and has a weight of its own, so that any one wrong
sign and any two signs that changed places give another check.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from datetime import date

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUES = {sign: value for value, sign in enumerate(SIGNS)}
MAX_SERIAL = 9_999_999

_PREFIX = re.compile(f"[{SIGNS[10:]}]{{2}}")
_DOCUMENT = re.compile(f"([{SIGNS[10:]}]{{2}}[0-9]{{2}})([{SIGNS}]{{4}})([{SIGNS}]{{4}})([{SIGNS}])")
_TRANSACTION = re.compile(f"(T[0-9]{{8}})([0-9]{{1,7}})([{SIGNS}])")
SERIAL_DIGITS = 7

# What people type for the signs that the alphabet leaves out, and what copying adds.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FILLING = re.compile(r"[\s\x00\u00ad\u200b-\u200f\u2060\ufeff\-\u2010-\u2015\u2212\u30fc]")


def document_reference(
    prefix: str, year: int, random_bytes: Callable[[int], bytes] = secrets.token_bytes
) -> str:
    """A new document reference such as SC26-7K3M-Q9XD-4: court, year of issue, 40 random bits, check.

    It is accepted as proof (A20), so it cannot be guessed; the caller makes it unique. Raises ValueError for
    a prefix that is not two of the capitals in use.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError("the prefix is two capitals other than I, L, O and U")
    number = int.from_bytes(random_bytes(5), "big")
    drawn = "".join(SIGNS[number >> shift & 31] for shift in range(35, -1, -5))
    return _with_check(f"{prefix}{year % 100:02d}-{drawn[:4]}-{drawn[4:]}")


def transaction_reference(on: date, serial: int) -> str:
    """The transaction reference of a Hong Kong day and a serial number: T20261122-0000123-K.

    Raises ValueError for a serial outside 1 to 9,999,999.
    """
    if not 1 <= serial <= MAX_SERIAL:
        raise ValueError("the serial number has up to seven digits and starts at 1")
    return _with_check(f"T{on:%Y%m%d}-{serial:07d}")


def drawn_signs(count: int, random_number: Callable[[int], int] = secrets.randbits) -> str:
    """So many random signs in groups of four, five bits each, to be read aloud or copied by hand."""
    number = random_number(5 * count)
    signs = "".join(SIGNS[number >> 5 * at & 31] for at in range(count))
    return "-".join(signs[at : at + 4] for at in range(0, count, 4))


def read_signs(text: str) -> str:
    """Signs as `drawn_signs` gave them, from what people type, without the dashes.

    What stands before and after them in a sentence goes too: full stops, brackets, quotation marks.
    """
    signs = _FILLING.sub("", unicodedata.normalize("NFKC", text))
    first = next((at for at, sign in enumerate(signs) if sign.isalnum()), len(signs))
    last = next((at for at in range(len(signs), first, -1) if signs[at - 1].isalnum()), first)
    return signs[first:last].upper().translate(_READ_AS)


def normalise(text: str) -> str:
    """A reference as it is stored, from what people type: small, wide, O for 0, I or L for 1, no dashes or zeros.

    What has the shape of no reference comes back without spaces and dashes, to be found nowhere; "" for no sign.
    """
    signs = read_signs(text)
    return _written(signs) or signs


def has_shape(text: str) -> bool:
    """Whether the text, as `normalise` reads it, has the shape of a reference."""
    return _written(read_signs(text)) is not None


def is_wellformed(text: str) -> bool:
    """Whether the text, as `normalise` reads it, has the shape and the check of a reference."""
    written = _written(read_signs(text))
    if written is None:
        return False
    signs = written.replace("-", "")
    return _check(signs[:-1]) == signs[-1]


def _written(signs: str) -> str | None:
    """The reference of these signs with its dashes and zeros; None for signs that are no reference."""
    document = _DOCUMENT.fullmatch(signs)
    if document:
        return "-".join(document.groups())
    transaction = _TRANSACTION.fullmatch(signs)
    if transaction:
        day, serial, check = transaction.groups()
        return f"{day}-{serial.zfill(SERIAL_DIGITS)}-{check}"
    return None


def _with_check(reference: str) -> str:
    return f"{reference}-{_check(reference.replace('-', ''))}"


def _check(signs: str) -> str:
    """The check sign: the sum of every sign times its power of x, modulo x^5 + x^2 + 1 over two elements."""
    total = 0
    for sign in signs:
        total = (total ^ VALUES[sign]) << 1
        if total & 32:
            total ^= 0b100101
    return SIGNS[total]
