"""The claims of a submission with their parties, and the forms uploaded for them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from filing.models.submissions import Submission
from filing.querysets import ClaimQuerySet, UploadQuerySet
from filing.states import ClaimState
from icms.files.models import StoredFile
from icms.kernel.models import Searchable
from icms.lib.key_fields import NumberKeyField


class Claim(Searchable):
    """One claim of a submission. It moves on its own: one bad claim never blocks the others (BLK-13)."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="claims"
    )
    position = models.PositiveSmallIntegerField(_("number in the batch"))
    state = models.CharField(
        _("state"), max_length=20, choices=ClaimState.choices, default=ClaimState.PREPARING
    )
    reference = models.CharField(_("claimant's own reference"), max_length=60)
    reference_search = NumberKeyField(_("reference as it is searched"), of="reference")
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
        indexes = [
            models.Index(
                fields=["submission"], name="claim_waiting_by_submission", condition=Q(state="submitted")
            )
        ]
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
    # The whole name on the sender's disk, for comparing (DOC-2b); `name` is cut to be shown. Empty before 2026-12.
    given_name = models.TextField(_("file name as given"), blank=True, default="")
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
