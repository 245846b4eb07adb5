"""The register of a case: its documents as they were filed and as the court issued them, and what was issued when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from cases.models.document_types import DocumentType
from cases.models.record import Case
from cases.querysets import CaseDocumentQuerySet
from icms.files.models import StoredFile
from icms.kernel.models import IssuedDocument


class Issuing(models.Model):
    """One occasion on which the court issues papers of a case: it is done when `issued_at` is set, and only then.

    Which papers there are says nothing: a case may be opened without forms, and a moved hearing brings a new notice.
    """

    OPENED = "opened"  # the case was opened: its notice of hearing, and the forms that were filed with it

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="issuings")
    event = models.SlugField(_("occasion"))
    created_at = models.DateTimeField(_("ordered"))
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)

    class Meta:
        verbose_name = _("issuing of papers")
        verbose_name_plural = _("issuings of papers")
        ordering = ["case", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "event"], name="issuing_once_for_an_event")]

    def __str__(self) -> str:
        return f"{self.case} {self.event}"


class CaseDocument(models.Model):
    """A document in the register of a case (CRT-2, DOC-8): what was filed, and what the court made of it.

    A row that supersedes another is of the same case (`cases.register`); both stay.
    """

    class Original(models.TextChoices):
        ELECTRONIC = "electronic", _("electronic")
        PAPER = "paper", _("on paper, in the registry")
        REFERENCE = "reference", _("copy for reference")

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="documents")
    document_type = models.ForeignKey(
        DocumentType, verbose_name=_("document"), on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("number in the register"))
    # 0 is the document itself, 1 its first amended version (DOC-5).
    version = models.PositiveSmallIntegerField(_("version"), default=0)
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Empty: the name of its type.")
    )
    filed_by = models.ForeignKey(
        Account,
        verbose_name=_("filed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # The deemed time of what a party filed; none for what the court made itself.
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    purpose = models.SlugField(_("purpose"), blank=True)
    original = models.CharField(
        _("original"), max_length=10, choices=Original.choices, default=Original.ELECTRONIC
    )
    filed = models.ForeignKey(
        StoredFile,
        verbose_name=_("as filed"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    issued = models.ForeignKey(
        StoredFile,
        verbose_name=_("as issued"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    reference = models.OneToOneField(
        IssuedDocument,
        verbose_name=_("document reference number"),
        on_delete=models.PROTECT,
        related_name="case_document",
        null=True,
        blank=True,
    )
    # The occasion on which it is sealed or made; none for what only lies in the register.
    issuing = models.ForeignKey(
        Issuing,
        verbose_name=_("issued when"),
        on_delete=models.PROTECT,
        related_name="documents",
        null=True,
        blank=True,
    )
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("takes the place of"),
        on_delete=models.PROTECT,
        related_name="successors",
        null=True,
        blank=True,
    )
    # A decision on this one document; without one its type decides (INS-2a).
    open_to_inspection = models.BooleanField(
        _("open to public inspection"), null=True, blank=True, help_text=_("Unknown: as its type says.")
    )
    outstanding = models.CharField(_("why it could not be sealed"), max_length=40, blank=True, default="")
    substitute = models.ForeignKey(
        StoredFile,
        verbose_name=_("put in its place for sealing"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = CaseDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("case document")
        verbose_name_plural = _("case documents")
        ordering = ["case", "number"]
        permissions = [
            ("replace_paper", _("Can put a sound copy in the place of a form that cannot be sealed"))
        ]
        indexes = [
            models.Index(name="document_is_outstanding", fields=["case"], condition=~Q(outstanding=""))
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="document_number_once_in_a_register"),
            models.CheckConstraint(name="document_numbers_begin_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="document_issued_has_reference",
                condition=Q(issued__isnull=True, reference__isnull=True)
                | Q(issued__isnull=False, reference__isnull=False),
            ),
            models.CheckConstraint(
                name="document_outstanding_is_not_issued",
                condition=Q(outstanding="") | Q(issued__isnull=True),
            ),
            models.CheckConstraint(
                name="document_has_a_file_unless_its_original_is_paper",
                condition=Q(
                    original="paper", filed__isnull=True, issued__isnull=True, substitute__isnull=True
                )
                | (~Q(original="paper") & (Q(filed__isnull=False) | Q(issued__isnull=False))),
            ),
            models.CheckConstraint(
                name="document_filed_by_somebody_was_received",
                condition=Q(filed_by__isnull=True) | Q(received_at__isnull=False),
            ),
            models.UniqueConstraint(fields=["supersedes"], name="document_has_one_successor_at_most"),
            models.CheckConstraint(
                name="document_does_not_supersede_itself",
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
            ),
            models.CheckConstraint(
                name="document_amended_supersedes_the_one_before",
                condition=Q(version=0) | Q(supersedes__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.name}"

    @property
    def name(self) -> str:
        """What people call it: its own title, or the name of its type in the reader's language."""
        return self.title or self.document_type.name

    @property
    def is_open_to_inspection(self) -> bool:
        """Whether the public may see it: as was decided for it, else as its type says (INS-2a)."""
        decided = self.open_to_inspection
        return self.document_type.open_to_inspection if decided is None else decided
