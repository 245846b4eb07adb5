"""What can hurt is refused before it is read: entities, encodings, depth, size, hints (BLK-4, performance F16)."""

from __future__ import annotations

import socket
import threading
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filing.bulk.annotate import annotated_xml
from filing.bulk.parse import NAMESPACE
from filing.bulk.preflight import check
from filing.bulk.report import Report
from filing.rules import limits
from tests.filing.batch_cases import HEAD, good, swap

ON = date(2026, 11, 18)


def codes(report: Report) -> list[str]:
    return [each.code for each in (*report.errors, *report.warnings)]


@pytest.mark.parametrize("steps", [limits.XML_DEPTH_MAX - 1, 250])
def test_a_file_deeper_than_a_right_one_ever_is_is_refused_with_the_line_and_no_copy_is_made(
    steps: int,
) -> None:
    data = swap("<claims>", "<claims>\n" + "<claim>" * steps + "</claim>" * steps)
    report = check(data, on=ON)
    assert (codes(report), report.usable) == (["too_deep"], False)
    assert report.errors[0].line == 1 + data[: data.index(b"<claim><claim>")].count(b"\n")
    assert annotated_xml(data, report) is None
    assert check(good(), on=ON).batch is not None


def test_lines_stay_right_beyond_line_65535_with_windows_ends_and_a_byte_order_mark() -> None:
    padding = b"<!-- x -->\n" * 70_000
    data = b"\xef\xbb\xbf" + swap("<claims>", "<claims>\n").replace(b"<claims>\n", b"<claims>\n" + padding)
    data = data.replace(b"<serve>true</serve>", b"<serve>yes</serve>").replace(b"\n", b"\r\n")
    data = data.replace(b"<line>", b"<line>\r\n", 1)
    report = check(data, on=ON)
    lines = data.decode("utf-8-sig").split("\n")
    assert len(report.errors) > 20
    for each in report.errors:
        assert each.line is not None
        assert each.line > 65_535
        assert "<serve>yes</serve>" in lines[each.line - 1]


