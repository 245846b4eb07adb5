"""What parties send: a submission with its claims, the forms uploaded for them, and what the registry decided."""

from __future__ import annotations

import uuid
import zlib

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Organisation, User
from cases.models import ApprovedClaimant, Case, CaseType, HearingSession
from filing.querysets import ClaimQuerySet, SubmissionQuerySet, UploadQuerySet
from filing.states import ClaimState, SubmissionState
from icms.files.models import StoredFile
from icms.kernel.models import IssuedDocument, Named
from payments.models import Payment


class Submission(models.Model):
    """A batch of new claims: prepared, paid, submitted (BLK-2, BLK-10). `version` counts its changes."""

    organisation = models.ForeignKey(Organisation, verbose_name=_("organization"), on_delete=models.PROTECT)
    filer = models.ForeignKey(
        Account, verbose_name=_("filer"), on_delete=models.PROTECT, related_name="submissions"
    )
    case_type = models.ForeignKey(CaseType, verbose_name=_("case type"), on_delete=models.PROTECT)
    approval = models.ForeignKey(ApprovedClaimant, verbose_name=_("approval"), on_delete=models.PROTECT)
    batch_reference = models.CharField(_("claimant's batch reference"), max_length=40)
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
    completed_at = models.DateTimeField(_("submission date and time"), null=True, blank=True)
    deemed_at = models.DateTimeField(_("deemed time of receipt"), null=True, blank=True)
    # The reasons of the filing time as codes and parameters: worded when shown (TIM-5).
    reasons = models.JSONField(_("why this time"), default=list)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["completed_at"], name="submission_by_completion")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "batch_reference"], name="batch_once_for_organisation"
            ),
            models.CheckConstraint(
                name="submission_submitted_has_time_and_reference",
                condition=Q(state="submitted", completed_at__isnull=False, reference__isnull=False)
                | (~Q(state="submitted") & Q(completed_at__isnull=True, reference__isnull=True)),
            ),
            models.CheckConstraint(
                name="submission_deemed_only_when_submitted",
                condition=Q(deemed_at__isnull=True) | Q(state="submitted"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.batch_reference


class Claim(models.Model):
    """One claim of a submission. It moves on its own: one bad claim never blocks the others (BLK-13)."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="claims"
    )
    position = models.PositiveSmallIntegerField(_("number in the batch"))
    state = models.CharField(
        _("state"), max_length=20, choices=ClaimState.choices, default=ClaimState.PREPARING
    )
    reference = models.CharField(_("claimant's own reference"), max_length=60)
    kind = models.CharField(_("kind of claim"), max_length=30)
    language = models.CharField(_("hearing language"), max_length=2, choices=Case.Language.choices)
    amount_cents = models.PositiveIntegerField(_("amount claimed (cents)"))
    original_cents = models.PositiveIntegerField(_("amount before abandoning (cents)"), null=True, blank=True)
    interest = models.TextField(_("interest claimed"), blank=True)
    calculation = models.TextField(_("how the sum was worked out"))
    particulars = models.TextField(_("particulars"))
    signatory_name = models.CharField(_("signed by"), max_length=300)
    signatory_capacity = models.CharField(_("capacity"), max_length=200)
    signed_on = models.DateField(_("signed on"))
    form_1_name = models.CharField(_("file of Form 1"), max_length=255)
    form_1_sha256 = models.CharField(_("SHA-256 of Form 1"), max_length=64, blank=True)
    form_2_name = models.CharField(_("file of Form 2"), max_length=255)
    form_2_sha256 = models.CharField(_("SHA-256 of Form 2"), max_length=64, blank=True)
    case = models.OneToOneField(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["submission", "position"]
        indexes = [models.Index(fields=["submission"], name="claim_waiting", condition=Q(state="submitted"))]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "position"], name="claim_position_unique_in_submission"
            ),
            models.UniqueConstraint(
                fields=["submission", "reference"], name="claim_reference_unique_in_submission"
            ),
            models.CheckConstraint(
                name="claim_accepted_has_case",
                condition=Q(state="accepted", case__isnull=False)
                | (~Q(state="accepted") & Q(case__isnull=True)),
            ),
            models.CheckConstraint(
                name="claim_amount_within_jurisdiction",
                condition=Q(amount_cents__gt=0, amount_cents__lte=7_500_000),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.position}"


class ClaimParty(models.Model):
    """A party of a claim, as the claimant gave it."""

    claim = models.ForeignKey(
        Claim, verbose_name=_("claim"), on_delete=models.CASCADE, related_name="parties"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    role = models.CharField(_("role"), max_length=20)
    kind = models.CharField(_("kind"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=300, blank=True)
    trading_as = models.CharField(_("trading as"), max_length=300, blank=True)
    identification_type = models.CharField(_("kind of identification"), max_length=30, blank=True)
    identification = models.CharField(_("identification"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("party of a claim")
        verbose_name_plural = _("parties of claims")
        ordering = ["claim", "position"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="claim_party_position_unique_in_claim")
        ]

    def __str__(self) -> str:
        return " ".join(name for name in (self.name_en, self.name_zh) if name)


class ClaimAddress(models.Model):
    """An address of a party of a claim; each one to be served costs the service fee (FEE-2)."""

    party = models.ForeignKey(
        ClaimParty, verbose_name=_("party"), on_delete=models.CASCADE, related_name="addresses"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=30)
    text = models.TextField(_("address"))
    serve = models.BooleanField(_("to be served"))

    class Meta:
        verbose_name = _("address of a party")
        verbose_name_plural = _("addresses of parties")
        ordering = ["party", "position"]

    def __str__(self) -> str:
        return self.text


class Upload(models.Model):
    """A file sent for a submission, matched to a form of a claim or not yet (BLK-3)."""

    class Form(models.TextChoices):
        FORM_1 = "form_1", _("Form 1")
        FORM_2 = "form_2", _("Form 2")

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="uploads"
    )
    file = models.ForeignKey(
        StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="uploads"
    )
    name = models.CharField(_("file name"), max_length=255)
    arrived_at = models.DateTimeField(_("arrived"))
    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim"),
        on_delete=models.SET_NULL,
        related_name="uploads",
        null=True,
        blank=True,
    )
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, blank=True)
    # What a person decided stays when files are matched again.
    by_hand = models.BooleanField(_("placed by hand"), default=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["submission", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "form"],
                condition=Q(claim__isnull=False),
                name="upload_one_for_claim_and_form",
            ),
            models.CheckConstraint(
                name="upload_matched_to_a_form", condition=Q(claim__isnull=True) | ~Q(form="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


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


class RejectionReason(Named):
    """A reason for which the registry rejects, with its rule and an example (DOC-7)."""

    code = models.SlugField(_("code"), unique=True)
    rule = models.CharField(_("rule"), max_length=200)
    example_en = models.TextField(_("example (English)"))
    example_zh_hant = models.TextField(_("example (Traditional Chinese)"))
    example_zh_hans = models.TextField(_("example (Simplified Chinese)"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("reason for rejection")
        verbose_name_plural = _("reasons for rejection")
        ordering = ["position", "code"]


class Decision(models.Model):
    """What an officer decided on a claim: one row a claim, so two officers can never decide the same (REG-1)."""

    class Act(models.TextChoices):
        ACCEPT = "accept", _("accept")
        REJECT = "reject", _("reject")

    claim = models.OneToOneField(
        Claim, verbose_name=_("claim"), on_delete=models.PROTECT, related_name="decision"
    )
    act = models.CharField(_("decision"), max_length=10, choices=Act.choices)
    session = models.ForeignKey(
        HearingSession, verbose_name=_("hearing session"), on_delete=models.PROTECT, null=True, blank=True
    )
    reason = models.ForeignKey(
        RejectionReason, verbose_name=_("reason"), on_delete=models.PROTECT, null=True, blank=True
    )
    text = models.TextField(_("explanation to the filer"), blank=True)
    officer = models.ForeignKey(User, verbose_name=_("officer"), on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="decision_rejection_has_reason_and_acceptance_has_session",
                condition=Q(act="reject", reason__isnull=False) | Q(act="accept", session__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_act_display()}"
