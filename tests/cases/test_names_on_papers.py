"""Names on Form 3: every Latin alphabet from the court's own faces, no crossed box, nothing off the page (D9, D12)."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from icms.lib import letters, pdf_blanks
from tests.cases.bench import Registry
from tests.cases.test_papers import fonts_of, is_filled, notice, opened, words_of


@pytest.fixture(autouse=True)
def fresh_pages():
    pdf_blanks.forget()
    yield
    pdf_blanks.forget()


VIETNAMESE = "Nguyễn Thị Hồng Ngọc ș ț ł ő ř ħ ğ Ž Щ Ω"


def drawn_without_system_fonts(tmp_path: Path, name: str) -> tuple[bytes, list[str]]:
    """A page with the name, drawn by a process of its own to which fontconfig shows no font of the machine."""
    config, out = tmp_path / "fonts.conf", tmp_path / "page.pdf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    script = (
        "import sys\nfrom pathlib import Path\nfrom icms.lib import letters, pdf\n"
        "html = pdf.page(f'<p>{letters.composed(sys.argv[1])}</p>', title='x', language='en')\n"
        "with pdf.letters_left_out() as lost:\n"
        "    Path(sys.argv[2]).write_bytes(pdf.render_small(html, title='x', language='en'))\n"
        "print(*sorted(f'{ord(each):04X}' for each in lost))\n"
    )
    command = [sys.executable, "-c", script, name, str(out)]
    run = subprocess.run(
        command, env=os.environ | {"FONTCONFIG_FILE": str(config)}, capture_output=True, text=True, check=True
    )
    return out.read_bytes(), run.stdout.split()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_d9_a_vietnamese_polish_or_romanian_name_needs_no_font_of_the_machine(tmp_path: Path, form: str):
    data, lost = drawn_without_system_fonts(tmp_path, unicodedata.normalize(form, VIETNAMESE))
    assert lost == []
    assert VIETNAMESE in words_of(data)
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = {str(font.BaseFont).partition("+")[2] for font in document.pages[0].resources.Font.values()}
    assert sorted(name[:11] for name in fonts) == ["Court-Latin", "Court-Serif"]
    assert all(any(key.startswith("/FontFile") for key in keys) for keys in fonts_of(data).values())


def test_d9_form_3_prints_letters_that_only_the_latin_face_has_from_embedded_fonts(desk: Registry):
    data = notice(opened(desk, (unicodedata.normalize("NFD", VIETNAMESE), "葛\U000e0100大文")))
    assert VIETNAMESE in words_of(data)
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = {str(font.BaseFont).partition("+")[2] for font in document.pages[0].resources.Font.values()}
    assert any(name.startswith("Court-Latin") for name in fonts)
    assert {name[:11] for name in fonts} <= {"Court-Serif", "Court-Sans", "Court-Latin"}


def test_d9_a_letter_of_no_font_is_printed_by_its_number_and_never_as_a_crossed_box(desk: Registry, caplog):
    unheard = "\U00031fff"
    assert letters.missing_letters(unheard) == (unheard,)
    data = notice(opened(desk, ("", f"陳{unheard}文")))
    assert "陳[U+31FFF]文" in words_of(data)
    assert "no font here has U+31FFF" in caplog.text


def test_d9_a_name_with_a_variation_selector_is_filled_in_like_any_other(desk: Registry):
    data = notice(opened(desk, ("", "葛\U000e0100大文")))
    assert is_filled(data)
    assert "葛" in words_of(data)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("many", [1, 9])
def test_d12_a_name_of_200_letters_without_a_blank_stays_on_the_page(
    desk: Registry, language: str, many: int
):
    name = "W" * 199 + "z"
    data = notice(opened(desk, *[(name, "")] * many, language=language))
    document = pypdfium2.PdfDocument(data)
    found = 0
    for page in document:
        text = page.get_textpage()
        for at, sign in enumerate(text.get_text_range()):
            if sign in "Wz":
                left, _, right, _ = text.get_charbox(at)
                assert left >= 0
                assert right <= page.get_width() - 30
                found += sign == "W"
    document.close()
    assert found >= 199 * many
