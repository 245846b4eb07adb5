"""The corpus of the project: every kind of PDF that was refused, altered or let through wrongly, with its verdict.

Each run tries one file of each kind; `make corpus` tries all of them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from icms.files.management.commands.try_documents import ACCEPTED, Tried, try_file

CORPUS = Path(__file__).with_name("corpus")
EXPECTED = Path(__file__).with_name("expected.tsv")
NOTES = {"under_stamp": "stamp_covers"}
PEAK_MB_MAX = 256
ONE_OF_EACH_KIND, WHOLE = "one of each kind", "the whole"
PARTS = [ONE_OF_EACH_KIND, pytest.param(WHOLE, marks=pytest.mark.soak)]


@cache
def expected() -> dict[str, dict[str, str]]:
    with EXPECTED.open(encoding="utf-8") as rows:
        return {row["file"]: row for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}


def files_of(part: str) -> tuple[str, ...]:
    """The whole corpus, or the last file for each verdict and note: some sixty, for every run."""
    if part == WHOLE:
        return tuple(expected())
    return tuple({(row["verdict"], row["note"]): name for name, row in expected().items()}.values())


@cache
def tried(part: str) -> dict[str, Tried]:
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda name: try_file(CORPUS / name, CORPUS), files_of(part))
        return {each.file: each for each in found}


def test_every_file_of_the_corpus_has_a_row_and_every_row_its_file() -> None:
    assert sorted(expected()) == sorted(each.name for each in CORPUS.glob("*.pdf"))


def test_one_of_each_kind_covers_every_verdict_and_note() -> None:
    kinds = {(row["verdict"], row["note"]) for row in expected().values()}
    chosen = files_of(ONE_OF_EACH_KIND)
    assert {(expected()[name]["verdict"], expected()[name]["note"]) for name in chosen} == kinds
    assert len(chosen) == len(kinds) > 50


@pytest.mark.parametrize("part", PARTS)
def test_every_file_of_the_corpus_gets_the_verdict_that_is_right(
    part: str, record_property: Callable
) -> None:
    found = tried(part)
    wrong = {
        name: (expected()[name]["verdict"], each.verdict, each.found, each.detail)
        for name, each in found.items()
        if each.verdict not in expected()[name]["verdict"].split("|")
    }
    record_property("files", len(found))
    record_property("accepted", sum(each.verdict == ACCEPTED for each in found.values()))
    assert wrong == {}


@pytest.mark.parametrize("part", PARTS)
def test_filer_and_officer_are_told_of_signatures_and_of_what_the_stamp_covers(part: str) -> None:
    wrong = {}
    for name, each in tried(part).items():
        known = {NOTES.get(note, note) for note in expected()[name]["note"].split(",") if note}
        told = set(each.notes) & {"signed", "stamp_covers"}
        if each.verdict == ACCEPTED and told != known:
            wrong[name] = (known, told)
    assert wrong == {}


@pytest.mark.parametrize("part", PARTS)
def test_no_accepted_file_takes_more_memory_than_a_child_may(part: str, record_property: Callable) -> None:
    heaviest = max(each.peak_mb for each in tried(part).values() if each.verdict == ACCEPTED)
    record_property("peak in MB", round(heaviest))
    assert heaviest <= PEAK_MB_MAX
