"""Who reaches which submissions and claims."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from filing.states import ClaimState, SubmissionState

if TYPE_CHECKING:
    from accounts.models import Account
    from filing.models import Claim, Submission, Upload


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of_filer(self, account: Account) -> Self:
        """What an account itself prepares or has sent; colleagues get their own (LNK-6)."""
        return self.filter(filer=account)

    def in_preparation(self) -> Self:
        """What can still be changed."""
        return self.filter(state=SubmissionState.PREPARING)

    def submitted(self) -> Self:
        """What the registry has before it."""
        return self.filter(state=SubmissionState.SUBMITTED)

    def crossing(self, start: datetime, end: datetime | None) -> Self:
        """What was complete before the end of a span (None: it has none) and not received before its start."""
        after = self.submitted().filter(Q(deemed_at__isnull=True) | Q(deemed_at__gte=start))
        return after if end is None else after.filter(completed_at__lt=end)

    def unused_since(self, moment: datetime) -> Self:
        """Preparations that nobody has changed since a moment (BLK-8)."""
        return self.in_preparation().filter(used_at__lt=moment)

    def with_counts(self) -> Self:
        """Each with the number of its claims, and of those accepted and rejected."""
        return self.annotate(
            claim_count=Count("claims"),
            accepted_count=Count("claims", filter=Q(claims__state=ClaimState.ACCEPTED)),
            rejected_count=Count("claims", filter=Q(claims__state=ClaimState.REJECTED)),
        )


class ClaimQuerySet(models.QuerySet["Claim"]):
    def undecided(self) -> Self:
        """Claims that wait for an officer."""
        return self.filter(state=ClaimState.SUBMITTED, decision__isnull=True)


class UploadQuerySet(models.QuerySet["Upload"]):
    def present(self) -> Self:
        """Files that count: not refused, not found infected, and matched to a form of a claim."""
        return self.sound().filter(claim__isnull=False)

    def sound(self) -> Self:
        """Files neither refused nor found infected; a scan that still runs does not block (BLK-13)."""
        return self.exclude(Q(file__verdict="refused") | Q(file__scan_state="infected"))

    def checking(self) -> Self:
        """Files whose sealing is still rehearsed: nobody can pay meanwhile (BLK-13)."""
        return self.filter(file__verdict="checking")

    def unsound(self) -> Self:
        """Files that were refused or found infected: nobody can pay while there is one (BLK-13)."""
        return self.filter(Q(file__verdict="refused") | Q(file__scan_state="infected"))
