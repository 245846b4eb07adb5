"""The one door to WeasyPrint and its fonts: HTML in, PDF bytes out; and parting PDFs by page.

WeasyPrint costs a second to import and about 100 MB: it is imported when the first page is drawn, so that the
processes that never draw one do not carry it. It fetches nothing: a document brings its own style and pictures
(inline SVG or data: addresses), and the fonts come from two packages.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import get_ident
from typing import Any

import pikepdf

from icms.lib import letters

logger = logging.getLogger("icms.pdf")

_FAMILIES = """
:root { --serif: 'Court Serif', 'Court Serif SC', 'Court Latin';
  --sans: 'Court Sans', 'Court Sans SC', 'Court Latin'; }
html { font-family: var(--serif); }
"""
_BLANKS = {" ", "\u00a0"}
_LANGUAGES = {"en": "en", "zh": "zh-Hant-HK", "zh-hant": "zh-Hant-HK", "zh-hans": "zh-Hans-HK"}


@dataclass(frozen=True)
class Fonts:
    """Font files by family name, ready for WeasyPrint. Make one set for many documents: loading is the dear part."""

    style: str
    configuration: Any

    def style_sheet(self, css: str) -> Any:
        """A style sheet read once for many documents."""
        from weasyprint import CSS

        return CSS(string=css, font_config=self.configuration, url_fetcher=_fetcher())


def warm_up() -> None:
    """Imports WeasyPrint now: a worker does so before it forks, so that its children draw at once."""
    import weasyprint  # noqa: F401


@lru_cache(maxsize=1)
def whole_fonts() -> Fonts:
    """The full fonts: right for single documents; each such PDF carries about 100 KB for every face it uses."""
    return _fonts({family: letters.font_file(family) for family in letters.FACES})


def narrowed_fonts(text: str, folder: Path) -> Fonts:
    """Fonts cut down to the characters of `text`, written to `folder`: small PDFs, quickly, for many documents.

    Costs some hundredths of a second. The folder has to stay until the last document is drawn. A character that
    none of the fonts has is left to the system's own fonts. Without HarfBuzz here: the full fonts.
    """
    if not letters.available():
        logger.warning(
            "the package uharfbuzz is missing: PDFs are made with the full fonts, slower and larger"
        )
        return whole_fonts()
    files = {}
    left: set[str] = set()
    for family in ("Court Serif", "Court Sans"):
        wanted = {*text, *map(chr, range(0x20, 0x7F))}
        for face in (family, f"{family} SC"):
            # Pango sets a blank in the face of the letter before it, so every face has one.
            cut, wanted = letters.narrow(face, wanted | _BLANKS)
            files[face] = folder / f"{face}.otf"
            files[face].write_bytes(cut)
            wanted = {character for character in wanted if not character.isspace()}
            if not wanted:
                break
        left |= wanted
    if any(letters.has_letter(character) for character in left):
        files[letters.LATIN] = folder / f"{letters.LATIN}.ttf"
        files[letters.LATIN].write_bytes(letters.narrow(letters.LATIN, left | _BLANKS)[0])
    return _fonts(files)


def render(
    html: str,
    *,
    title: str,
    language: str,
    fonts: Fonts | None = None,
    styles: Sequence[Any] = (),
    tagged: bool = True,
) -> bytes:
    """A whole HTML document as a PDF with title, language and, unless `tagged` is false, structure for readers.

    The same input gives the same bytes. Raises ValueError for a language that the portal does not speak.
    """
    from weasyprint import HTML

    if language not in _LANGUAGES:
        raise ValueError(f"no such language: {language}")
    fonts = fonts or whole_fonts()
    source = HTML(string=html, url_fetcher=_fetcher())
    sheets = [fonts.style_sheet(_FAMILIES), *styles]
    document = source.render(font_config=fonts.configuration, stylesheets=sheets)
    document.metadata.title = title
    document.metadata.lang = _LANGUAGES[language]
    identifier = hashlib.sha256(f"{title}\0{html}".encode()).digest()[:16]
    written = document.write_pdf(pdf_identifier=identifier, pdf_tags=tagged)
    return bytes(written)


def render_small(html: str, *, title: str, language: str, tagged: bool = True) -> bytes:
    """The same with fonts cut down to the characters of the document: a tenth of the size, and sooner done."""
    with TemporaryDirectory(prefix="icms-fonts-") as folder:
        fonts = narrowed_fonts(html, Path(folder))
        return render(html, title=title, language=language, fonts=fonts, tagged=tagged)


@contextmanager
def letters_left_out() -> Iterator[set[str]]:
    """Collects the characters for which this thread, while inside, draws a crossed box: no font here has them."""
    found: set[str] = set()
    thread = get_ident()

    def note(record: logging.LogRecord) -> bool:
        # WeasyPrint tells it in no other way.
        if record.thread == thread and ".notdef" in str(record.msg) and record.args:
            found.update(str(next(iter(record.args))).strip())
        return True

    drawing = logging.getLogger("weasyprint")
    drawing.addFilter(note)
    try:
        yield found
    finally:
        drawing.removeFilter(note)


def page(body: str, *, title: str, language: str, style: str = "") -> str:
    """A minimal HTML document round a body that is already safe; `style` goes into its head."""
    code = _LANGUAGES.get(language, language)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{style}</style>'
    return f'<!doctype html><html lang="{code}"><head>{head}</head><body>{body}</body></html>'


def split(data: bytes, counts: Sequence[int]) -> list[bytes]:
    """The PDF parted after `counts` pages each. Raises ValueError if the counts are not those of its pages."""
    with pikepdf.open(io.BytesIO(data)) as source:
        if sum(counts) != len(source.pages) or any(count < 1 for count in counts):
            raise ValueError(f"{len(source.pages)} pages cannot be parted into {list(counts)}")
        parts, at = [], 0
        for count in counts:
            with pikepdf.new() as part:
                part.pages.extend(source.pages[at : at + count])
                parts.append(saved(part))
            at += count
        return parts


def page_count(data: bytes) -> int:
    """How many pages the PDF has."""
    with pikepdf.open(io.BytesIO(data)) as source:
        return len(source.pages)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of an open PDF; the same document gives the same bytes."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _fonts(files: dict[str, Path]) -> Fonts:
    from weasyprint.text.fonts import FontConfiguration

    rules = [
        f"@font-face {{ font-family: '{name}'; src: url('{path.as_uri()}'); }}"
        for name, path in files.items()
    ]
    fonts = Fonts("\n".join(rules), FontConfiguration())
    from weasyprint import CSS

    # Reading the rules once registers the fonts with the configuration; documents only name the families.
    CSS(string=fonts.style, font_config=fonts.configuration, url_fetcher=_fetcher(("file",)))
    return fonts


def _fetcher(protocols: tuple[str, ...] = ("data",)) -> Any:
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=protocols)
