"""What parties send: a submission of any kind, what it was imported from, and its acknowledgement."""

from __future__ import annotations

import uuid
import zlib

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Organisation, User
from cases.models import Case, CaseType, Court
from filing.querysets import SubmissionQuerySet
from filing.states import SubmissionState
from icms.files.models import StoredFile
from icms.kernel.models import IssuedDocument
from payments.models import Payment


class Submission(models.Model):
    """Everything that a party sends at once, whatever its kind: prepared, paid, submitted (BLK-10).

    `kind` names a filing kind (`filing.filing_kind`), which knows the rows that hang on it. `version` counts the
    changes of a preparation.
    """

    class Channel(models.TextChoices):
        PORTAL = "portal", _("on the portal")
        COUNTER = "counter", _("at the counter")
        POST = "post", _("by post")
        FAX = "fax", _("by fax")
        PROGRAM = "program", _("by a program")

    kind = models.SlugField(_("kind"), max_length=30)
    court = models.ForeignKey(Court, verbose_name=_("court"), on_delete=models.PROTECT)
    case_type = models.ForeignKey(
        CaseType, verbose_name=_("case type"), on_delete=models.PROTECT, null=True, blank=True
    )
    # The case in which it is filed; None for what commences one.
    case = models.ForeignKey(
        Case,
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="submissions",
        null=True,
        blank=True,
    )
    # None for an individual who files for themselves.
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, null=True, blank=True
    )
    # None for what staff entered from paper of a person without an account.
    filer = models.ForeignKey(
        Account,
        verbose_name=_("filer"),
        on_delete=models.PROTECT,
        related_name="submissions",
        null=True,
        blank=True,
    )
    channel = models.CharField(
        _("how it came"), max_length=10, choices=Channel.choices, default=Channel.PORTAL
    )
    entered_by = models.ForeignKey(
        User,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("state"), max_length=20, choices=SubmissionState.choices, default=SubmissionState.PREPARING
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("begun"))
    # Files of a preparation go some time after its last use (BLK-8); reading does not count as use.
    used_at = models.DateTimeField(_("last used"))
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    reference = models.CharField(
        _("transaction reference number"), max_length=40, unique=True, null=True, blank=True
    )
    # Of paper: when it was received at the counter.
    completed_at = models.DateTimeField(_("submission date and time"), null=True, blank=True)
    deemed_at = models.DateTimeField(_("deemed time of receipt"), null=True, blank=True)
    # When its last item was decided, for the reports of the registry (REG-3a).
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    # The reasons of the filing time as codes and parameters: worded when shown (TIM-5).
    reasons = models.JSONField(_("why this time"), default=list)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["completed_at"], name="submission_by_completion"),
            models.Index(fields=["deemed_at"], name="submission_by_deemed_time"),
        ]
        constraints = [
            models.CheckConstraint(
                name="submission_submitted_has_time_and_reference",
                condition=Q(state="submitted", completed_at__isnull=False, reference__isnull=False)
                | (~Q(state="submitted") & Q(completed_at__isnull=True, reference__isnull=True)),
            ),
            models.CheckConstraint(
                name="submission_deemed_only_when_submitted",
                condition=Q(deemed_at__isnull=True) | Q(state="submitted"),
            ),
            models.CheckConstraint(
                name="submission_decided_only_when_submitted",
                condition=Q(decided_at__isnull=True) | Q(state="submitted"),
            ),
            models.CheckConstraint(
                name="submission_without_filer_was_entered_by_staff",
                condition=Q(filer__isnull=False) | Q(entered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_on_paper_was_entered_by_staff",
                condition=Q(channel__in=["portal", "program"]) | Q(entered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_in_bulk_is_of_an_organisation_and_commences_cases",
                condition=~Q(kind="bulk")
                | Q(
                    organisation__isnull=False,
                    filer__isnull=False,
                    case_type__isnull=False,
                    case__isnull=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.kind} #{self.pk}"


class ImportCheck(models.Model):
    """An XML file sent to be checked, kept for a day: its report can be read in any form and language (BLK-5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )
    submission = models.ForeignKey(
        Submission,
        verbose_name=_("submission"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    name = models.CharField(_("file name"), max_length=255)
    packed = models.BinaryField(_("content, compressed"))
    checked_at = models.DateTimeField(_("checked"))

    class Meta:
        verbose_name = _("checked import file")
        verbose_name_plural = _("checked import files")
        indexes = [models.Index(fields=["checked_at"], name="import_check_by_age")]

    def __str__(self) -> str:
        return self.name

    @property
    def content(self) -> bytes:
        """The file as it was sent."""
        return zlib.decompress(bytes(self.packed))


class Acknowledgement(models.Model):
    """Written in the act that completes the submission; its PDF follows within seconds (A5, BLK-10)."""

    submission = models.OneToOneField(
        Submission, verbose_name=_("submission"), on_delete=models.PROTECT, related_name="acknowledgement"
    )
    acknowledged_at = models.DateTimeField(_("acknowledged"))
    # None where there was nothing to pay (FEE-4).
    payment = models.OneToOneField(
        Payment, verbose_name=_("payment"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    file = models.ForeignKey(
        StoredFile, verbose_name=_("PDF"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    document = models.OneToOneField(
        IssuedDocument, verbose_name=_("document"), on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")

    def __str__(self) -> str:
        return str(self.submission)
