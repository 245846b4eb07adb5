"""What is taken in and what is refused (DOC-2, F17, F20): real files, judged by the real child."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from icms.files import inspect, limits
from icms.files.receive import arrive
from icms.lib.errors import word
from tests.files import makers


def judge(data: bytes, name: str = "form1.pdf") -> inspect.Finding:
    arrived = arrive(data, name)
    try:
        [finding] = inspect.pdfs([arrived])
        return finding
    finally:
        arrived.close()


@pytest.mark.parametrize(
    "data",
    [
        makers.pdf(),
        makers.pdf(3, object_stream_mode=makers.pikepdf.ObjectStreamMode.generate),
        makers.pdf(linearize=True),
        b"\xef\xbb\xbf\r\n" + makers.pdf(),
        makers.pdf(change=makers.opens_at_the_top),
        makers.pdf(change=makers.a_font_called_aa),
        makers.pdf(change=makers.a_title_that_speaks_of_scripts),
        makers.pdf(change=makers.a_link_to_a_web_page),
    ],
    ids=["plain", "object streams", "linearised", "bom", "view", "font AA", "title", "web link"],
)
def test_an_honest_pdf_is_accepted_with_its_page_count(data: bytes) -> None:
    finding = judge(data)
    assert finding.fault == ""
    assert finding.pages in (1, 3)
    assert finding.media_type == "application/pdf"


ENCRYPTED = makers.pikepdf.Encryption(owner="owner", user="secret")
RESTRICTED = makers.pikepdf.Encryption(owner="owner", user="")
WHOLE = makers.pdf()
BAD = {
    "no bytes": (b"", "file_empty"),
    "only zeros": (bytes(500), "file_empty"),
    "text": (b"Dear court, please find my claim enclosed.", "file_not_pdf"),
    "program": (b"MZ\x90\x00" + bytes(2000), "file_disguised"),
    "linux program": (b"\x7fELF" + bytes(2000), "file_disguised"),
    "word file": (makers.archive(), "file_disguised"),
    "old word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "file_disguised"),
    "picture": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(2000), "file_disguised"),
    "telephone picture": (b"\x00\x00\x00\x18ftypheic" + bytes(2000), "file_disguised"),
    "web page": (b"\n<html><body>claim</body></html>", "file_disguised"),
    "program before pdf": (b"MZ" + bytes(100) + WHOLE, "file_disguised"),
    "archive before pdf": (makers.archive() + WHOLE, "file_disguised"),
    "archive after pdf": (WHOLE + makers.archive(), "file_disguised"),
    "words before pdf": (b"hello\n" + WHOLE, "file_disguised"),
    "password": (makers.pdf(encryption=ENCRYPTED), "file_encrypted"),
    "cut off": (WHOLE[: len(WHOLE) // 2], "file_broken"),
    "tail cut off": (WHOLE[:-40], "file_broken"),
    "header alone": (b"%PDF-1.7\n", "file_broken"),
    "no page": (makers.without_pages(), "file_broken"),
    "script on opening": (makers.pdf(change=makers.open_javascript), "file_scripted"),
    "script by name": (makers.pdf(change=makers.named_javascript), "file_scripted"),
    "script by reference": (makers.pdf(change=makers.indirect_javascript), "file_scripted"),
    "launch": (makers.pdf(change=makers.launch), "file_scripted"),
    "page action": (makers.pdf(change=makers.page_action), "file_scripted"),
    "prints at once": (makers.pdf(change=makers.printing_at_once), "file_scripted"),
    "xfa": (makers.pdf(change=makers.xfa), "file_scripted"),
    "attachment": (makers.pdf(change=makers.attachment), "file_embeds"),
    "film": (makers.pdf(change=makers.rich_media), "file_embeds"),
    "too many pages": (makers.pdf(limits.PAGES_MAX + 1), "file_too_many_pages"),
    "content of 1 GB": (makers.content_bomb(), "file_too_heavy"),
    "many bombs": (makers.many_small_bombs(), "file_too_heavy"),
    "bomb in a bomb": (makers.nested_bomb(), "file_too_heavy"),
    # The bound stops it before a single object is read, so the checker sees no document.
    "structure of 300 MB": (makers.object_stream_bomb(), "file_broken"),
    "huge picture": (makers.pdf(change=makers.huge_picture), "file_too_heavy"),
}


@pytest.mark.parametrize(("data", "fault"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_with_the_reason_and_what_to_do(data: bytes, fault: str) -> None:
    began = time.monotonic()
    finding = judge(data)
    assert time.monotonic() - began < 10
    assert finding.fault == fault
    assert not finding.accepted
    assert finding.pages is None
    refused = finding.refused()
    assert refused is not None
    words = word(refused)
    assert words != fault
    assert "%(" not in words
    assert any(remedy in words for remedy in ("upload", "Divide"))


@pytest.mark.parametrize("kind", [b"/JavaScript", b"/J#61vaScript", b"/#4aava#53cript"])
def test_a_name_hidden_in_hexadecimal_hides_nothing(kind: bytes) -> None:
    data = makers.by_hand(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</S " + kind + b"/J#53(app.alert)>>",
    )
    assert judge(data).fault == "file_scripted"


def test_an_opening_action_that_only_goes_to_a_page_is_accepted() -> None:
    data = makers.by_hand(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</S/GoTo/D[3 0 R/Fit]>>",
    )
    assert judge(data).pages == 1


def test_a_page_tree_that_runs_in_a_circle_is_broken() -> None:
    data = makers.by_hand(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[2 0 R]>>",
    )
    assert judge(data).fault == "file_broken"


@pytest.mark.parametrize("name", ["form1.docx", "form1", "form1.pdf.exe", "pdf"])
def test_a_pdf_under_another_suffix_is_refused(name: str) -> None:
    assert judge(makers.pdf(), name).fault == "file_named_wrongly"


@pytest.mark.parametrize("name", ["FORM1.PDF", "表格1.Pdf"])
def test_the_suffix_may_be_in_any_case(name: str) -> None:
    assert judge(makers.pdf(), name).accepted


def test_exactly_the_page_limit_is_accepted() -> None:
    assert judge(makers.pdf(limits.PAGES_MAX)).pages == limits.PAGES_MAX


def test_one_child_judges_many_files_and_a_bad_one_hides_none() -> None:
    arrivals = [
        arrive(data, "a.pdf")
        for data in (makers.pdf(), BAD["content of 1 GB"][0], b"", BAD["xfa"][0], makers.pdf(2))
    ]
    findings = inspect.pdfs(arrivals)
    for each in arrivals:
        each.close()
    assert [f.fault for f in findings] == ["", "file_too_heavy", "file_empty", "file_scripted", ""]
    assert [f.pages for f in findings] == [1, None, None, None, 2]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3000), st.integers(0, len(WHOLE)))
def test_no_bytes_at_all_can_make_the_check_fail_to_answer(data: bytes, place: int) -> None:
    for attempt in (data, b"%PDF-1.7\n" + data, WHOLE[:place] + data + WHOLE[place + len(data) :]):
        finding = judge(attempt)
        assert finding.accepted == (finding.pages is not None)
        assert finding.accepted == (finding.fault == "")
