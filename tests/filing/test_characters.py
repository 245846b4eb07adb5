"""Characters and values that look right and are not: named, placed, with the remedy (D9, D10, D12; DOC-2b)."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from filing.bulk.preflight import check
from filing.bulk.report import Fault
from filing.bulk.write import tree_xml
from tests.filing.batch_cases import ADDRESS, PARTY, claims_of, find, good, new, swap, tree

ON = date(2026, 11, 18)


def faults(data: bytes) -> list[Fault]:
    report = check(data, on=ON)
    return [*report.errors, *report.warnings]


def with_text(path: str, text: str, *, claim: int = 3) -> bytes:
    root = tree()
    find(claims_of(root)[claim - 1], path).text = text
    return tree_xml(root)


def in_batch(path: str, text: str) -> bytes:
    root = tree()
    find(root, path).text = text
    return tree_xml(root)


def line_of(data: bytes, name: str, claim: int) -> int:
    """The line of an element of a claim, which is there once."""
    element = claims_of(etree.fromstring(data))[claim - 1]
    return find(element, name).sourceline if name else element.sourceline


TYPED = [
    ("kind", "debt"),
    ("hearing-language", "en"),
    ("amount", "25000.00"),
    ("parties/party[2]/role", "defendant"),
    ("parties/party[2]/kind", "individual"),
    ("parties/party[2]/addresses/address[1]/kind", "residence"),
    ("parties/party[2]/addresses/address[1]/serve", "true"),
    ("parties/party[2]/addresses/address[1]/area", "KLN"),
    ("signatory/date", "2026-01-05"),
]


@pytest.mark.parametrize(("path", "value"), TYPED)
@pytest.mark.parametrize(
    ("blank", "named"),
    [
        ("\u3000", "U+3000 IDEOGRAPHIC SPACE"),
        ("\u00a0", "U+00A0 NO-BREAK SPACE"),
        ("\u2003", "U+2003 EM SPACE"),
        ("\u0085", "U+0085"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    ],
)
def test_d10_a_blank_that_xml_does_not_know_is_named_with_line_and_field(
    path: str, value: str, blank: str, named: str
) -> None:
    for text in (value + blank, blank + value, f" {value}{blank}\n"):
        data = with_text(path, text)
        found = [each for each in faults(data) if each.claim == 3 and each.severity == "error"]
        assert [(each.code, each.field) for each in found] == [("blank_in_value", path)]
        assert named in found[0].message
        assert found[0].line == line_of(data, path, 3)


@pytest.mark.parametrize("path", ["claim-count", "total-amount"])
def test_d10_the_figures_of_the_batch_are_looked_at_in_the_same_way(path: str) -> None:
    given = find(tree(), path).text
    found = faults(in_batch(path, f"{given}\u00a0"))
    assert [(each.code, each.field) for each in found] == [("blank_in_value", path)]
    assert f"U+00A0 NO-BREAK SPACE, at position {len(given) + 1}" in found[0].message


def test_d10_a_wide_blank_between_elements_is_named_too() -> None:
    (found,) = faults(swap("</kind>", "</kind>&#x3000;"))
    assert (found.code, found.claim) == ("blank_between_elements", 1)
    assert found.line == line_of(swap("</kind>", "</kind>&#x3000;"), "", 1)
    assert "U+3000" in found.message


def test_d10_a_blank_inside_the_version_is_shown() -> None:
    (found,) = faults(swap('version="1"', 'version="1\u00a0"'))
    assert found.code == "wrong_version"
    assert "1[U+00A0]" in found.message


def test_d10_a_wrong_value_with_a_blank_is_said_to_be_both() -> None:
    found = faults(with_text("kind", "depts\u3000"))
    assert [each.code for each in found] == ["blank_in_value", "not_one_of"]


def test_d10_in_free_text_and_names_any_blank_is_a_blank() -> None:
    root = tree()
    find(claims_of(root)[2], f"{PARTY}/name-zh").text = "陳\u3000大文\u00a0"
    find(claims_of(root)[2], f"{ADDRESS}/line").text = "\u3000觀塘海濱道八十八號\u3000三樓"
    assert faults(tree_xml(root)) == []


FIELDS = [
    f"{PARTY}/name-en",
    f"{PARTY}/name-zh",
    f"{ADDRESS}/line[1]",
    f"{ADDRESS}/district",
    "signatory/name",
    "signatory/capacity",
]


@pytest.mark.parametrize("path", FIELDS)
@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("林\ufffd強 12 號觀塘道大廈", "replacement_character", "U+FFFD at position 2"),
        ("陳\ue3a0明 12 號觀塘道大廈", "private_use_character", "U+E3A0 at position 2"),
        ("陳\u061c明 12 號觀塘道大廈", "control_characters", "U+061C at position 2"),
        ("陳大\u00ad明 12 號觀塘道大廈", "control_characters", "U+00AD at position 3"),
        ("陳\u0378明 12 號觀塘道大廈", "unassigned_character", "U+0378 at position 2"),
        ("陳\ufe00\ufe00明 12 號觀塘道大廈", "control_characters", "U+FE00 at position 3"),
    ],
)
def test_d9_what_no_paper_prints_is_a_fault_in_every_field_that_stands_on_one(
    path: str, text: str, code: str, said: str
) -> None:
    (found,) = faults(with_text(path, text))
    assert (found.code, found.field, found.severity) == (code, path, "error")
    assert said in found.message
    assert found.remedy


@pytest.mark.parametrize("name", [".", "- -", "12345"])
def test_d9_a_name_without_a_letter_is_a_fault(name: str) -> None:
    (found,) = faults(with_text(f"{PARTY}/name-en", name))
    assert (found.code, found.field) == ("no_letter", f"{PARTY}/name-en")


def test_d9_a_business_may_be_called_by_figures_alone_but_not_by_a_dot() -> None:
    for name, expected in (("1010", []), (".", ["no_letter"])):
        root = tree()
        find(claims_of(root)[2], f"{PARTY}/name-zh").addnext(new("trading-as", name))
        assert [each.code for each in faults(tree_xml(root))] == expected


@pytest.mark.parametrize(
    "name", ["葛\U000e0100城", "陳\ufe00大文", "陳𡃁", "〇", "Nguyễn Thị Hồng", "Șerban Łuő"]
)
def test_d9_names_that_people_bear_pass_without_a_word(name: str) -> None:
    assert faults(with_text(f"{PARTY}/name-zh", name)) == []


@pytest.mark.parametrize("name", ["陳\U00031350明", "陳\U0002ebf0明", "สมชาย", "陳😀"])
def test_d9_a_letter_that_no_face_of_the_court_has_is_a_warning_that_names_it(name: str) -> None:
    (found,) = faults(with_text(f"{PARTY}/name-zh", name))
    assert (found.code, found.severity) == ("letter_without_face", "warning")
    rare = next(each for each in name if each not in "陳明")
    assert f"{rare} (U+{ord(rare):04X})" in found.message


@pytest.mark.parametrize("name", ["陳?明", "？大文"])
def test_d9_a_question_mark_beside_a_chinese_character_is_a_warning(name: str) -> None:
    (found,) = faults(with_text(f"{PARTY}/name-zh", name))
    assert (found.code, found.severity) == ("question_mark_in_name", "warning")


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufe00", "\u3164", "\u061c", "\u2060"])
def test_d9_two_references_that_differ_by_an_unseen_sign_are_the_same_reference(sign: str) -> None:
    first = find(claims_of(tree())[0], "reference").text
    found = faults(with_text("reference", f"{first[:3]}{sign}{first[3:]}"))
    assert [(each.code, each.field) for each in found] == [
        ("reference_twice", "reference"),
        ("control_characters", "reference"),
    ]


def test_d9_a_bullet_of_a_word_processor_in_the_particulars_is_only_a_warning() -> None:
    particulars = (
        "The defendant ordered these goods, and has not paid:\n\uf0b7 one chair, blue, delivered in May"
    )
    (found,) = faults(with_text("particulars", particulars))
    assert (found.code, found.severity) == ("private_use_character", "warning")


@pytest.mark.parametrize(
    ("path", "text", "code", "remedy"),
    [
        ("amount", "１２３４", "not_an_amount", "Write narrow figures: 1234 "),
        ("amount", "１２，５００．５０", "not_an_amount", "Write narrow figures: 12500.50 "),
        ("amount", "12,500.50", "not_an_amount", "Write Hong Kong dollars in figures"),
        ("signatory/date", "2025-2-5", "not_a_date", "Write 2025-02-05."),
        ("signatory/date", "2025/02/05", "not_a_date", "Write 2025-02-05."),
        ("signatory/date", "2025年2月5日", "not_a_date", "Write 2025-02-05."),
        ("signatory/date", "２０２５－０２－０５", "not_a_date", "Write 2025-02-05."),
        ("signatory/date", "2025-2-30", "not_a_date", "Write year, month and day"),
        ("signatory/date", "5/2/2025", "not_a_date", "Write year, month and day"),
    ],
)
def test_d12_the_remedy_says_how_the_value_is_written(path: str, text: str, code: str, remedy: str) -> None:
    (found,) = [each for each in faults(with_text(path, text)) if each.claim == 3]
    assert found.code == code
    assert found.remedy.startswith(remedy)
    if "2025-02-05" in remedy:
        assert "calendar" not in found.message


def test_d12_full_width_figures_in_the_number_of_claims_are_named() -> None:
    found = faults(in_batch("claim-count", "２１"))
    assert [(each.code, each.remedy[:24]) for each in found] == [("not_a_count", "Write narrow figures: 21")]


def test_d12_a_long_name_is_not_sent_to_the_hearing() -> None:
    (found,) = faults(with_text(f"{PARTY}/name-en", "N" * 201))
    assert found.code == "too_long"
    assert "hearing" not in found.remedy
    assert "registered" in found.remedy


@pytest.mark.parametrize(
    "start",
    [b"PK\x03\x04\x14\x00\x00\x00", b"PK\x05\x06\x00\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"],
)
def test_d12_a_spreadsheet_chosen_by_mistake_is_called_one(start: bytes) -> None:
    (found,) = faults(start + b"\x00" * 40)
    assert found.code == "spreadsheet_file"
    assert "Export the data as XML" in found.remedy


@pytest.mark.parametrize("written", ["&#xD842;&#xDFB7;", "&#xd842;&#xdfb7;", "&#55362;&#57271;"])
def test_d12_a_rare_character_in_two_halves_is_shown_as_the_one_that_it_is(written: str) -> None:
    (found,) = faults(swap("<particulars>", f"<particulars>{written}田"))
    assert found.code == "character_in_halves"
    assert "𠮷" in found.message
    assert found.remedy == "Write it as one: 𠮷 or &#x20BB7;."
    right = swap("<particulars>", "<particulars>&#x20BB7;田")
    assert faults(right) == []


def test_d12_a_control_character_is_named_with_its_number() -> None:
    for written in ("\x0b", "&#11;"):
        (found,) = faults(swap("<particulars>", f"<particulars>{written}"))
        assert found.code == "forbidden_character"
        assert "U+000B" in found.message


def test_d12_two_byte_order_marks_are_refused_and_one_is_not() -> None:
    mark = b"\xef\xbb\xbf"
    assert faults(mark + good()) == []
    (found,) = faults(mark + mark + good())
    assert found.code == "byte_order_mark_twice"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1825-01-05", ["signed_too_early"]),
        ("2013-12-31", ["signed_too_early"]),
        ("2014-01-01", []),
        ("2026-11-18", []),
    ],
)
def test_d12_a_signature_of_another_century_is_a_mistake_in_the_year(day: str, expected: list[str]) -> None:
    assert [each.code for each in faults(with_text("signatory/date", day))] == expected
