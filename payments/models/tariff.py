"""What a court charges and how it may be paid, as dated rows. All money is in HK$ cents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from icms.kernel.models import Dated, Named


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        violation_error_message=_("The last day is before the first day. Give a later last day, or none."),
    )


class FeeBand(Dated):
    """The filing fee of a claim up to an amount (FEE-1)."""

    court = models.SlugField(_("court"))
    upper_cents = models.PositiveIntegerField(_("up to and including (cents)"))
    fee_cents = models.PositiveIntegerField(_("fee (cents)"))

    class Meta:
        verbose_name = _("fee band")
        verbose_name_plural = _("fee bands")
        ordering = ["court", "valid_from", "upper_cents"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "upper_cents", "valid_from"], name="band_once_from_a_day"
            ),
            _ends_after_it_begins("band_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.court} ≤ {self.upper_cents}: {self.fee_cents}"


class FeeItem(Named, Dated):
    """A fee that does not hang on the amount claimed; without a figure it is to be set by the court (FEE-2)."""

    court = models.SlugField(_("court"))
    code = models.SlugField(_("code"))
    cents = models.PositiveIntegerField(_("fee (cents)"), null=True, blank=True)
    concession_eligible = models.BooleanField(_("concession applies"))

    class Meta:
        verbose_name = _("fee item")
        verbose_name_plural = _("fee items")
        ordering = ["court", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["court", "code", "valid_from"], name="item_once_from_a_day"),
            _ends_after_it_begins("item_ends_after_it_begins"),
        ]


class Concession(Dated):
    """A period in which a court charges a share of an eligible item (FEE-1)."""

    court = models.SlugField(_("court"))
    percent = models.PositiveSmallIntegerField(_("percent charged"))

    class Meta:
        verbose_name = _("concession")
        verbose_name_plural = _("concessions")
        ordering = ["court", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["court", "valid_from"], name="concession_once_from_a_day"),
            models.CheckConstraint(
                name="concession_charges_a_share",
                condition=Q(percent__lte=100),
                violation_error_message=_("The share charged is at most 100 percent."),
            ),
            _ends_after_it_begins("concession_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.court} {self.percent} %"


class MeansOfPayment(Named, Dated):
    """A means of payment that a court takes, with its limits (PAY-1, PAY-2)."""

    court = models.SlugField(_("court"))
    code = models.SlugField(_("code"))
    per_item_limit_cents = models.PositiveIntegerField(
        _("limit for each item (cents)"), null=True, blank=True
    )
    total_limit_cents = models.PositiveIntegerField(_("limit for the payment (cents)"), null=True, blank=True)

    class Meta:
        verbose_name = _("means of payment")
        verbose_name_plural = _("means of payment")
        ordering = ["court", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["court", "code", "valid_from"], name="means_once_from_a_day"),
            _ends_after_it_begins("means_ends_after_it_begins"),
        ]
