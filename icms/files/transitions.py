"""What happens to a stored file after it was kept: its sealing is rehearsed, the malware scan answers. Nothing else."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from icms.files.malware import Outcome
from icms.files.models import ScanState, StoredFile, Verdict
from icms.files.rehearsal import Rehearsed
from icms.kernel import audit
from icms.kernel.crash_points import crash


def record_scan(file_id: UUID, outcome: Outcome, *, by: audit.Actor) -> StoredFile:
    """Records the scanner's clear answer; a step, called inside a transaction (BLK-13). A second answer is ignored.

    Raises RuntimeError outside a transaction and StoredFile.DoesNotExist for a file that has gone.
    """
    stored = _locked(file_id)
    if stored.scan_state != ScanState.PENDING:
        return stored
    stored.scan_state = outcome.state
    stored.save(update_fields=["scan_state"])
    crash("scan.recorded")
    audit.record("file.scanned", stored, by=by, outcome=str(outcome.state), signature=outcome.signature)
    return stored


def record_rehearsal(file_id: UUID, rehearsed: Rehearsed, *, by: audit.Actor) -> StoredFile:
    """Records whether the file can be sealed; a step, called inside a transaction (BLK-13, DOC-2a).

    A second answer is ignored. Raises RuntimeError outside a transaction, StoredFile.DoesNotExist for a file that has
    gone.
    """
    stored = _locked(file_id)
    if stored.verdict != Verdict.CHECKING:
        return stored
    stored.verdict = Verdict.REFUSED if rehearsed.fault else Verdict.ACCEPTED
    stored.fault, stored.found, stored.notes = rehearsed.fault, rehearsed.found, " ".join(rehearsed.notes)
    if rehearsed.fault and stored.scan_state == ScanState.PENDING:
        stored.scan_state = ScanState.NOT_SCANNED
    stored.save(update_fields=["verdict", "fault", "found", "notes", "scan_state"])
    crash("rehearsal.recorded")
    audit.record("file.checked", stored, by=by, fault=rehearsed.fault, notes=stored.notes)
    return stored


def _locked(file_id: UUID) -> StoredFile:
    if not connection.in_atomic_block:
        raise RuntimeError("what was found in a file is recorded inside the transaction of its job")
    return StoredFile.objects.select_for_update(no_key=True).get(pk=file_id)
