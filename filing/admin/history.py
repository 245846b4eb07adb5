"""What has happened to a claim, from the audit trail, in words (REG-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filing.models import Claim
from icms.kernel import audit
from icms.kernel.models import AuditEvent

WORDS: dict[str, str | Promise] = {
    "submission.imported": _("Claims imported from the XML file"),
    "submission.files_received": _("Files received"),
    "submission.file_placed": _("A file moved by hand"),
    "submission.files_removed": _("Files removed"),
    "submission.declared": _("Declared as true and complete"),
    "submission.reopened": _("The payment did not come; open to changes again"),
    "submission.acknowledged": _("Paid, submitted and acknowledged"),
    "submission.time_moved": _("Deemed time of receipt changed"),
    "claim.decided.accept": _("Accepted by an officer"),
    "claim.decided.reject": _("Rejected by an officer"),
    "claim.accepted": _("Case number given"),
    "claim.rejected": _("The filer told of the rejection"),
    "case.opened": _("Case opened and hearing fixed"),
    "case.issued": _("Sealed forms and Form 3 issued and sent"),
}


@dataclass(frozen=True)
class Happened:
    """One line of the history, as the timeline shows it."""

    what: str | Promise
    when: datetime
    who: str


def history_of(claim: Claim) -> list[Happened]:
    """The latest first: the claim's own acts, those of its submission, and those of its case."""
    targets = [
        audit.name_of(target) for target in (claim, claim.batch.submission, claim.case) if target is not None
    ]
    events = AuditEvent.objects.filter(target__in=targets, action__in=WORDS).order_by("-sequence")
    return [Happened(WORDS[event.action], event.at, _who(event)) for event in events]


def _who(event: AuditEvent) -> str:
    """Name and organisation, without the address for signing in."""
    person = event.person.partition(" <")[0]
    return ", ".join(part for part in (person, event.organisation) if part)
