"""The sealing of filed PDFs, rehearsed on arrival and done after acceptance, in a limited child (DOC-2a).

What passes the rehearsal can be sealed: it opens, draws, flattens, seals and compares just as the sealing does.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from icms.files import incoming
from icms.files.limited import Answer, Bounds, Fate, Pool
from icms.files.limits import INSPECTION, MEGABYTE, PART_BYTES_MAX
from icms.lib.errors import Refused

logger = logging.getLogger("icms.files")

# A sealed copy is at most as large as what was filed and what stamp and feet add.
BOUNDS = Bounds(
    memory_bytes=1024 * MEGABYTE,
    cpu_seconds=20,
    wall_seconds=25.0,  # two forms of a claim, each tried twice, end within the lease of their job
    file_bytes=PART_BYTES_MAX + 16 * MEGABYTE,
    requests=200,
)
# Rehearsals and sealings each have children of their own: many arrivals hold up no acceptance.
_rehearsing, _sealing = Pool("papers", BOUNDS, at_once=2), Pool("papers", BOUNDS, at_once=2)
# An acceptance looks at page one again; the rehearsal has looked at every page.
PAGES_COMPARED = 1
STAMP = Path(__file__).with_name("rehearsal_stamp.pdf")
FOOT, TITLE = "SCTC 000000/2000   SC26-0000-0000-0", "Rehearsal"


@dataclass(frozen=True)
class Rehearsed:
    """What a rehearsal found: no fault, pages and notes; or a fault and where. `trace` tells of a fault of ours.

    `peak_bytes` is the memory that it took.
    """

    fault: str = ""
    found: str = ""
    pages: int | None = None
    notes: tuple[str, ...] = ()
    trace: str = ""
    peak_bytes: int = 0


def rehearse(paths: Sequence[Path]) -> list[Rehearsed]:
    """One verdict a file, in order. Raises RuntimeError when no child starts: nothing is known about the files then."""
    requests = [
        {
            "do": "rehearse",
            "path": str(path.resolve()),
            "limits": INSPECTION,
            "stamp": str(STAMP),
            "foot": FOOT,
            "title": TITLE,
        }
        for path in paths
    ]
    return [_rehearsed(answer) for answer in _rehearsing.ask(requests)]


def _rehearsed(answer: Answer | Fate) -> Rehearsed:
    if isinstance(answer, Fate):
        return Rehearsed("file_too_heavy")  # the drawing died of it, or found no end
    peak = int(answer["peak"])
    if answer.get("too_heavy"):
        return Rehearsed("file_too_heavy", peak_bytes=peak)
    if trace := answer.get("failed", ""):
        logger.error("the rehearsal of a file failed by a fault of ours: %s", trace)
        return Rehearsed("file_not_checked", trace=trace, peak_bytes=peak)
    return Rehearsed(
        answer["fault"], answer["found"], answer.get("pages"), tuple(answer.get("notes", ())), peak_bytes=peak
    )


def seal(original: Path, stamp: bytes, *, foot: str, title: str) -> bytes:
    """The sealed copy of a filed PDF: `stamp` (a PDF of one page) on page one, `foot` and "x / y" on every page.

    Raises Refused("file_not_sealable") when it cannot be sealed, or would not show what was filed.
    """
    folder = incoming.folder()
    folder.mkdir(mode=incoming.PRIVATE_FOLDER, parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="seal-", dir=folder) as made:
        drawn, target = Path(made) / "stamp", Path(made) / secrets.token_hex(8)
        drawn.write_bytes(stamp)
        request = {
            "do": "seal",
            "path": str(original.resolve()),
            "limits": INSPECTION,
            "stamp": str(drawn),
            "foot": foot,
            "compared": PAGES_COMPARED,
        }
        request |= {"title": title, "target": str(target)}
        answer = _asked_twice(request)
        if isinstance(answer, Fate) or answer.get("fault") or not target.is_file():
            logger.error("%s cannot be sealed: %s", original.name, answer)
            raise Refused(
                "file_not_sealable", where=answer.get("found", "") if isinstance(answer, dict) else ""
            )
        return target.read_bytes()


def _asked_twice(request: dict[str, object]) -> Answer | Fate:
    """The answer of a second child where the first gave none: a form that passed its rehearsal can be sealed."""
    [answer] = _sealing.ask([request])
    if isinstance(answer, Fate) or answer.get("failed") or answer.get("too_heavy"):
        [answer] = _sealing.ask([request])
    return answer
