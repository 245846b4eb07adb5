"""Names of files are compared as people see them, whatever browsers and systems do to them on the way (DOC-2b, D8)."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import pytest
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from hypothesis import given
from hypothesis import strategies as st

from filing.bulk.read import clean
from icms.files.name_keeping_parser import NameKeepingParser
from icms.lib.file_names import file_key, given_name

# What a file may be called on some disk and in the XML: no path, nothing that XML or UTF-8 cannot write.
ON_DISK = st.text(
    st.characters(exclude_characters="/\\\x00\ufffe\uffff", exclude_categories=("Cs", "Cc"))
    | st.sampled_from("\t\n\r\u3000\u00a0\u200b\u00ad%&;\"'"),
    min_size=1,
    max_size=60,
)


class Listening(FileUploadHandler):
    """Hears the name of a file and takes nothing of it."""

    heard = ""

    def new_file(self, field_name: str, file_name: str, *rest: Any, **more: Any) -> None:
        self.heard = file_name
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        raise AssertionError

    def file_complete(self, file_size: int) -> None:
        raise AssertionError


def as_chromium_writes(name: str) -> bytes:
    """The head of a part as the standard has it (WHATWG, multipart/form-data)."""
    written = name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")
    return b'Content-Disposition: form-data; name="files"; filename="' + written.encode() + b'"\r\n'


def through_the_parser(name: str) -> str:
    """What the parser of uploads hands on of a file of this name."""
    head = as_chromium_writes(name) + b"Content-Type: application/pdf\r\n\r\n"
    body = b"--edge\r\n" + head + b"%PDF\r\n--edge--\r\n"
    meta = {"CONTENT_TYPE": "multipart/form-data; boundary=edge", "CONTENT_LENGTH": len(body)}
    handler = Listening()
    NameKeepingParser(meta, io.BytesIO(body), [handler], "utf-8").parse()
    return handler.heard


@given(ON_DISK)
def test_d8_a_file_arrives_under_the_key_of_the_name_that_the_xml_gives(stem: str) -> None:
    name = f"{stem}.pdf"
    assert file_key(through_the_parser(name)) == file_key(clean(name))


@given(ON_DISK, st.sampled_from(("NFC", "NFD")), st.sampled_from((" ", "\u3000", "\u00a0", "\t", "  ")))
def test_d8_form_case_and_kind_of_blank_never_part_a_file_from_its_claim(
    stem: str, form: Any, blank: str
) -> None:
    name = f"x{stem} a.pdf"
    other = unicodedata.normalize(form, name).replace(" a.pdf", f"{blank}A{blank}.PDF")
    assert file_key(through_the_parser(other)) == file_key(clean(name))


@given(st.text())
def test_d8_the_key_of_a_key_is_the_key(name: str) -> None:
    assert file_key(file_key(name)) == file_key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C-1　陳大文.pdf", "C-1 陳大文.pdf"),
        ("C-1\u00a0Form 1.pdf", "C-1 Form 1.pdf"),
        ("C-1\tForm 1.pdf", "C-1 Form 1.pdf"),
        ("C-1 Form 1 .PDF", "c-1 form 1.pdf"),
        ('the "big" one.pdf', "the %22big%22 one.pdf"),
        ("two\r\nlines.pdf", "two%0D%0Alines.pdf"),
        ("two\nlines.pdf", "two lines.pdf"),
        ("\ufeffC-1\u200e.pdf", "C-1.pdf"),
        ("co\u00adop.pdf", "coop.pdf"),
        ("葛\U000e0100城.pdf", "葛城.pdf"),
        ("Straße É.pdf", "STRASSE E\u0301.pdf"),
        ("C:\\forms\\C-1.pdf", "C-1.pdf"),
        ("forms/2026/C-1.pdf", "C-1.pdf"),
    ],
)
def test_d8_names_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert file_key(one) == file_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C-1.pdf", "C-2.pdf"),
        ("C 1.pdf", "C1.pdf"),
        ("Ａ.pdf", "A.pdf"),
        ("a&notice.pdf", "a¬ice.pdf"),
        ("a&amp;b.pdf", "a&b.pdf"),
        ("陳.pdf", "陈.pdf"),
        ("e.pdf", "é.pdf"),
        ("a..pdf", "a.pdf"),
        ("表" * 96 + "一.pdf", "表" * 96 + "二.pdf"),
        ("\ue3a0.pdf", "\ue3a1.pdf"),
    ],
)
def test_d8_names_that_people_see_as_different_stay_different(one: str, other: str) -> None:
    assert file_key(one) != file_key(other)


def test_d8_a_given_name_is_never_cut_and_holds_nothing_that_a_database_cannot_keep() -> None:
    assert given_name("x" * 5000 + ".pdf") == "x" * 5000 + ".pdf"
    assert given_name("folder/a\x00b\ud800%22.pdf") == 'ab".pdf'
