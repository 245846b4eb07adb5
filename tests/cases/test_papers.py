"""Form 3 and the stamps: filled in or drawn whole, they say the same, in the same look (REG-3, INS-4; ADR 6)."""

from __future__ import annotations

import io
import re

import pikepdf
import psutil
import pypdfium2
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageChops, ImageStat

from cases import issuing, papers, transitions
from cases.models import Case
from icms.files.models import StoredFile
from icms.kernel import outbox
from icms.lib import letters, pdf_blanks
from tests.cases.bench import Registry, party, type_of

REFERENCE = "SC26-7K3M-Q9XD-4"
SIMPLIFIED, RARE = "简张刘陈鹏", "㗎啲𡃁嘅"


@pytest.fixture(autouse=True)
def fresh_pages():
    pdf_blanks.forget()
    yield
    pdf_blanks.forget()


def notice(case: Case, reference: str = REFERENCE) -> bytes:
    return papers.hearing_notice(case, case.hearings.get().session, reference)


def opened(desk: Registry, *defendants: tuple[str, str], language: str = "en", trading_as: str = "") -> Case:
    parties = [party("claimant", "Harbour Light Energy Limited", "海港光能源有限公司")]
    parties += [party("defendant", *names, serve=True, trading_as=trading_as) for names in defendants]
    return desk.accept(desk.opening(language=language, parties=tuple(parties)))


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(re.sub(r"\s+", " ", text) for text in pages)


