"""Pages drawn once and filled in: marks are found or the page is not used; words move what follows them."""

from __future__ import annotations

import pypdfium2
import pytest

from icms.lib import letters, pdf, pdf_blanks
from icms.lib.pdf_gaps import DoesNotFit, Gaps


@pytest.fixture(autouse=True)
def fresh_pages():
    pdf_blanks.forget()
    yield
    pdf_blanks.forget()


def drawn(body: str, gaps: Gaps) -> pdf_blanks.Blank:
    html = pdf.page(body, title="x", language="en")
    return pdf_blanks.blank(html, gaps, lambda: pdf.render_small(html, title="x", language="en"))


def positions(data: bytes) -> dict[str, float]:
    """Where each letter begins, in points from the left; letters are met once."""
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    text = page.get_text_range()
    return {sign: page.get_charbox(at)[0] for at, sign in enumerate(text) if not sign.isspace()}


def test_what_follows_a_gap_on_its_line_moves_with_the_end_of_the_words() -> None:
    gaps = Gaps()
    page = drawn(f"<p>a{gaps.words('name', 'b', language='en', reach=150)}z</p><p>y</p>", gaps)
    short, long = (positions(page.fill({"name": words}, {}, title="x")) for words in ("c", "cdefg"))
    assert long["z"] - short["z"] == pytest.approx(long["g"] - short["c"], abs=3)
    assert short["z"] < long["z"]
    assert short["y"] == long["y"]


def test_words_that_reach_too_far_are_refused_and_the_page_stays_in_use() -> None:
    gaps = Gaps()
    page = drawn(f"<p>{gaps.words('name', 'b', language='en', reach=60)}</p>", gaps)
    with pytest.raises(DoesNotFit):
        page.fill({"name": "much too long " * 9}, {}, title="x")
    assert "c" in positions(page.fill({"name": "c"}, {}, title="x"))


def test_without_reach_words_may_be_no_wider_than_the_sample() -> None:
    gaps = Gaps()
    page = drawn(f"<p>{gaps.words('number', '00', language='en')}</p>", gaps)
    page.fill({"number": "17"}, {}, title="x")
    with pytest.raises(DoesNotFit):
        page.fill({"number": "170"}, {}, title="x")


def test_an_empty_gap_leaves_no_letter() -> None:
    gaps = Gaps()
    page = drawn(f"<p>a{gaps.words('name', 'Sample', language='en', reach=90)}</p>", gaps)
    assert set(positions(page.fill({"name": ""}, {}, title="x"))) == {"a"}


@pytest.mark.parametrize(
    "body",
    [
        '<p style="width: 20mm">%s</p>',  # broken into lines
        '<p style="letter-spacing: 2px">%s</p>',  # set otherwise than the words will be
        '<p style="font-family: monospace">%s</p>',  # in a font of the system
        '%s<p style="page-break-before: always">second page</p>',
        '<p style="position: absolute; left: -900mm; display: none">%s</p>',  # not drawn at all
    ],
)
def test_a_page_whose_gaps_are_not_found_as_they_were_marked_is_never_used(body: str) -> None:
    for _ in range(2):
        gaps = Gaps()
        with pytest.raises(DoesNotFit):
            drawn(body % gaps.words("name", "Some sample words", language="en", reach=90), gaps)


def test_letters_of_a_line_come_from_the_first_face_that_has_them() -> None:
    runs = letters.set_line("A簡简", "Court Serif", "zh-Hant")
    assert [run.family for run in runs] == ["Court Serif", "Court Serif", "Court Serif SC"]
    assert "".join(letter.text for run in runs for letter in run.letters) == "A簡简"
    with pytest.raises(letters.NoLetter):
        letters.set_line("\U0001f600", "Court Serif", "en")


def test_letters_are_kerned_as_weasyprint_kerns_them() -> None:
    apart = sum(letters.width(letters.set_line(sign, "Court Serif", "en")) for sign in "AV")
    assert letters.width(letters.set_line("AV", "Court Serif", "en")) < apart
