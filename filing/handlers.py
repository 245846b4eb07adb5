"""The jobs of this app: the acknowledgement's PDF, and the registry's decisions claim by claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from filing import papers, transitions
from filing.acknowledging import shown
from filing.models import Acknowledgement, Submission
from filing.transitions import decide
from icms.files.keep import keep_bytes
from icms.files.models import PDF
from icms.kernel import audit, numbering, outbox
from icms.kernel.crash_points import crash
from icms.lib.language import ENGLISH, speaking

WORKER = audit.SYSTEM("worker")


@dataclass(frozen=True)
class Drawn:
    """An acknowledgement that was drawn and kept, under the reference and with the deemed time printed on it."""

    reference: str
    file_id: UUID
    sha256: str
    deemed_at: datetime | None


def draw_acknowledgement(payload: outbox.Payload) -> Drawn | None:
    """Draws and keeps the PDF; None when it is there already. No transaction is open."""
    if Acknowledgement.objects.filter(submission=payload["submission"], file__isnull=False).exists():
        return None
    submission = Submission.objects.select_related("court", "case_type", "filer__user", "organisation").get(
        pk=payload["submission"]
    )
    reference = numbering.draw_reference(submission.court.reference_prefix)
    language = submission.filer.user.language if submission.filer else ENGLISH
    with speaking(language):
        drawn = papers.acknowledgement(shown(submission), reference, language=language)
    crash("acknowledgement.drawn")
    stored = keep_bytes(drawn, PDF)
    crash("acknowledgement.kept")
    return Drawn(reference, stored.pk, stored.sha256, submission.deemed_at)


@outbox.handles("submission.completed", prepare=draw_acknowledgement)
def record_acknowledgement(payload: outbox.Payload, drawn: Drawn | None) -> None:
    """Issues the drawn PDF and encloses it to the message that the filer has already."""
    if drawn is not None:
        transitions.issue_acknowledgement(
            payload["submission"],
            drawn.file_id,
            reference=drawn.reference,
            sha256=drawn.sha256,
            deemed_at=drawn.deemed_at,
            by=WORKER,
        )


@outbox.handles("claim.decided")
def carry_out(payload: outbox.Payload, _prepared: Any) -> None:
    """Does what an officer decided on one claim (REG-2)."""
    decide.carry_out(payload["claim"])