def picture_of(data: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        return document[0].render(scale=2).to_pil().convert("L")
    finally:
        document.close()


def fonts_of(data: bytes) -> dict[str, pikepdf.Object]:
    """The descriptor of every font of the first page, by its name there."""
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = document.pages[0].resources.Font.items()
        return {str(name): font.DescendantFonts[0].FontDescriptor.keys() for name, font in fonts}


def is_filled(data: bytes) -> bool:
    """Whether the document was filled in rather than drawn whole."""
    return any(name.startswith("/Gap") for name in fonts_of(data))


def pages_of(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_notice_says_who_when_where_and_how_much_in_both_languages(desk: Registry, language: str):
    case = opened(desk, ("Chan Tai Man", "陳大文"), language=language, trading_as="Man Kee")
    data = notice(case)
    said = words_of(data)
    session = case.hearings.get().session
    for words in (
        case.number,
        "Harbour Light Energy Limited",
        "海港光能源有限公司",
        "Chan Tai Man",
        "陳大文",
        "Man Kee",
        "HK$60,000.00",
        session.place_en,
        session.place_zh,
        f"{session.starts_at.year}年{session.starts_at.month}月",
        REFERENCE,
        "Notice of place and day fixed for hearing",
        "聆訊日期地點通知書",
    ):
        assert words in said
    assert "Name" not in said
    assert is_filled(data)
    assert pages_of(data) == 1


def test_the_notice_has_title_language_structure_and_every_letter_with_it(desk: Registry):
    case = opened(desk, ("Chan Tai Man", "陳大文"), language="zh")
    data = notice(case)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert str(document.docinfo.Title) == f"{case.number} 聆訊日期地點通知書"
        assert str(document.Root.Lang) == "zh-Hant-HK"
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        box = [float(side) for side in document.pages[0].mediabox]
    assert box[2:] == pytest.approx([595.28, 841.89], abs=0.1)
    assert all("/FontFile3" in keys for keys in fonts_of(data).values())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_notice_filled_in_is_the_notice_drawn_whole(desk: Registry, language: str, monkeypatch):
    several = [("Avalon Toys Limited", "雅樂玩具有限公司"), ("Chan Tai Man", ""), ("", "陳大文")]
    case = opened(desk, *several, language=language, trading_as="AV & Co")
    filled, stamped = notice(case), papers.stamp(case, type_of("form_1"), REFERENCE)
    monkeypatch.setattr(papers, "NAMED_IN_GAPS", 0)
    whole = notice(case)
    monkeypatch.setattr(letters, "set_line", never)
    pdf_blanks.forget()
    for made, other in ((filled, whole), (stamped, papers.stamp(case, type_of("form_1"), REFERENCE))):
        assert is_filled(made)
        assert not is_filled(other)
        assert sorted(words_of(made).split()) == sorted(words_of(other).split())
        different = ImageChops.difference(picture_of(made), picture_of(other))
        assert ImageStat.Stat(different).mean[0] < 0.6
        assert different.reduce(12).getextrema()[1] < 90, "some word or picture is not where it was"


def never(*_: object) -> object:
    raise letters.NoLetter("nothing fits today")


def test_the_same_notice_is_the_same_to_the_byte_whatever_was_made_before(desk: Registry):
    first, second = opened(desk, ("Chan Tai Man", "陳大文")), opened(desk, (f"Li {SIMPLIFIED}", RARE))
    made = notice(first)
    others = notice(second), papers.stamp(second, type_of("form_2"), REFERENCE)
    assert notice(first) == made
    pdf_blanks.forget()
    assert (notice(second), papers.stamp(second, type_of("form_2"), REFERENCE)) == others
    assert notice(first) == made


def test_simplified_and_rare_characters_are_printed_from_the_courts_own_fonts(desk: Registry):
    case = opened(desk, ("Chan", SIMPLIFIED), ("Li", RARE), language="zh")
    data = notice(case)
    assert is_filled(data)
    for words in (SIMPLIFIED, RARE):
        assert words in words_of(data)
    with pikepdf.open(io.BytesIO(data)) as document:
        names = {str(font.BaseFont).partition("+")[2] for font in document.pages[0].resources.Font.values()}
    assert names <= {"Court-Serif", "Court-Sans", "Court-Serif-SC"}


@pytest.mark.parametrize(
    "name", ["Very Long Name of a Company " * 10 + "Limited", "ชื่อ Thai", "Smile \U0001f600 Limited"]
)
def test_names_that_do_not_fit_their_line_or_have_no_letters_here_are_drawn_whole(desk: Registry, name: str):
    case = opened(desk, (name[:300].strip(), "陳大文"))
    data = notice(case)
    assert not is_filled(data)
    said = words_of(data)
    # What no font of this machine has is printed by its number.
    for character in set(name[:200]):
        if not character.isascii() and character not in said:
            name = name.replace(character, f"[U+{ord(character):04X}]")
    assert re.sub(r"\W", "", name[:200]) in re.sub(r"\W", "", said)
    assert "陳大文" in words_of(data)
    assert is_filled(notice(opened(desk, ("Chan Tai Man", "陳大文"))))


def test_forty_nine_defendants_are_all_named_in_a_schedule(desk: Registry):
    names = [(f"Defendant Number {number}", f"第{number}被告") for number in range(1, 50)]
    data = notice(opened(desk, *names))
    assert pages_of(data) >= 2
    said = words_of(data)
    assert all(name in said for pair in names for name in pair)
    assert f"Page {pages_of(data)} of {pages_of(data)}" in said


def test_a_court_that_is_renamed_does_not_get_the_page_with_its_old_name(desk: Registry):
    case = opened(desk, ("Chan Tai Man", "陳大文"))
    assert "Small Claims Tribunal" in words_of(notice(case))
    case.court.name_en = "Tribunal of Small Claims"
    assert "Tribunal of Small Claims" in words_of(notice(case))


def test_without_harfbuzz_the_notice_is_drawn_whole_and_the_log_says_what_is_missing(
    desk: Registry, monkeypatch, caplog
):
    monkeypatch.setattr(letters, "available", lambda: False)
    data = notice(opened(desk, ("Chan Tai Man", "陳大文")))
    assert not is_filled(data)
    assert "陳大文" in words_of(data)
    assert "uharfbuzz" in caplog.text


def test_issuing_a_case_takes_few_statements_whatever_the_number_of_parties(desk: Registry):
    counts = []
    for number in (1, 6):
        outbox.drain()
        opened(desk, *[("Chan Tai Man", "陳大文")] * number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert outbox.drain(1) == 1
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 31


def test_files_are_kept_together_and_no_transaction_is_open_while_papers_are_made(desk: Registry):
    case = opened(desk, ("Chan Tai Man", "陳大文"))
    made = issuing.make_papers({"case": case.pk})
    folders = {
        row.path.rpartition("/")[0]
        for row in StoredFile.objects.filter(pk__in=[f.file_id for f in made.files])
    }
    assert len(folders) == 1
    with transaction.atomic(durable=True):
        assert transitions.issue(case.pk, made, by=desk.officer)
    assert issuing.make_papers({"case": case.pk}).files == ()


@pytest.mark.slow
def test_the_memory_of_a_worker_does_not_grow_with_the_papers_it_makes(desk: Registry):
    cases = [opened(desk, (f"Chan Tai Man {chr(65 + number)}", SIMPLIFIED[number])) for number in range(4)]

    def work(rounds: int) -> int:
        for _ in range(rounds):
            for case in cases:
                notice(case)
                papers.stamp(case, type_of("form_1"), REFERENCE)
        return psutil.Process().memory_info().rss

    before = work(10)
    assert work(99) - before < 12 * 2**20
