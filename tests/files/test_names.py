"""File names are for display only (F21): whatever is sent, what is shown is short, visible and no path."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from icms.files.names import BYTES_MAX, CHARACTERS_MAX, display_name, has_suffix


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("form1.pdf", "form1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\claim 1.pdf", "claim 1.pdf"),
        ("/absolute/claim.pdf", "claim.pdf"),
        ("表格一（申索書）.pdf", "表格一（申索書）.pdf"),
        ("claim\x00.pdf", "claim.pdf"),
        ("a\r\nb\t.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u200fclaim\ufeff.pdf", "claim.pdf"),
        ("", "unnamed"),
        ("..", "unnamed"),
        ("...", "unnamed"),
        (".pdf", "unnamed.pdf"),
        ("  spaced   out .pdf ", "spaced out.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
    ],
)
def test_a_name_is_shown_without_what_misleads(given_name: str, shown: str) -> None:
    assert display_name(given_name) == shown


@pytest.mark.parametrize("letter", ["a", "表", "\U0002070e"])
def test_a_name_of_255_bytes_and_more_is_cut_and_keeps_its_suffix(letter: str) -> None:
    shown = display_name(letter * 300 + ".pdf")
    assert shown.endswith(letter + ".pdf")
    assert len(shown) <= CHARACTERS_MAX
    assert len(shown.encode()) <= BYTES_MAX


@example("0. 0.")
@given(st.text(st.characters(codec=None), max_size=400) | st.text("./\\\u202e\x00 ap表", max_size=40))
def test_any_name_at_all_becomes_one_that_can_be_shown(given_name: str) -> None:
    shown = display_name(given_name)
    assert shown
    assert shown == shown.strip()
    assert shown.strip(".")
    assert not {"/", "\\"} & set(shown)
    assert all(unicodedata.category(c)[0] != "C" for c in shown)
    assert len(shown) <= CHARACTERS_MAX
    assert len(shown.encode()) <= BYTES_MAX
    assert display_name(shown) == shown


@given(st.text(max_size=300))
def test_a_pdf_stays_a_pdf(stem: str) -> None:
    assert has_suffix(display_name(stem + ".pdf"), ".pdf")