BOMB = b"""<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
XXE = b"""<!-- a comment first --><!DOCTYPE batch [<!ENTITY x SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        XXE,
        b'<!DOCTYPE batch SYSTEM "http://127.0.0.1:1/x.dtd">',
        b"<?pi x?>\n<!-- <!-- -->\n<!doctype batch>",
    ],
)
def test_no_document_type_of_any_kind_reaches_the_parser(
    head: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("filing.bulk.parse.etree.fromstring", lambda *_args: pytest.fail("parsed"))
    report = check(
        b"<?xml version='1.0'?>\n" + head + HEAD.encode() + b"<reference>&x;</reference></batch>", on=ON
    )
    assert codes(report) == ["doctype"]


def test_a_doctype_in_a_comment_or_in_text_is_only_text() -> None:
    data = swap("<claims>", "<!-- <!DOCTYPE x> --><claims>").replace(
        b"Nothing has been", b"&lt;!DOCTYPE has been"
    )
    assert codes(check(data, on=ON)) == []


def test_a_hint_where_the_schema_lies_is_never_followed() -> None:
    """A validator would open the place; here a server listens there and must hear nothing."""
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(2)

        def listen() -> None:
            try:
                connection, _address = server.accept()
            except TimeoutError:
                return
            heard.append(1)
            connection.close()

        ear = threading.Thread(target=listen)
        ear.start()
        place = f"http://127.0.0.1:{server.getsockname()[1]}/x.xsd"
        places = f"{NAMESPACE} {place} urn:o {place}"
        hint = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{places}"'
        report = check(swap(HEAD, HEAD.replace(" version", f" {hint} version")), on=ON)
        inner = swap("<particulars>", f"<particulars {hint}>")
        refused = check(inner, on=ON)
        ear.join()
    assert heard == []
    assert codes(report) == []
    assert [(each.code, each.claim, each.field) for each in refused.errors] == [
        ("unknown_attribute", 1, "particulars")
    ]


@pytest.mark.parametrize(
    "data",
    [
        good().decode().encode("utf-16"),
        good().decode().encode("utf-16-le"),
        good().decode().encode("utf-32"),
        good().decode().encode("gb18030"),
        good().replace(b"\xe7", b"\xff", 1),
    ],
    ids=["utf-16", "utf-16 without mark", "utf-32", "gb18030", "one byte"],
)
def test_only_utf8_is_read(data: bytes) -> None:
    assert codes(check(data, on=ON)) == ["not_utf8"]


def test_a_byte_order_mark_is_welcome() -> None:
    assert codes(check(b"\xef\xbb\xbf" + good(), on=ON)) == []


@pytest.mark.parametrize("declared", ["ISO-8859-1", "Big5", "UTF-16", "gb2312"])
def test_a_declared_encoding_other_than_utf8_is_refused(declared: str) -> None:
    assert codes(check(good().replace(b"UTF-8", declared.encode(), 1), on=ON)) == ["wrong_encoding"]


def test_deep_wide_and_endless_files_are_refused_quickly() -> None:
    deep = HEAD + "<claims>" * 100_000
    attributes = HEAD[:-1] + "".join(f' a{n}=""' for n in range(300_000)) + "/>"
    wide = HEAD + "<x/>" * 1_000_000 + "</batch>"
    for text in (deep, attributes, wide):
        began = time.process_time()
        report = check(text.encode(), on=ON)
        assert report.errors
        assert time.process_time() - began < 5  # a second on a free machine; the bench may be busy


def test_a_file_of_nothing_but_faults_is_capped_and_says_so() -> None:
    report = check((HEAD + "<x/>" * 300_000 + "</batch>").encode(), on=ON)
    assert report.errors[0].code == "more_faults"
    assert len(report.errors) == 2_001


PARTY, ADDRESS = "<party/>", "<address/>"


@pytest.mark.parametrize(
    ("inside", "crowd"),
    [("<claims>", "<claim/>" * 400_000), ("<parties>", PARTY * 400_000), ("<addresses>", ADDRESS * 400_000)],
    ids=["claims", "parties", "addresses"],
)
def test_a_crowd_of_faulty_siblings_is_refused_quickly_and_named(inside: str, crowd: str) -> None:
    """The validator and our own look-ups take the square of their number: 400,000 would hold a server for hours."""
    began = time.process_time()
    report = check(swap(inside, inside + crowd), on=ON)
    assert time.process_time() - began < 5
    assert codes(report) == ["too_many_inside"]
    assert inside[1:-1] in report.errors[0].message
    assert not report.usable


def test_thousands_of_faulty_parties_in_every_claim_cost_seconds_not_minutes() -> None:
    began = time.process_time()
    report = check(good().replace(b"<parties>", b"<parties>" + PARTY.encode() * 2_900), on=ON)
    assert time.process_time() - began < 10
    assert report.errors[0].code == "more_faults"


def test_a_start_tag_of_a_million_lines_is_not_searched_once_for_each_of_its_faults() -> None:
    attributes = "".join(f' a{n}=""' for n in range(200))
    began = time.process_time()
    report = check(swap("<batch", "<batch" + attributes + "\n" * 1_000_000), on=ON)
    assert time.process_time() - began < 5
    assert codes(report) == ["unknown_attribute"] * 200


def test_white_space_beyond_what_the_parser_takes_is_told_in_our_words() -> None:
    data = good()
    report = check(data + b" " * (limits.XML_BYTES_MAX - len(data)), on=ON)
    assert codes(report) == ["text_too_huge"]


@pytest.mark.parametrize(
    "junk", [b"\x89PNG\r\n", b"{}", b"PK\x03\x04", b"<", b"<a><b></a>", b"&", b"reference,amount\n1,2"]
)
def test_what_is_no_xml_is_unusable_and_never_an_exception(junk: bytes) -> None:
    report = check(junk, on=ON)
    assert not report.usable
    assert len(report.errors) == 1


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_at_all_make_the_check_fail(junk: bytes) -> None:
    assert check(junk, on=ON).errors
    assert check(good()[:2000] + junk + good()[2000:], on=ON) is not None
