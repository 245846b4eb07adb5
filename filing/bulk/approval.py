"""What a batch is asked beside the file itself: values from the database in, findings out (BLK-1, BLK-1a, BLK-11)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from filing.rules.batch import BatchData
from filing.rules.finding import Finding
from icms.lib.names import is_same_name

CHECKED = ("claimant_approval", "claim_kinds", "batch_reference_used")


def approval_findings(
    batch: BatchData, *, names: Collection[str], kinds: Collection[str], reference_used: bool
) -> Iterator[Finding]:
    """Whether the filing organisation (its names in either language) may file these claims today.

    `names` empty: it has no approval that is in force. `kinds` are those of its approval.
    """
    given = [name for name in (batch.claimant_name_en, batch.claimant_name_zh) if name]
    if not all(any(is_same_name(name, known) for known in names) for name in given):
        yield Finding("claimant_not_approved", "claimant", {"value": batch.claimant_name})
    allowed = ", ".join(sorted(kinds))
    for number, claim in enumerate(batch.claims, 1):
        if names and claim.kind not in kinds:
            yield Finding(
                "kind_not_approved", "kind", {"value": claim.kind, "allowed": allowed}, claim=number
            )
    if reference_used:
        yield Finding("batch_reference_used", "reference", {"value": batch.reference})
