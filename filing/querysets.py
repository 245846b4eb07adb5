"""Who reaches which submissions and claims."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, F, Q

from filing.states import ClaimState, SubmissionState

if TYPE_CHECKING:
    from accounts.models import Account
    from cases.models import Court
    from filing.models import Claim, Submission, SubmittedDocument, Upload


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of_filer(self, account: Account) -> Self:
        """What an account itself prepares or has sent; colleagues get their own (LNK-6)."""
        return self.filter(filer=account)

    def to_court(self, court: Court) -> Self:
        """What goes to one court."""
        return self.filter(court=court)

    def in_preparation(self) -> Self:
        """What can still be changed."""
        return self.filter(state=SubmissionState.PREPARING)

    def batches(self) -> Self:
        """New claims in bulk, each with its batch."""
        return self.filter(batch__isnull=False).select_related("batch")

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
        claims = "batch__claims"
        return self.annotate(
            claim_count=Count(claims),
            accepted_count=Count(claims, filter=Q(**{f"{claims}__state": ClaimState.ACCEPTED})),
            rejected_count=Count(claims, filter=Q(**{f"{claims}__state": ClaimState.REJECTED})),
        )


class ClaimQuerySet(models.QuerySet["Claim"]):
    def of(self, submission: Submission) -> Self:
        """The claims of a submission in bulk, in their order; a batch has its submission's key."""
        return self.filter(batch=submission.pk).order_by("position")

    def undecided(self) -> Self:
        """Claims that wait for an officer."""
        return self.filter(state=ClaimState.SUBMITTED, decision__isnull=True)

    def to_be_heard(self, moment: datetime) -> Self:
        """Claims that were neither rejected nor heard: their session, if they have one, has not begun (REG-4)."""
        heard = self.filter(case__hearings__session__starts_at__lte=moment)
        return self.exclude(decision__act="reject").exclude(pk__in=heard.values("pk"))

    def decided_but_waiting(self) -> Self:
        """Claims whose decision is not carried out yet: it waits for the deemed time, or for its job."""
        return self.filter(state=ClaimState.SUBMITTED, decision__isnull=False)


class UploadQuerySet(models.QuerySet["Upload"]):
    def standing(self) -> dict[str, int]:
        """How many files there are, and how many of them are being checked, unsound, in their place, without one."""
        unsound = Q(file__verdict="refused") | Q(file__scan_state="infected")
        counted: dict[str, int] = self.aggregate(
            files=Count("pk"),
            checking=Count("pk", filter=Q(file__verdict="checking")),
            unsound=Count("pk", filter=unsound),
            present=Count("pk", filter=~unsound & Q(document__isnull=False)),
            unplaced=Count("pk", filter=~unsound & Q(document__isnull=True)),
        )
        return counted

    def in_reading_order(self) -> Self:
        """As one reads them: paper by paper, claim by claim; files that are no paper yet at the end."""
        position = F("document__claim__position").asc(nulls_last=True)
        return self.order_by(position, F("document__position").asc(nulls_last=True), "pk")

    def present(self) -> Self:
        """Files that count: not refused, not found infected, and matched to a document."""
        return self.sound().filter(document__isnull=False)

    def sound(self) -> Self:
        """Files neither refused nor found infected; a scan that still runs does not block (BLK-13)."""
        return self.exclude(Q(file__verdict="refused") | Q(file__scan_state="infected"))

    def unsound(self) -> Self:
        """Files that were refused or found infected: nobody can pay while there is one (BLK-13)."""
        return self.filter(Q(file__verdict="refused") | Q(file__scan_state="infected"))


class SubmittedDocumentQuerySet(models.QuerySet["SubmittedDocument"]):
    def of_claims(self) -> Self:
        """The papers of claims with their types, claim by claim in the order of the batch."""
        papers = self.filter(claim__isnull=False).select_related("document_type")
        return papers.order_by("claim__position", "position")

    def with_files(self) -> Self:
        """Each with its type, its file and what is known of the file, in one statement."""
        return self.select_related("document_type", "upload__file")
