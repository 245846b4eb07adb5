"""P1: 450 MB in 198 PDFs and ten parts, from the first byte to the last answer, everything hashed and on the disk.

The portal's time has the check of every PDF in it, by a child of its own, and the matching to claims: no file of a
filer is taken unseen. The workers, which would rehearse the sealing meanwhile, are ended: P21 measures that.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.batches import MEGABYTE, forms
from benchmarks.ground import Ground
from benchmarks.limits import receive
from benchmarks.measure import Line, Rounds, timed
from filing import transitions
from icms.kernel.models import OutboxJob
from tests.architecture.sources import ROOT
from tests.faults.people import JSON, Filer
from tests.faults.visitor import multipart
from tests.filing import stage

PARTS = 10
WORK_ON_ARRIVAL = ("file.to_rehearse", "file.arrived")  # not for P1, nor left to the rows after it
GOAL, PEAK_MEGABYTES = 1.6, 128
PEER = "Django's default handlers 1.5-2.0 without fsync; 198 single PUTs 1.8-2.6 (measured 2026-11-22)"
Part = list[tuple[str, bytes]]


def measure(ground: Ground) -> list[Line]:
    """The upload against the raw socket, and the most memory that a web process has ever had."""
    filer = ground.stack.filer()
    scale = ground.scale
    with _raw_server() as port, ground.no_workers():
        pairs = [_round(ground, filer, port) for _ in range(scale.warm_up + scale.rounds)]
    rounds = Rounds.of(pairs[scale.warm_up :])
    return [
        rounds.line("P1 receive 450 MB in 198 PDFs, checked", ground.parts, goal=GOAL, peer=PEER),
        Line("P1 peak of a web process", ground.parts, _peak(ground), PEAK_MEGABYTES, "", unit="MB"),
    ]


def _round(ground: Ground, filer: Filer, port: int) -> tuple[float, float]:
    batch = filer.begin(ground.seed(), ground.scale.claims)
    data = stage.batch(batch.claims, batch.seed)
    parts = _parts(list(forms(data, ground.scale.upload_bytes)))
    address = f"/sct/filing/new/{batch.submission}/forms/upload/"
    fields = filer.get(f"/sct/filing/new/{batch.submission}/forms/").form(address)
    ours = 0.0
    for part in parts:
        kind, body = multipart(fields, [("files", name, content) for name, content in part])
        started = time.perf_counter()
        answer = filer.send_body(address, kind, body, **JSON)
        ours += time.perf_counter() - started
        assert answer.status == 200, answer.text[:500]
        assert {row["state"] for row in answer.json()["files"]} == {"received"}, answer.text[:500]
    least = sum(timed(lambda part=part: _send(port, part)) for part in parts)
    with ground.database():
        transitions.discard(batch.submission, by=stage.account())
        OutboxJob.objects.filter(topic__in=WORK_ON_ARRIVAL).delete()
    return ours, least


def _send(port: int, part: Part) -> None:
    hashes = receive.send(port, (content for _, content in part))
    assert len(hashes) == len(part)


def _parts(files: Sequence[tuple[str, bytes]]) -> list[Part]:
    size = -(-len(files) // PARTS)
    return [list(files[at : at + size]) for at in range(0, len(files), size)]


@contextmanager
def _raw_server() -> Iterator[int]:
    with tempfile.TemporaryDirectory(prefix="icms-raw-") as folder:
        command = [sys.executable, "-m", "benchmarks.limits.receive", folder]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.terminate()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _peak(ground: Ground) -> float:
    """The most resident memory of a web process so far, in MB."""
    status = [Path(f"/proc/{pid}/status").read_text() for pid in ground.stack.web.children()]
    peaks = [int(found[1]) for each in status if (found := re.search(r"VmHWM:\s+(\d+) kB", each))]
    return max(peaks) * 1024 / MEGABYTE
