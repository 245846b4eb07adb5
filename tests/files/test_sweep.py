"""What nothing refers to goes, and nothing else (I7, F3)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from accounts.models import Account
from icms.files import inspect, keep, pages, sweep, tasks
from icms.files.incoming import Incoming
from icms.files.models import StoredFile
from icms.files.receive import arrive
from icms.lib import clock
from messaging import notices
from tests import cast
from tests.files import makers

pytestmark = pytest.mark.django_db(transaction=True)
TWO_DAYS = 2 * 24 * 3600


@pytest.fixture
def people() -> None:
    cast.load()


def kept() -> StoredFile:
    arrived = arrive(makers.pdf(), "form1.pdf")
    return keep.keep(arrived, inspect.pdfs([arrived])[0])


def age(path: Path, seconds: float = TWO_DAYS) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def orphan() -> Path:
    stored = kept()
    StoredFile.objects.filter(pk=stored.pk).delete()
    return keep.path_of(stored)


def test_old_temporary_files_and_old_files_without_a_row_go() -> None:
    stray, lost, stored = Incoming(), orphan(), kept()
    stray.settle()
    for path in (stray.path, lost, keep.path_of(stored)):
        age(path)
    assert sweep.sweep() == sweep.Swept(temporary=1, orphans=1, unnamed=0, pictures=0)
    assert not stray.path.exists()
    assert not lost.exists()
    assert keep.verify(stored)
    assert sweep.sweep() == sweep.Swept(0, 0, 0, 0)


def test_a_row_that_nothing_names_goes_after_a_day_and_one_that_a_record_names_stays(people: None) -> None:
    """What a job kept before it failed has a row and a file, and nobody refers to them."""
    left, held = kept(), kept()
    with transaction.atomic():
        notices.send(
            "paper_sealed",
            event="document:1:sealed",
            to=[Account.objects.first().pk],
            params={"case": "SCTC 000001/2026", "claim": "HL-00001"},
            enclosures=[notices.Enclosure("form_1", "form-1.pdf", held.pk)],
        )
    assert sweep.sweep().unnamed == 0
    StoredFile.objects.update(created_at=clock.now() - timedelta(hours=25))
    assert sweep.sweep().unnamed == 1
    assert not keep.path_of(left).exists()
    assert list(StoredFile.objects.all()) == [held]
    assert keep.verify(held)


def test_young_ones_stay_a_day() -> None:
    young, lost = Incoming(), orphan()
    young.settle()
    age(young.path, 23 * 3600)
    age(lost, 23 * 3600)
    tasks.sweep()
    assert young.path.exists()
    assert lost.exists()
    assert sweep.sweep(timedelta(hours=22)) == sweep.Swept(1, 1, 0, 0)
    young.discard()


def test_a_process_that_is_killed_in_the_middle_of_an_upload_leaves_only_what_the_sweep_takes(
    store: Path, temporary
) -> None:
    program = (
        "import os, signal, django\n"
        "from django.conf import settings\n"
        f"settings.configure(MEDIA_ROOT={str(store)!r})\n"
        "from icms.files.incoming import Incoming\n"
        "coming = Incoming(); coming.write(b'half of it')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == -9
    [left] = temporary()
    age(left)
    assert sweep.sweep().temporary == 1
    assert temporary() == []


def test_pictures_go_with_the_last_file_of_their_bytes() -> None:
    one, two = kept(), kept()
    picture = pages.picture(one, 1)
    age(picture.parent)
    sweep.drop([one.pk])
    assert sweep.sweep().pictures == 0
    assert picture.exists()
    sweep.drop([two.pk])
    assert sweep.sweep().pictures == 1
    assert not picture.parent.exists()


def test_dropped_files_leave_the_disk_after_the_commit_and_not_before() -> None:
    stored = kept()
    with transaction.atomic():
        assert sweep.drop([stored.pk]) == 1
        assert keep.path_of(stored).exists()
    assert not keep.path_of(stored).exists()
    assert sweep.drop([stored.pk]) == 0


def test_dropped_files_stay_when_the_act_rolls_back() -> None:
    stored = kept()
    with transaction.atomic():
        sweep.drop([stored.pk])
        transaction.set_rollback(True)
    assert keep.verify(StoredFile.objects.get(pk=stored.pk))
