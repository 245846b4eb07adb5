"""The limit of the worker's job: bare check, stamp, hash and fsync of each form, and a notice a claim (P4, P6).

Two processes share the claims, as two workers do. Stamp and notice are a template's operators and nothing drawn anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import pikepdf

STAMP = "q 1 g 340 700 227 108 re f 0 g BT /{font} 9 Tf 350 {y} Td (SCTC 000001/2026 {number}) Tj ET Q"


def issue(forms: Sequence[Path], template: bytes, into: Path) -> None:
    """One claim: its forms checked and stamped, its notice made; all hashed and on the disk."""
    for form in forms:
        keep(stamp(form.read_bytes()), into)
    keep(notice(template), into)


def stamp(filed: bytes) -> bytes:
    """Opens the PDF (that is the check), writes the stamp's operators on page one."""
    hashlib.sha256(filed).digest()
    with pikepdf.open(io.BytesIO(filed)) as pdf:
        assert len(pdf.pages)
        page = pdf.pages[0]
        font = page.add_resource(pdf.make_indirect(_helvetica()), pikepdf.Name.Font)
        words = "\n".join(
            STAMP.format(font=str(font)[1:], y=780 - 14 * number, number=number) for number in range(6)
        )
        page.contents_add(pdf.make_stream(words.encode()))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def notice(template: bytes) -> bytes:
    """A drawn page with its fonts embedded, and the words of one case laid over it in those fonts."""
    with pikepdf.open(io.BytesIO(template)) as pdf:
        page = pdf.pages[0]
        font = next(iter(page.Resources.Font.keys()))
        glyphs = "".join(f"{number % 40 + 1:04x}" for number in range(30))
        words = "\n".join(f"BT {font} 10 Tf 72 {740 - 22 * row} Td <{glyphs}> Tj ET" for row in range(24))
        page.contents_add(pdf.make_stream(words.encode()))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def keep(data: bytes, into: Path) -> str:
    """On the disk under a random name, for good; its hash."""
    with (into / secrets.token_hex(16)).open("xb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    return hashlib.sha256(data).hexdigest()


def _helvetica() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
