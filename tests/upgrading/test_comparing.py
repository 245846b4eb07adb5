"""The comparison finds what is lost and changed, wherever the mapping says that it went."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.upgrading.comparing import Column, Comparison, Rows, Tables, changed, gone, moved, plain, renamed
from tests.upgrading.loading import Row

OLD = {"book": [{"id": 7, "title": "Ulysses", "author": "Joyce", "shelf": ""}]}


def faults(
    new: dict[str, list[Row]], rows: dict[str, Rows] | None = None, columns: dict[str, Column] | None = None
) -> list[str]:
    tables = Tables(new, dict.fromkeys(new, "id"))
    return list(Comparison(OLD, tables, rows or {}, columns or {}).faults())


def test_rows_that_stayed_as_they_were_have_no_fault_and_new_columns_do_not_matter():
    assert faults({"book": [{**OLD["book"][0], "pages": 700}, {"id": 8, "title": "", "author": ""}]}) == []


@pytest.mark.parametrize(
    ("there", "words"),
    [
        ([], "book 7 is not in book"),
        (
            [{"id": 7, "title": "Ulysses", "author": "J", "shelf": ""}],
            "book 7: author was 'Joyce' and is 'J'",
        ),
        ([{"id": 7, "title": "Ulysses", "shelf": ""}], "book 7: author: there is no column author"),
        (
            [{"id": 7, "title": "Ulysses", "author": "Joyce", "shelf": None}],
            "book 7: shelf was '' and is None",
        ),
    ],
)
def test_what_is_lost_or_changed_is_said(there: list[Row], words: str):
    assert faults({"book": there}) == [words]


def test_a_table_that_is_gone_has_lost_its_rows():
    assert faults({}) == ["book 7 is not in book"]


def row(**changes: Any) -> Row:
    """The book as it stands in a table "work" with a person of its own."""
    return {"id": 70, "book": 7, "name": "Ulysses", "shelf": "none", **changes}


ROWS = {"book": Rows("work", find="book")}
COLUMNS = {
    "book.id": renamed("book"),
    "book.title": renamed("name"),
    "book.author": moved("person.name", by="work", where={"role": "author"}),
    "book.shelf": changed(lambda row: row["shelf"] or "none"),
}
AUTHOR = {"id": 1, "work": 7, "role": "author", "name": "Joyce"}


def test_rows_and_values_are_found_where_the_mapping_says():
    people = [{**AUTHOR, "id": 2, "role": "editor", "name": "Gabler"}, AUTHOR]
    assert faults({"work": [row()], "person": people}, ROWS, COLUMNS) == []


@pytest.mark.parametrize(
    ("work", "people", "words"),
    [
        ([], [AUTHOR], "book 7 is not in work"),
        ([row(), row(id=71)], [AUTHOR], "book 7 is not in work"),
        ([row(name="Odyssey")], [AUTHOR], "book 7: title was 'Ulysses' and is 'Odyssey'"),
        ([row(shelf="")], [AUTHOR], "book 7: shelf was 'none' and is ''"),
        ([row()], [], "book 7: author has no row of its own in person"),
        ([row()], [AUTHOR, AUTHOR], "book 7: author has no row of its own in person"),
        ([row()], [{**AUTHOR, "role": "editor"}], "book 7: author has no row of its own in person"),
        ([row()], [{**AUTHOR, "name": "J"}], "book 7: author was 'Joyce' and is 'J'"),
    ],
)
def test_what_is_lost_or_changed_on_the_way_is_said(work: list[Row], people: list[Row], words: str):
    assert faults({"work": work, "person": people}, ROWS, COLUMNS) == [words]


def test_an_empty_value_needs_no_row_of_its_own_where_the_mapping_says_so():
    place = {"book.shelf": moved("place.shelf", by="book", optional=True)}
    assert faults({"book": OLD["book"]}, columns=place) == []
    place = {"book.author": moved("place.author", by="book", optional=True)}
    assert faults({"book": OLD["book"]}, columns=place) == ["book 7: author has no row of its own in place"]


def test_a_row_can_be_found_by_a_question_of_its_own():
    rows = {"book": Rows("work", find=lambda old, new: new.row("work", old["id"] * 10))}
    assert faults({"work": [row()]}, rows, {**COLUMNS, "book.author": gone("made up")}) == []


def test_what_is_given_up_needs_a_reason():
    with pytest.raises(ValueError, match="why"):
        gone("")
    there = [{"id": 7, "title": "Ulysses", "author": "Joyce"}]
    assert faults({"book": there}, columns={"book.shelf": gone("It is worked out from the title.")}) == []


def test_moments_are_the_same_in_every_time_zone_and_json_in_every_order():
    moment = datetime(2026, 11, 19, 2, tzinfo=UTC)
    assert plain(moment) == plain(moment.astimezone(timezone(timedelta(hours=8))))
    assert plain({"a": [1, {"b": 2, "c": 3}]}) == plain({"a": [1, {"c": 3, "b": 2}]})
    assert plain(memoryview(b"x")) == b"x"
