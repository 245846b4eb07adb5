"""Claims go before the registry with the batch that holds them (BLK-10)."""

from __future__ import annotations

from django.db import connection

from filing.models import Claim, Submission
from filing.states import ClaimState


def submit_claims(submission: Submission) -> int:
    """Moves every claim of a batch on; a step of the completion. Returns how many there are; one statement."""
    if not connection.in_atomic_block:
        raise RuntimeError("claims are submitted in the transaction of the completion")
    claims = Claim.objects.filter(batch=submission.pk, state=ClaimState.PREPARING)
    return claims.update(state=ClaimState.SUBMITTED)
