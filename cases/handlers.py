"""The jobs of this app (`icms.kernel.outbox`)."""

from __future__ import annotations

from cases import issuing, sealing, transitions
from cases.opening import Made
from icms.kernel import outbox
from icms.kernel.audit import SYSTEM


@outbox.handles("case.opened", prepare=issuing.make_papers)
def issue_documents(payload: outbox.Payload, made: Made) -> None:
    """Records what was rendered and sealed, and sends it (REG-3). A second run changes nothing."""
    transitions.issue(payload["case"], made, by=SYSTEM("registry"))


@outbox.handles("document.to_seal", prepare=sealing.seal_outstanding)
def issue_outstanding(payload: outbox.Payload, attempt: sealing.Attempt | None) -> None:
    """Records a form that was sealed after all, and sends it; or why it still cannot be sealed."""
    if attempt is not None:
        sealing.record_attempt(payload["document"], attempt, by=SYSTEM("registry"))
