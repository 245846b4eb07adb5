"""F15: the registry's calendar changes under a filing; the rule at completion counts, and what is filed stays."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from random import Random

from pikepdf import Pdf

from accounts.models import User
from cases.models import Closure, Court, GeneralHoliday
from cases.rules import calendar as rules
from filing.models import Submission
from filing.transitions import closures
from icms.files.incoming import CHUNK_BYTES
from icms.lib import clock
from tests.faults.scenes import LATE, Scenes
from tests.faults.slowly import HalfSent
from tests.files import makers


def scanned_paper(made: Pdf) -> None:
    """4 MB that nothing compresses."""
    made.Root.Picture = made.make_stream(Random(1).randbytes(16 * CHUNK_BYTES))


SCANNED = makers.pdf(change=scanned_paper)


def test_a_storm_that_is_declared_while_files_arrive_counts_for_the_filing(scenes: Scenes):
    """F15: an officer records a gale while a form of 4 MB is half sent; it is completed in the closure."""
    batch, stack, filer = scenes.begun(), scenes.stack, scenes.filer
    name, _ = scenes.files[-1]
    assert filer.upload(batch, scenes.files[-LATE:-1]).status == 200
    with stack.database():
        upload = HalfSent(filer, batch, name, SCANNED)
        moment = clock.now().replace(second=0, microsecond=0)
        storm = rules.Closure("gale", moment - timedelta(minutes=5), moment + timedelta(hours=2))
        officer = User.objects.get(email=scenes.officer.who)
        closures.enter(Court.objects.get(code="sct").pk, storm, by=officer)
        answer = upload.finish()
    assert '"state": "received"' in answer, answer
    filer.log.write(
        "file",
        submission=batch.submission,
        name=name,
        sha256=hashlib.sha256(SCANNED).hexdigest(),
        state="received",
    )
    filer.file(batch)
    stack.come_to_rest(60)
    with stack.database():
        submission = Submission.objects.get()
        assert Closure.objects.count() == 1
        assert submission.deemed_at >= storm.reopens_at
    stack.check()


def test_a_holiday_that_is_entered_afterwards_changes_nothing_that_was_filed(scenes: Scenes):
    """F15: staff add and remove a holiday on the very day on which a filing was deemed received."""
    batch, stack, filer = scenes.filed(), scenes.stack, scenes.filer
    why = f"/sct/filing/submissions/{batch.submission}/why.json"
    before = filer.get(why).json()
    with stack.database():
        deemed = Submission.objects.get().deemed_at
        holiday = GeneralHoliday.objects.create(day=clock.hk(deemed).date(), name_en="An extra day")
        assert filer.get(why).json() == before
        assert Submission.objects.get().deemed_at == deemed
        holiday.delete()
    assert filer.get(why).json() == before
    stack.check()
