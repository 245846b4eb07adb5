"""What happens to a stored file after it was kept: the malware scan answers. Nothing else ever changes."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from icms.files.malware import Outcome
from icms.files.models import ScanState, StoredFile
from icms.kernel import audit
from icms.kernel.crash_points import crash


def record_scan(file_id: UUID, outcome: Outcome, *, by: audit.Actor) -> StoredFile:
    """Records the scanner's clear answer; a step, called inside a transaction (BLK-13). A second answer is ignored.

    Raises RuntimeError outside a transaction and StoredFile.DoesNotExist for a file that has gone.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a scan is recorded inside the transaction of its job")
    stored = StoredFile.objects.select_for_update(no_key=True).get(pk=file_id)
    if stored.scan_state != ScanState.PENDING:
        return stored
    stored.scan_state = outcome.state
    stored.save(update_fields=["scan_state"])
    crash("scan.recorded")
    audit.record("file.scanned", stored, by=by, outcome=str(outcome.state), signature=outcome.signature)
    return stored
