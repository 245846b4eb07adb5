"""The states of a submission and of a claim, and the moves between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionState(models.TextChoices):
    PREPARING = "preparing", _("in preparation")
    PAYING = "paying", _("awaiting payment")
    SUBMITTED = "submitted", _("submitted")


class ClaimState(models.TextChoices):
    PREPARING = "preparing", _("in preparation")
    SUBMITTED = "submitted", _("with the Registry")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


class DocumentState(models.TextChoices):
    """The states of a paper that is decided by itself; those of a claim's papers are the claim's."""

    PREPARING = "preparing", _("in preparation")
    SUBMITTED = "submitted", _("with the Registry")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


# A payment that failed or expired lets the submission be edited again (FEE-1); what is submitted stays (A33).
# A late settlement may find it in preparation again, unchanged: then it files (FEE-1).
SUBMISSION_MOVES: dict[str, frozenset[str]] = {
    SubmissionState.PREPARING: frozenset({SubmissionState.PAYING, SubmissionState.SUBMITTED}),
    SubmissionState.PAYING: frozenset({SubmissionState.PREPARING, SubmissionState.SUBMITTED}),
    SubmissionState.SUBMITTED: frozenset(),
}
CLAIM_MOVES: dict[str, frozenset[str]] = {
    ClaimState.PREPARING: frozenset({ClaimState.SUBMITTED}),
    ClaimState.SUBMITTED: frozenset({ClaimState.ACCEPTED, ClaimState.REJECTED}),
    ClaimState.ACCEPTED: frozenset(),
    ClaimState.REJECTED: frozenset(),
}
DOCUMENT_MOVES: dict[str, frozenset[str]] = {
    DocumentState.PREPARING: frozenset({DocumentState.SUBMITTED}),
    DocumentState.SUBMITTED: frozenset({DocumentState.ACCEPTED, DocumentState.REJECTED}),
    DocumentState.ACCEPTED: frozenset(),
    DocumentState.REJECTED: frozenset(),
}
