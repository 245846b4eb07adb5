"""The check on arrival: is this the PDF that it says it is, and may the court take it in? (BLK-13, DOC-2)

Judged by content and suffix together. The web process never parses a file: a limited child does.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from icms.files.limited import Answer, Bounds, Fate, Pool
from icms.files.limits import INSPECTION, MEGABYTE
from icms.files.models import PDF
from icms.files.names import has_suffix
from icms.files.receive import Arrived
from icms.files.refusals import fault_refused
from icms.lib.errors import Refused

logger = logging.getLogger("icms.files")

BOUNDS = Bounds(memory_bytes=1024 * MEGABYTE, cpu_seconds=10, wall_seconds=20.0)
_pool = Pool("inspection", BOUNDS, at_once=2)


@dataclass(frozen=True)
class Finding:
    """The verdict on one file: no fault and a page count, or a fault and what was found.

    `trace` tells of a fault of ours; `peak_bytes` is the memory that the look took.
    """

    fault: str = ""
    found: str = ""
    pages: int | None = None
    trace: str = ""
    peak_bytes: int = 0

    @property
    def accepted(self) -> bool:
        """Whether the file may be taken in."""
        return not self.fault

    @property
    def media_type(self) -> str:
        """What the content is; a refused file is only bytes to us."""
        return PDF if self.accepted else "application/octet-stream"

    def refused(self) -> Refused | None:
        """The refusal in words (what was found, what to do), or None for an accepted file."""
        return fault_refused(self.fault, self.found) if self.fault else None


def pdfs(arrivals: Sequence[Arrived]) -> list[Finding]:
    """One finding a file, in order; a file that harms its child is refused and the rest is looked at.

    Raises RuntimeError when no child starts at all (a fault of this server; nothing is known about the files).
    """
    findings = pdfs_at([arrived.temp_path for arrived in arrivals])
    return [
        _with_name(finding, arrived.name or "") for finding, arrived in zip(findings, arrivals, strict=True)
    ]


def pdfs_at(paths: Sequence[Path]) -> list[Finding]:
    """The same by content alone, for files on the disk."""
    answers = _pool.ask([{"path": str(path.resolve()), "limits": INSPECTION} for path in paths])
    return [_finding(answer) for answer in answers]


def _finding(answer: Answer | Fate) -> Finding:
    if isinstance(answer, Fate):
        return Finding("file_broken" if answer is Fate.DIED else "file_too_heavy")
    peak = int(answer["peak"])
    if answer.get("too_heavy"):
        return Finding("file_too_heavy", peak_bytes=peak)
    if trace := answer.get("failed", ""):
        logger.error("the check of a file failed by a fault of ours: %s", trace)
        return Finding("file_not_checked", trace=trace, peak_bytes=peak)
    return Finding(answer["fault"], answer["found"], answer["pages"], peak_bytes=peak)


def _with_name(finding: Finding, name: str) -> Finding:
    return Finding("file_named_wrongly") if finding.accepted and not has_suffix(name, ".pdf") else finding
