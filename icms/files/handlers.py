"""The jobs of a file that arrived: rehearse its sealing, ask the scanner; with no transaction open, then record."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from icms.files import keep, malware, rehearsal
from icms.files.models import ScanState, StoredFile, Verdict
from icms.files.transitions import record_rehearsal, record_scan
from icms.kernel import audit, outbox
from icms.kernel.crash_points import crash
from icms.lib import clock

logger = logging.getLogger("icms.files")
SCANNER = audit.SYSTEM("malware scanner")
CHECKER = audit.SYSTEM("check of files")


def rehearse_arrival(payload: dict[str, Any]) -> rehearsal.Rehearsed | None:
    """Rehearses the sealing of the file; None when it has gone or has its verdict."""
    stored = StoredFile.objects.filter(pk=payload["file"], verdict=Verdict.CHECKING).first()
    if stored is None:
        return None
    [rehearsed] = rehearsal.rehearse([keep.path_of(stored)])
    crash("rehearsal.done")
    return rehearsed


@outbox.handles("file.to_rehearse", prepare=rehearse_arrival)
def record_check(payload: dict[str, Any], rehearsed: rehearsal.Rehearsed | None) -> None:
    """Records whether the file can be sealed."""
    if rehearsed is not None:
        record_rehearsal(UUID(payload["file"]), rehearsed, by=CHECKER)


def scan_arrival(payload: dict[str, Any]) -> malware.Outcome | None:
    """Scans the file; None when it has gone or has its answer.

    Raises NotYet while nobody answers at the scanner's address, however long that lasts: the file is held (F18).
    Raises NotScanned for any other answer but a clear one; three of those put the job on the staff's list.
    """
    stored = StoredFile.objects.filter(pk=payload["file"], scan_state=ScanState.PENDING).first()
    try:
        outcome = malware.scan(keep.path_of(stored)) if stored else None
    except malware.ScannerAway as away:
        logger.warning("file %s waits for the malware scanner: %s", payload["file"], away)
        raise outbox.NotYet(clock.now() + malware.ASK_AGAIN) from away
    crash("scan.answered")
    return outcome


@outbox.handles("file.arrived", prepare=scan_arrival)
def record_arrival(payload: dict[str, Any], outcome: malware.Outcome | None) -> None:
    """Records what the scanner said."""
    if outcome is not None:
        record_scan(UUID(payload["file"]), outcome, by=SCANNER)
