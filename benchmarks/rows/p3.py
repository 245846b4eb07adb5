"""P3: the check of an import, every fault with its line; typical batches and the largest legal one."""

from __future__ import annotations

import statistics

from benchmarks.batches import Scale, largest, typical, wholly_faulty
from benchmarks.limits.parse import parse
from benchmarks.measure import PROCESSOR, Line, Rounds, interleave, timed
from filing.bulk.preflight import check
from icms.lib import clock

GOAL, GROWTH, FAULTY_SECONDS = 4.0, 3.3, 2.0
PEER = "defusedxml 2.9 for the parse alone, without schema, dicts or rules (measured 2026-11-22)"
PARTS = "lxml"


def measure(scale: Scale) -> list[Line]:
    """Both files, and how the time grows with claims and with bytes."""
    claims = scale.claims
    many, few, most = typical(claims), typical(scale.fewer), largest(claims)
    rounds, fewer = _rounds(many, scale), _rounds(few, scale)
    full = _rounds(most, scale)
    by_byte = (statistics.median(full.project) / len(most)) / (statistics.median(rounds.project) / len(many))
    spoiled = wholly_faulty()
    faulty = statistics.median(
        timed(lambda: _check(spoiled, good=False), PROCESSOR) for _ in range(scale.rounds)
    )
    return [
        rounds.line(f"P3 import of 99 typical claims, {len(many) // 1000} kB", PARTS, goal=GOAL, peer=PEER),
        full.line(f"P3 largest legal import, {len(most) / 1e6:.1f} MB", PARTS, goal=GOAL, peer=PEER),
        Line(
            "P3 growth from 33 to 99 claims",
            PARTS,
            statistics.median(rounds.project) / statistics.median(fewer.project),
            GROWTH,
            "",
        ),
        Line("P3 time a byte, largest against typical", PARTS, by_byte, 1.1, ""),
        Line("P3 the largest file with 99,000 faults", PARTS, faulty, FAULTY_SECONDS, "", unit="s"),
    ]


def _rounds(data: bytes, scale: Scale) -> Rounds:
    return interleave(lambda: _check(data), lambda: parse(data), rounds=scale.rounds, clock=PROCESSOR)


def _check(data: bytes, *, good: bool = True) -> None:
    report = check(data, on=clock.today())
    assert (report.batch is not None) == good
