"""The jobs of this app (`icms.kernel.outbox`)."""

from __future__ import annotations

from cases import tasks, transitions
from cases.opening import IssuedFile
from icms.kernel import outbox
from icms.kernel.audit import SYSTEM


@outbox.handles("case.opened", prepare=tasks.render_issue)
def issue_documents(payload: outbox.Payload, files: tuple[IssuedFile, ...]) -> None:
    """Records what was rendered and sealed, and sends it (REG-3). A second run changes nothing."""
    transitions.issue(payload["case"], files, by=SYSTEM("registry"))
