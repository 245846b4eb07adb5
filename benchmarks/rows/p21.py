"""P21: 198 typical forms rehearsed, sealed and compared in two children; and how long one form is "being checked".

Both acts on each form: on arrival its sealing is rehearsed and every page compared; at acceptance it is sealed and page
one compared. The limit does the same with bare pikepdf and pdfium in two processes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from benchmarks.batches import MEGABYTE, scanned
from benchmarks.ground import Ground
from benchmarks.limits import compare
from benchmarks.limits.workers import Workers
from benchmarks.measure import Line, Rounds, p95, timed
from filing import transitions
from icms.files import inspect, rehearsal
from icms.files.limited import RESIDENT_BYTES
from icms.files.models import StoredFile, Verdict
from icms.files.receive import arrive
from icms.lib import clock
from tests.filing import stage

GOAL, SECONDS = 1.5, 3.0
CHILDREN = 2
PATIENCE = 60.0  # seconds until one form has its verdict


def measure(ground: Ground) -> list[Line]:
    """Both acts against the limit; the memory of a child; the seconds from the receipt of one form to its verdict."""
    scale = ground.scale
    with ExitStack() as ends:
        ends.enter_context(ground.database())
        waits = _waits(ground)
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="icms-forms-")))
        forms = [folder / f"{number}.pdf" for number in range(scale.scans)]
        for form, data in zip(forms, scanned(scale.scans), strict=True):
            form.write_bytes(data)
        workers = Workers()
        ends.callback(workers.close)
        portal, bare = _Portal(), _Bare(workers, folder)
        pairs = [_round(forms, portal, bare) for _ in range(scale.warm_up + scale.heavy_rounds)]
    arrivals, acceptances, both = (
        Rounds.of([(ours[each], least[each]) for ours, least in pairs[scale.warm_up :]]) for each in range(3)
    )
    peak = portal.peak / MEGABYTE
    return [
        both.line("P21 rehearse, seal and compare 198 forms of 1.8 MB", ground.parts, goal=GOAL, peer=""),
        arrivals.line("P21 of it the rehearsal, all pages compared", ground.parts, goal=GOAL, peer=""),
        acceptances.line("P21 of it the sealing, page one compared", ground.parts, goal=GOAL, peer=""),
        Line("P21 peak of a child", ground.parts, peak, RESIDENT_BYTES / MEGABYTE, "", unit="MB"),
        Line("P21 one form received to its verdict, p95", ground.parts, p95(waits), SECONDS, "", unit="s"),
    ]


class _Portal:
    """The portal's two acts, each with two children; `peak` is the most memory that one of them had, in bytes."""

    def __init__(self) -> None:
        self.peak = 0
        self._stamp = rehearsal.STAMP.read_bytes()

    def rehearse(self, forms: list[Path]) -> None:
        self._two_at_once(self._rehearse, forms)

    def seal(self, forms: list[Path]) -> None:
        self._two_at_once(self._seal, forms)

    def _rehearse(self, form: Path) -> None:
        [found] = rehearsal.rehearse([form])
        assert not found.fault, found
        self.peak = max(self.peak, found.peak_bytes)

    def _seal(self, form: Path) -> None:
        assert rehearsal.seal(form, self._stamp, foot=rehearsal.FOOT, title=rehearsal.TITLE)

    @staticmethod
    def _two_at_once(work: Callable[[Path], None], forms: Iterable[Path]) -> None:
        with ThreadPoolExecutor(CHILDREN) as asking:
            list(asking.map(work, forms))


class _Bare:
    """The same by the limit's two processes."""

    def __init__(self, workers: Workers, folder: Path) -> None:
        self._workers, self._folder = workers, folder

    def rehearse(self, forms: list[Path]) -> None:
        self._workers.run(compare.rehearse, forms, [rehearsal.STAMP] * len(forms))

    def seal(self, forms: list[Path]) -> None:
        targets = [self._folder / f"{form.stem}-sealed.pdf" for form in forms]
        self._workers.run(compare.seal, forms, [rehearsal.STAMP] * len(forms), targets)


Times = tuple[float, float, float]


def _round(forms: list[Path], portal: _Portal, bare: _Bare) -> tuple[Times, Times]:
    """Seconds of the rehearsals, of the sealings, and of both; the portal's, the limit's."""
    ours = timed(lambda: portal.rehearse(forms))
    least = timed(lambda: bare.rehearse(forms))
    sealed, stamped = timed(lambda: portal.seal(forms)), timed(lambda: bare.seal(forms))
    return (ours, sealed, ours + sealed), (least, stamped, least + stamped)


def _waits(ground: Ground) -> list[float]:
    """Seconds that each of some forms was "being checked", one after another; the first meets workers at rest."""
    seed = ground.seed()
    submission = stage.prepared(ground.scale.claims, seed, with_forms=False)
    ground.come_to_rest()
    names = [claim.forms[0].name for claim in stage.batch(ground.scale.claims, seed).claims]
    return [
        _wait(submission.pk, name, data)
        for name, data in zip(names, scanned(ground.scale.alone), strict=False)
    ]


def _wait(submission: int, name: str, data: bytes) -> float:
    arrived = [arrive(data, name)]
    findings = inspect.pdfs(arrived)
    [upload] = transitions.receive(submission, list(zip(arrived, findings, strict=True)), by=stage.account())
    began = clock.now()
    deadline = time.monotonic() + PATIENCE
    while StoredFile.objects.get(pk=upload.file_id).checking:
        if time.monotonic() > deadline:
            raise TimeoutError("the form is still being checked")
        time.sleep(0.005)
    waited = (clock.now() - began).total_seconds()
    assert StoredFile.objects.get(pk=upload.file_id).verdict == Verdict.ACCEPTED
    return waited
