"""Uploaded files find their claims: by hash where one is given, by name elsewhere (BLK-3, A12)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filing.bulk.matching import Arrived, Matched, Matching, match
from filing.bulk.sample import sample_batch
from filing.rules.claim import FormData

A, B = "a" * 64, "b" * 64


TWO = (
    (FormData("form_1", "1a.pdf"), FormData("form_2", "1b.pdf")),
    (FormData("form_1", "2a.pdf", sha256=A), FormData("form_2", "表格 É.pdf")),
)


def sent(*files: tuple[str, str]) -> list[Arrived]:
    return [Arrived(str(n), name, sha256) for n, (name, sha256) in enumerate(files)]


def places(matching: Matching) -> dict[str, tuple[int, str]]:
    return {each.file.name: (each.claim, each.form) for each in matching.matched}


def test_a12_all_files_of_a_batch_find_their_claims_in_any_order() -> None:
    batch = sample_batch(99, seed=2).claims
    files = [form.name for claim in batch for form in claim.forms]
    found = match(
        [claim.forms for claim in batch],
        sent(*((name, f"{n:064x}") for n, name in enumerate(reversed(files)))),
    )
    assert found.complete
    assert len(found.matched) == 198
    assert [(each.claim, each.form, each.file.name) for each in found.matched][:2] == [
        (1, "form_1", files[0]),
        (1, "form_2", files[1]),
    ]


@pytest.mark.parametrize(
    "name",
    ["1A.PDF", " 1a.pdf ", "C:\\Users\\me\\1a.pdf", "/home/me/1a.pdf", "folder/1a.pdf"],
)
def test_case_spaces_and_the_path_of_a_browser_do_not_matter(name: str) -> None:
    assert places(match(TWO, sent((name, B)))) == {name: (1, "form_1")}


def test_a_name_in_another_unicode_form_is_the_same_name() -> None:
    name = unicodedata.normalize("NFD", "表格 é.PDF")
    assert places(match(TWO, sent((name, B)))) == {name: (2, "form_2")}


def test_a_hash_decides_over_the_name() -> None:
    found = match(TWO, sent(("whatever.pdf", A)))
    assert places(found) == {"whatever.pdf": (2, "form_1")}


def test_another_content_under_the_name_of_a_hashed_form_is_a_fault_of_its_own() -> None:
    found = match(TWO, sent(("2a.pdf", B)))
    assert [(each.claim, each.form, each.differs) for each in found.differing] == [(2, "form_1", True)]
    assert found.matched == ()
    assert (2, "form_1") in found.missing


def test_a_second_file_for_a_form_is_a_double_and_the_surer_one_stays() -> None:
    found = match(TWO, sent(("1a.pdf", B), ("folder/1A.pdf", A + "x"), ("2a.pdf", B), ("renamed.pdf", A)))
    assert places(found)["1a.pdf"] == (1, "form_1")
    assert places(found)["renamed.pdf"] == (2, "form_1")
    assert [(each.file.name, each.differs) for each in found.doubles] == [
        ("folder/1A.pdf", False),
        ("2a.pdf", True),
    ]


def test_the_same_form_under_two_names_is_a_double_by_its_hash() -> None:
    found = match(TWO, sent(("2a.pdf", A), ("Copy of 2a.pdf", A)))
    assert places(found) == {"2a.pdf": (2, "form_1")}
    assert [each.file.name for each in found.doubles] == ["Copy of 2a.pdf"]


def test_what_fits_nowhere_and_what_is_missing_are_listed() -> None:
    found = match(TWO, sent(("1a.pdf", B), ("notes.pdf", B)))
    assert [each.name for each in found.unmatched] == ["notes.pdf"]
    assert found.missing == ((1, "form_2"), (2, "form_1"), (2, "form_2"))
    assert not found.complete


def test_a_file_moved_by_hand_stays_where_it_was_put() -> None:
    files = sent(("scan.pdf", B), ("1a.pdf", B))
    found = match(TWO, files, by_hand=[Matched(1, "form_2", files[0]), Matched(2, "form_1", files[1])])
    assert places(found) == {"scan.pdf": (1, "form_2"), "1a.pdf": (2, "form_1")}


@given(st.lists(st.tuples(st.sampled_from(("1a.pdf", "1B.PDF", "2a.pdf", "x.pdf")), st.sampled_from((A, B)))))
def test_every_file_is_in_exactly_one_list_and_every_place_filled_or_missing(
    files: list[tuple[str, str]],
) -> None:
    found = match(TWO, sent(*files))
    inside = [each.file.id for each in (*found.matched, *found.doubles, *found.differing)]
    assert sorted([*inside, *(each.id for each in found.unmatched)], key=int) == [
        str(n) for n in range(len(files))
    ]
    filled = {(each.claim, each.form) for each in found.matched}
    assert len(filled) == len(found.matched)
    assert filled | set(found.missing) == {(n, form) for n in (1, 2) for form in ("form_1", "form_2")}
    assert filled.isdisjoint(found.missing)
