"""The one door to WeasyPrint: title, language, structure, fonts, and nothing fetched."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from icms.lib import pdf

TEXT = "簡體 简张刘陈 and Latin"


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def text_of(data: bytes) -> str:
    return pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()


@pytest.mark.slow
def test_a_document_has_title_language_and_structure_and_is_the_same_each_time() -> None:
    html = pdf.page(f"<h1>{TEXT}</h1>", title="Notice <1>", language="zh-hant")
    made = pdf.render(html, title="Notice <1>", language="zh-hant")
    assert made == pdf.render(html, title="Notice <1>", language="zh-hant")
    with opened(made) as document:
        assert str(document.docinfo.Title) == "Notice <1>"
        assert str(document.Root.Lang) == "zh-Hant-HK"
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
    assert TEXT in text_of(made)


@pytest.mark.slow
def test_narrowed_fonts_make_small_documents_with_the_same_text(tmp_path: Path) -> None:
    fonts = pdf.narrowed_fonts(TEXT, tmp_path)
    html = pdf.page(f"<p>{TEXT}</p>", title="x", language="en")
    small = pdf.render(html, title="x", language="en", fonts=fonts, tagged=False)
    assert TEXT in text_of(small)
    assert len(small) < 40_000
    assert len(list(tmp_path.glob("*.otf"))) == 4  # the second two for the simplified characters


@pytest.mark.slow
def test_nothing_is_fetched_from_files_or_hosts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')
    body = f'<p>here</p><img src="{secret.as_uri()}"><img src="http://127.0.0.1:1/x.png">'
    made = pdf.render(pdf.page(body, title="x", language="en"), title="x", language="en")
    assert "secret" not in text_of(made)
    assert "disallowed protocol" in caplog.text


def test_a_language_that_the_portal_does_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match="no such language"):
        pdf.render("<p>x", title="x", language="fr")


def test_pages_are_parted_in_order() -> None:
    with pikepdf.new() as document:
        for size in (100, 200, 300):
            document.add_blank_page(page_size=(size, size))
        out = io.BytesIO()
        document.save(out)
    whole = out.getvalue()
    assert pdf.page_count(whole) == 3
    first, rest = pdf.split(whole, [1, 2])
    assert pdf.page_count(first) == 1
    with opened(rest) as document:
        assert [float(page.mediabox[2]) for page in document.pages] == [200, 300]
    with pytest.raises(ValueError, match="cannot be parted"):
        pdf.split(whole, [1, 1])
    with pytest.raises(ValueError, match="cannot be parted"):
        pdf.split(whole, [3, 0])
