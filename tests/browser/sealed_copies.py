"""What a law firm finds when it opens a sealed copy with programs that are not the portal's (DOC-2a)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2

REFERENCE = re.compile(r"SC\d\d-\w{4}-\w{4}-\w")
# What could be filled in, pressed, run, opened or hidden.
ALIVE = {
    "/Annots",
    "/AcroForm",
    "/A",
    "/AA",
    "/OpenAction",
    "/JS",
    "/URI",
    "/XFA",
    "/EmbeddedFiles",
    "/EF",
    "/Encrypt",
}


def faults(copy: bytes, words: tuple[str, ...]) -> list[str]:
    """What is wrong with a sealed copy that must say these words; nothing if it is right."""
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        return [*_alive(pdf), *_fonts(pdf), *_texts(texts(copy), words)]


def texts(copy: bytes) -> list[str]:
    """The text of each page, as another reader finds it."""
    document = pypdfium2.PdfDocument(copy)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _alive(pdf: pikepdf.Pdf) -> Iterator[str]:
    keys = {
        key for each in [pdf.trailer, *pdf.objects] if isinstance(each, pikepdf.Dictionary) for key in each
    }
    if keys & ALIVE:
        yield f"it is not only pages: {sorted(keys & ALIVE)}"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The fonts of foot and stamp; those of what was filed are as they came."""
    for number, page in enumerate(pdf.pages, 1):
        own = [page.obj.Resources, *([page.obj.Resources.XObject.Stamp.Resources] if number == 1 else [])]
        fonts = [font for resources in own for font in resources.Font.values()]
        if not fonts:
            yield f"page {number} has no font for its foot"
        for font in fonts:
            described = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described):
                yield f"page {number}: {font.get('/BaseFont')} is not embedded"


def _texts(pages: list[str], words: tuple[str, ...]) -> Iterator[str]:
    found = [REFERENCE.findall(page) for page in pages]
    if len({reference for references in found for reference in references}) != 1:
        yield f"it does not bear one reference: {found}"
    if len(found[0]) < 2:
        yield f"page 1 lacks the stamp or the foot: {pages[0]!r}"
    for number, (page, references) in enumerate(zip(pages, found, strict=True), 1):
        if not references or f"{number} / {len(pages)}" not in page:
            yield f"page {number} lacks its foot: {page!r}"
    whole = " ".join(pages)
    yield from (f"{each!r} is not on it: {whole!r}" for each in words if each not in whole)
