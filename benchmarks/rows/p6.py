"""P6: one Form 3, made, hashed and on the disk."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.ground import Ground
from benchmarks.limits.issue import keep, notice
from benchmarks.measure import Line, interleave
from benchmarks.rows.p4 import a_case
from cases import papers
from icms.files.incoming import Incoming

GOAL = 2.0
REFERENCE = "SCT-2026-000000000000"
PEER = (
    "reportlab over a template 5.0-5.4 ms, typst kept 3.4 ms, WeasyPrint each 68-90 ms (measured 2026-11-22)"
)


def measure(ground: Ground) -> list[Line]:
    """The portal's notice against a drawn page with words laid over it in its own embedded fonts."""
    count = ground.scale.notices
    with ExitStack() as ends:
        ends.enter_context(ground.database())
        case, session = a_case(ground)
        place = Path(ends.enter_context(tempfile.TemporaryDirectory(dir=ground.stack.media)))
        template = papers.hearing_notice(case, session, REFERENCE)

        def made() -> None:
            for _ in range(count):
                incoming = Incoming()
                incoming.write(papers.hearing_notice(case, session, REFERENCE))
                incoming.settle()
                incoming.move_to(place / incoming.path.name)

        def least() -> None:
            for _ in range(count):
                keep(notice(template), place)

        rounds = interleave(made, least, rounds=ground.scale.rounds)
    return [rounds.line(f"P6 {count} notices (Form 3)", ground.parts, goal=GOAL, peer=PEER)]
