"""The disk has a file before the database knows of it: write, fsync, rename, fsync of the folder, row (I7, F7)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from icms.files import inspect, keep
from icms.files.incoming import Incoming
from icms.files.models import StoredFile
from icms.files.receive import arrive
from tests.files import makers

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = ["write", "fsync of the file", "rename", "fsync of the folder", "row"]


@pytest.fixture
def order(monkeypatch) -> Iterator[list[str]]:
    """What reaches the operating system and the database, in order; repetitions of one step are one."""
    seen: list[str] = []

    def note(what: str) -> None:
        if seen[-1:] != [what]:
            seen.append(what)

    write, fsync, rename = Incoming.write, os.fsync, os.rename

    def noted_write(self: Incoming, data: bytes) -> None:
        write(self, data)
        note("write")

    def noted_fsync(descriptor: int) -> None:
        fsync(descriptor)
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        note("fsync of the folder" if is_folder else "fsync of the file")

    def noted_rename(*where: object, **how: object) -> None:
        rename(*where, **how)  # type: ignore[arg-type]
        note("rename")

    def noted_row(execute, sql, *rest):
        done = execute(sql, *rest)
        if sql.startswith(f'INSERT INTO "{StoredFile._meta.db_table}"'):
            note("row")
        return done

    monkeypatch.setattr(Incoming, "write", noted_write)
    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "rename", noted_rename)
    with connection.execute_wrapper(noted_row):
        yield seen


def test_a_part_that_arrives_is_on_the_disk_in_its_place_before_its_rows(order: list[str]):
    arrived = [arrive(makers.pdf(), "1.pdf")]
    with transaction.atomic():  # as the act that receives a part does
        keep.keep_all(list(zip(arrived, inspect.pdfs(arrived), strict=True)))
    assert order == KEPT


def test_a_document_of_the_court_is_on_the_disk_in_its_place_before_its_row(order: list[str]):
    keep.keep_bytes(makers.pdf(), "application/pdf")
    assert order == KEPT
