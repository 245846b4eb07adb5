"""The corpus of the project: every kind of PDF that was refused, altered or let through wrongly, with its verdict."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from icms.files.management.commands.try_documents import ACCEPTED, Tried, try_file

CORPUS = Path(__file__).with_name("corpus")
EXPECTED = Path(__file__).with_name("expected.tsv")
NOTES = {"under_stamp": "stamp_covers"}
PEAK_MB_MAX = 256


@cache
def expected() -> dict[str, dict[str, str]]:
    with EXPECTED.open(encoding="utf-8") as rows:
        return {row["file"]: row for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}


@cache
def tried() -> dict[str, Tried]:
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda name: try_file(CORPUS / name, CORPUS), expected())
        return {each.file: each for each in found}


def test_every_file_of_the_corpus_has_a_row_and_every_row_its_file() -> None:
    assert sorted(expected()) == sorted(each.name for each in CORPUS.glob("*.pdf"))


def test_every_file_of_the_corpus_gets_the_verdict_that_is_right() -> None:
    wrong = {
        name: (row["verdict"], tried()[name].verdict, tried()[name].found, tried()[name].detail)
        for name, row in expected().items()
        if tried()[name].verdict not in row["verdict"].split("|")
    }
    assert wrong == {}


def test_filer_and_officer_are_told_of_signatures_and_of_what_the_stamp_covers() -> None:
    wrong = {}
    for name, row in expected().items():
        known = {NOTES.get(note, note) for note in row["note"].split(",") if note}
        told = set(tried()[name].notes) & {"signed", "stamp_covers"}
        if tried()[name].verdict == ACCEPTED and told != known:
            wrong[name] = (known, told)
    assert wrong == {}


def test_no_accepted_file_takes_more_memory_than_a_child_may() -> None:
    heavy = {name: each.peak_mb for name, each in tried().items() if each.verdict == ACCEPTED}
    assert max(heavy.values()) <= PEAK_MB_MAX
