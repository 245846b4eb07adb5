"""The job of a file that arrived: ask the scanner with no transaction open, then record its answer."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from icms.files import keep, malware
from icms.files.models import ScanState, StoredFile
from icms.files.transitions import record_scan
from icms.kernel import audit, outbox
from icms.kernel.crash_points import crash
from icms.lib import clock

logger = logging.getLogger("icms.files")
SCANNER = audit.SYSTEM("malware scanner")


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
