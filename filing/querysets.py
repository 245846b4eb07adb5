"""Who reaches which submissions and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from filing.states import ClaimState, SubmissionState

if TYPE_CHECKING:
    from accounts.models import Account
    from filing.models import Claim, Submission


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of_filer(self, account: Account) -> SubmissionQuerySet:
        """What an account itself prepares or has sent; colleagues get their own (LNK-6)."""
        return self.filter(filer=account)

    def submitted(self) -> SubmissionQuerySet:
        """What the registry has before it."""
        return self.filter(state=SubmissionState.SUBMITTED)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def undecided(self) -> ClaimQuerySet:
        """Claims that wait for an officer."""
        return self.filter(state=ClaimState.SUBMITTED, decision__isnull=True)
