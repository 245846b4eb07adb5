"""F1: at every named point of the main job a process dies, fails or hangs, once; the batch completes by itself.

Points that one job passes are armed alone; those of different claims strike one batch together, each its own claim.
"""

from __future__ import annotations

import pytest

from cases.models import Case
from filing.models import Upload
from icms.kernel.crash_points import POINTS
from tests.faults.people import Batch
from tests.faults.scenes import CLAIMS, LATE, SEED, Scenes
from tests.faults.stack import WHOLE_MATRIX, Stack
from tests.faults.visitor import Answer, NoAnswer
from tests.filing import stage

WEB_HANG, WEB_PATIENCE = "hang:1.5", 1.0  # the client asks again while the first request still hangs
# Every run kills at every point; failing and hanging are tried by the run that writes docs/faults.md.
WEB_KINDS = ("kill", "exception", WEB_HANG) if WHOLE_MATRIX else ("kill",)
WORKER_KINDS = ("kill", "kill-group", "exception", "hang") if WHOLE_MATRIX else ("kill", "kill-group")
# Every claim's whole worker killed takes half a minute: `make soak` and `make faults-table`.
EVERY_CLAIM_KINDS = [
    pytest.param(kind, marks=pytest.mark.soak) if kind == "kill-group" else kind for kind in WORKER_KINDS
]
TOPICS = {
    "outbox.claimed": "claim.decided",
    "outbox.effect_done": "claim.decided",
    "outbox.prepared": "case.opened",
    "outbox.fenced": "case.opened",
    "outbox.committed": "case.opened",
}


def of(*groups: str) -> list[str]:
    """The points of some groups."""
    return [point for point in POINTS if point.partition(".")[0] in groups]


def insistent(ask, *, tries: int = 10) -> Answer:
    """Asks as a person does who got no answer, or a page that says that something broke: again."""
    for _ in range(tries):
        try:
            answer = ask()
        except NoAnswer:
            continue
        if answer.status < 500:
            return answer
    raise AssertionError(f"no answer after {tries} tries")


def length(kind: str, stack: Stack) -> str:
    """A hang without a length lasts past the lease."""
    return f"hang:{stack.lease + 0.5}" if kind == "hang" else kind


@pytest.mark.parametrize("kind", WEB_KINDS)
@pytest.mark.parametrize("point", of("file", "upload"))
def test_an_upload_that_breaks_can_be_sent_again_and_is_there_once(scenes: Scenes, point: str, kind: str):
    batch, stack, filer = scenes.begun(), scenes.stack, scenes.filer
    stack.plan(point, kind)
    filer.seconds = WEB_PATIENCE if kind == WEB_HANG else filer.seconds
    insistent(lambda: filer.upload(batch, scenes.files[-LATE:]))
    filer.seconds = 60.0
    stack.come_to_rest()
    assert stack.fired(point) == 1
    filer.file(batch)
    stack.come_to_rest()
    stack.check()


@pytest.mark.parametrize("kind", WEB_KINDS)
@pytest.mark.parametrize("point", of("notice", "payment", "complete", "bell"))
def test_a_settlement_that_breaks_is_completed_once(scenes: Scenes, point: str, kind: str):
    batch = scenes.ready()
    pay_and_complete(scenes, batch, point, kind)


@pytest.mark.parametrize("kind", WORKER_KINDS)
@pytest.mark.parametrize("point", of("acknowledgement"))
def test_the_pdf_of_an_acknowledgement_is_made_once(scenes: Scenes, point: str, kind: str):
    pay_and_complete(scenes, scenes.ready(), point, kind)


def pay_and_complete(scenes: Scenes, batch: Batch, point: str, kind: str) -> None:
    """The filer pays once, and looks until he is told that it is acknowledged."""
    stack, filer = scenes.stack, scenes.filer
    filer.declare(batch)
    stack.plan(point, length(kind, stack))
    try:
        filer.pay(batch)
    except NoAnswer:
        filer.log.write("waits", payment=batch.payment)
    filer.wait_for_acknowledgement(batch, stack.patience)
    scenes.completes(kind)
    assert stack.fired(point) == 1
    stack.check()


@pytest.mark.parametrize("kind", WEB_KINDS)
@pytest.mark.parametrize("point", of("decide"))
def test_a_decision_that_breaks_is_taken_once(scenes: Scenes, point: str, kind: str):
    batch, stack, officer = scenes.filed(), scenes.stack, scenes.officer
    stack.plan(point, kind)
    officer.seconds = WEB_PATIENCE if kind == WEB_HANG else officer.seconds
    insistent(lambda: officer.accept(batch, [1, 2]))
    scenes.completes(kind)
    assert stack.fired(point) == 1
    with stack.database():
        assert Case.objects.count() == 2
    stack.check()


@pytest.mark.parametrize("kind", WORKER_KINDS)
def test_a_check_or_a_scan_that_breaks_is_done_again(scenes: Scenes, kind: str):
    batch, stack = scenes.begun(), scenes.stack
    points = of("rehearsal", "scan")
    for point in points:
        stack.plan(point, length(kind, stack))
    scenes.filer.upload(batch, scenes.files[-LATE:])
    scenes.completes(kind)
    assert {point: stack.fired(point) for point in points} == dict.fromkeys(points, 1)
    with stack.database():
        checked = Upload.objects.filter(submission=batch.submission, file__verdict="accepted").count()
    assert checked == 2 * CLAIMS
    scenes.filer.file(batch)
    stack.come_to_rest()
    stack.check()


@pytest.mark.parametrize("kind", EVERY_CLAIM_KINDS)
def test_each_claim_of_a_batch_is_struck_at_another_point_and_all_are_carried_out(scenes: Scenes, kind: str):
    batch, stack = scenes.filed(), scenes.stack
    claims = stage.batch(CLAIMS, SEED).claims
    points = of("claim", "issue")
    for position, point in enumerate(points, start=1):
        by_position = point in ("claim.accepted", "claim.rejected")
        stack.plan(
            point, length(kind, stack), about=position if by_position else claims[position - 1].reference
        )
    rejected = points.index("claim.rejected") + 1
    scenes.officer.reject(batch, [rejected])
    scenes.officer.accept(batch, [at for at in range(1, len(points) + 1) if at != rejected])
    scenes.completes(kind, len(POINTS) * stack.lease)
    assert {point: stack.fired(point) for point in points} == dict.fromkeys(points, 1)
    stack.check()


@pytest.mark.parametrize("kind", WORKER_KINDS)
def test_a_job_that_is_struck_anywhere_is_done_once(scenes: Scenes, kind: str):
    batch, stack = scenes.filed(), scenes.stack
    for point in of("outbox"):
        stack.plan(point, length(kind, stack), about=TOPICS[point])
    scenes.officer.accept(batch, [1, 2, 3])
    scenes.completes(kind, len(POINTS) * stack.lease)
    assert {point: stack.fired(point) for point in TOPICS} == dict.fromkeys(TOPICS, 1)
    stack.check()


def test_every_point_belongs_to_a_group_that_is_tried():
    tried = of("file", "upload", "notice", "payment", "complete", "bell", "acknowledgement", "decide")
    tried += of("rehearsal", "scan")
    elsewhere = of("declare")  # tests/faults/test_web_killed.py
    assert set(POINTS) == {*tried, *elsewhere, *of("claim", "issue"), *TOPICS}
