"""The papers of a submission, whatever its kind, and the files sent for them (BLK-3, DOC-1)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import CaseDocument, DocumentType
from filing.models.claims import Claim
from filing.models.submissions import Submission
from filing.querysets import SubmittedDocumentQuerySet, UploadQuerySet
from filing.states import DocumentState
from icms.files.models import StoredFile


class Upload(models.Model):
    """A file sent for a submission; a document of the submission may have it, or none yet (BLK-3)."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="uploads"
    )
    file = models.ForeignKey(
        StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="uploads"
    )
    name = models.CharField(_("file name"), max_length=255)
    # The whole name on the sender's disk, for comparing (DOC-2b); `name` is cut to be shown. Empty before 2026-12.
    given_name = models.TextField(_("file name as given"), blank=True, default="")
    arrived_at = models.DateTimeField(_("arrived"))

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["submission", "pk"]

    def __str__(self) -> str:
        return self.name


class SubmittedDocument(models.Model):
    """A paper of a submission, with the file that is it once there is one: Forms 1 and 2 of a claim, a defence.

    The papers of a claim are decided with the claim; any other has a state of its own.
    """

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="documents"
    )
    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim"),
        on_delete=models.CASCADE,
        related_name="documents",
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(_("number"))
    document_type = models.ForeignKey(
        DocumentType, verbose_name=_("document type"), on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.SlugField(_("purpose"), max_length=40, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=0)
    answers = models.CharField(_("document reference number that it answers"), max_length=40, blank=True)
    expected_name = models.CharField(_("file name that the filer gave for it"), max_length=255, blank=True)
    expected_sha256 = models.CharField(_("SHA-256 that the filer gave for it"), max_length=64, blank=True)
    upload = models.OneToOneField(
        Upload,
        verbose_name=_("uploaded file"),
        on_delete=models.SET_NULL,
        related_name="document",
        null=True,
        blank=True,
    )
    # What a person decided stays when files are matched again.
    placed_by_hand = models.BooleanField(_("placed by hand"), default=False)
    state = models.CharField(_("state"), max_length=20, choices=DocumentState.choices, blank=True)
    case_document = models.OneToOneField(
        CaseDocument,
        verbose_name=_("case document"),
        on_delete=models.PROTECT,
        related_name="submitted_as",
        null=True,
        blank=True,
    )

    objects = SubmittedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("submitted document")
        verbose_name_plural = _("submitted documents")
        ordering = ["submission", "claim", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "position"],
                condition=Q(claim__isnull=False),
                name="document_position_unique_in_claim",
            ),
            models.UniqueConstraint(
                fields=["submission", "position"],
                condition=Q(claim__isnull=True),
                name="document_position_unique_in_submission",
            ),
            models.CheckConstraint(
                name="document_of_a_claim_is_decided_with_it",
                condition=Q(claim__isnull=False, state="") | (Q(claim__isnull=True) & ~Q(state="")),
            ),
            models.CheckConstraint(
                name="document_placed_by_hand_has_a_file",
                condition=Q(placed_by_hand=False) | Q(upload__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.position}"
