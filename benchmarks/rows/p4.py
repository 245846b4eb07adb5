"""P4: the workers' whole job for 99 accepted claims, 198 forms of 362 MB, without malware scan and comparison.

From the committed decision until the last case is issued: case numbers, rows, Form 3, sealed forms, messages, audit.
Each form is sealed in a limited child, its links, notes and fields fixed; the workers leave out only the comparison of
pictures, which is measured by P21, as the rehearsal is. The limit has the files alone: check, stamp, hash, disk,
notices.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from itertools import repeat
from pathlib import Path

from django.db.models import Max

from benchmarks.batches import forms
from benchmarks.ground import Ground
from benchmarks.limits.issue import issue
from benchmarks.limits.workers import Workers
from benchmarks.measure import Line, Rounds
from cases import papers
from cases.models import Case, HearingSession
from filing.models import Claim, Submission
from icms.files.keep import path_of
from icms.kernel.models import OutboxJob
from icms.lib import clock
from tests.filing import registry, stage

GOAL, GROWTH = 1.5, 3.3
PEER = "the tutorial way 8; paperless-ngx 198 files in 195 s (measured 2026-11-22)"
PART = 20


def measure(ground: Ground) -> list[Line]:
    """The job against the bare work, and how it grows with the claims."""
    scale = ground.scale
    workers = Workers()
    with ground.database(), ground.workers_that_compare_nothing():
        # Those of fewer claims come first: they warm up what the larger ones use.
        few = [_round(ground, scale.fewer, None)[0] for _ in range(scale.warm_up * (scale.heavy_rounds + 1))]
        pairs = [_round(ground, scale.claims, workers) for _ in range(scale.heavy_rounds)]
    workers.close()
    rounds = Rounds.of(pairs)
    ground.job_seconds = statistics.median(rounds.project)
    lines = [rounds.line("P4 job of 99 claims, 198 forms of 362 MB", ground.parts, goal=GOAL, peer=PEER)]
    if few:
        growth = ground.job_seconds / statistics.median(few[scale.warm_up :])
        lines.append(Line("P4 growth from 33 to 99 claims", ground.parts, growth, GROWTH, ""))
    return lines


def a_case(ground: Ground) -> tuple[Case, HearingSession]:
    """A case that was issued, with its session; made if there is none. Only inside `database`."""
    if not Case.objects.exists():
        _round(ground, ground.scale.fewer, None)
    case = Case.objects.select_related("court", "case_type").latest("pk")
    return case, case.hearings.select_related("session").latest("pk").session


def _round(ground: Ground, claims: int, workers: Workers | None) -> tuple[float, float]:
    submission = _before_the_officer(ground, claims)
    session = registry.session(30, capacity=claims, place=f"Courtroom {submission.pk}")
    ground.come_to_rest()
    last = OutboxJob.objects.aggregate(last=Max("pk"))["last"]
    registry.accept(submission, range(1, claims + 1), to=session)
    committed = clock.now()
    ground.come_to_rest()
    done = OutboxJob.objects.filter(pk__gt=last)
    assert done.filter(topic="case.opened").count() == claims
    ours = (done.aggregate(last=Max("done_at"))["last"] - committed).total_seconds()
    least = _bare(ground, submission, workers) if workers else 0.0
    for stored in (ground.stack.media / "kept").rglob("*"):
        if stored.is_file():
            stored.unlink()
    return ours, least


def _before_the_officer(ground: Ground, claims: int) -> Submission:
    seed = ground.seed()
    submission = stage.prepared(claims, seed, with_forms=False)
    files = list(forms(stage.batch(claims, seed), ground.scale.job_bytes * claims // ground.scale.claims))
    for at in range(0, len(files), PART):
        stage.receive(submission, files[at : at + PART])
    submission.refresh_from_db()
    stage.settle(stage.declared(submission))
    Submission.objects.filter(pk=submission.pk).update(deemed_at=clock.now() - timedelta(minutes=5))
    submission.refresh_from_db()
    return submission


def _bare(ground: Ground, submission: Submission, workers: Workers) -> float:
    case, session = a_case(ground)
    template = papers.hearing_notice(case, session, "SCT-2026-000000000000")
    claims = [_forms_of(claim) for claim in submission.batch.claims.order_by("position")]
    with tempfile.TemporaryDirectory(prefix="icms-bare-") as folder:
        started = time.perf_counter()
        workers.run(issue, claims, repeat(template), repeat(Path(folder)))
        return time.perf_counter() - started


def _forms_of(claim: Claim) -> Sequence[Path]:
    papers = claim.documents.with_files()
    return [path_of(paper.upload.file) for paper in papers if paper.upload is not None]
