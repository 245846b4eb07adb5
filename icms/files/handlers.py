"""The job of a file that arrived: ask the scanner with no transaction open, then record its answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from icms.files import keep, malware
from icms.files.models import ScanState, StoredFile
from icms.files.transitions import record_scan
from icms.kernel import audit, outbox
from icms.kernel.crash_points import crash

SCANNER = audit.SYSTEM("malware scanner")


def scan_arrival(payload: dict[str, Any]) -> malware.Outcome | None:
    """Scans the file; None when it has gone or has its answer. Raises NotScanned, and the job comes back later."""
    stored = StoredFile.objects.filter(pk=payload["file"], scan_state=ScanState.PENDING).first()
    outcome = malware.scan(keep.path_of(stored)) if stored else None
    crash("scan.answered")
    return outcome


@outbox.handles("file.arrived", prepare=scan_arrival)
def record_arrival(payload: dict[str, Any], outcome: malware.Outcome | None) -> None:
    """Records what the scanner said."""
    if outcome is not None:
        record_scan(UUID(payload["file"]), outcome, by=SCANNER)
