"""A bulk batch, and its claims with their parties (BLK-2, BLK-7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from cases.models import ApprovedClaimant, Case
from cases.models.parties import AddressFields, PartyFields
from filing.models.submissions import Submission
from filing.querysets import ClaimQuerySet
from filing.rules.address import address_text
from filing.states import ClaimState
from icms.kernel.models import Searchable
from icms.lib.key_fields import NumberKeyField


class Batch(Searchable):
    """What a submission of new claims in bulk has of its own. Its key is the submission's (BLK-2, BLK-11)."""

    submission = models.OneToOneField(
        Submission,
        verbose_name=_("submission"),
        on_delete=models.CASCADE,
        related_name="batch",
        primary_key=True,
    )
    # Equal to the submission's, by the one act that makes both: it keeps the reference unique.
    organisation = models.ForeignKey(Organisation, verbose_name=_("organization"), on_delete=models.PROTECT)
    approval = models.ForeignKey(ApprovedClaimant, verbose_name=_("approval"), on_delete=models.PROTECT)
    approval_reference = models.CharField(
        _("approval reference that the claimant gave"), max_length=40, blank=True
    )
    batch_reference = models.CharField(_("claimant's batch reference"), max_length=40)
    batch_reference_search = NumberKeyField(_("reference as it is searched"), of="batch_reference")

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "batch_reference"], name="batch_once_for_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.batch_reference


class Claim(Searchable):
    """One claim of a batch. It moves on its own: one bad claim never blocks the others (BLK-13)."""

    batch = models.ForeignKey(Batch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="claims")
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
    excess_abandoned = models.BooleanField(_("the excess is abandoned"), default=False)
    interest = models.TextField(_("interest claimed"), blank=True)
    calculation = models.TextField(_("how the sum was worked out"))
    particulars = models.TextField(_("particulars"))
    signatory_name = models.CharField(_("signed by"), max_length=300)
    signatory_capacity = models.CharField(_("capacity"), max_length=200)
    signed_on = models.DateField(_("signed on"))
    case = models.OneToOneField(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["batch", "position"]
        indexes = [
            models.Index(fields=["batch"], name="claim_waiting_by_batch", condition=Q(state="submitted"))
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="claim_position_unique_in_batch"),
            models.UniqueConstraint(fields=["batch", "reference"], name="claim_reference_unique_in_batch"),
            models.CheckConstraint(
                name="claim_accepted_has_case",
                condition=Q(state="accepted", case__isnull=False)
                | (~Q(state="accepted") & Q(case__isnull=True)),
            ),
            models.CheckConstraint(
                # How much the court hears stands in the row of the case type; it is checked on import.
                name="claim_is_for_more_than_nothing",
                condition=Q(amount_cents__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.position}"


class ClaimParty(PartyFields):
    """A party of a claim, as the claimant gave it."""

    claim = models.ForeignKey(
        Claim, verbose_name=_("claim"), on_delete=models.CASCADE, related_name="parties"
    )
    identification_type = models.CharField(_("kind of identification"), max_length=30, blank=True)
    identification = models.CharField(_("identification"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("party of a claim")
        verbose_name_plural = _("parties of claims")
        ordering = ["claim", "position"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="claim_party_position_unique_in_claim")
        ]


class ClaimAddress(AddressFields):
    """An address of a party of a claim, in the parts of the published format."""

    party = models.ForeignKey(
        ClaimParty, verbose_name=_("party"), on_delete=models.CASCADE, related_name="addresses"
    )
    lines = models.JSONField(_("lines"), default=list)
    district = models.CharField(_("district"), max_length=200, blank=True)
    area = models.CharField(_("area"), max_length=10, blank=True)
    country = models.CharField(_("country"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("address of a party")
        verbose_name_plural = _("addresses of parties")
        ordering = ["party", "position"]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The address as it stands on an envelope, line by line."""
        return address_text(self.lines, self.district, self.area, self.country)
