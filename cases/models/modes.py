"""Where and how a type of case is used electronically: its places, and for whom the portal is a duty (CRT-1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.courts import CaseType
from cases.querysets import DatedQuerySet
from cases.rules.modes import Mode
from icms.kernel.models import Dated, Named


class Venue(Named, Dated):
    """A place at which a type of case is electronic: one with places is so nowhere else (Cap. 638 s. 11)."""

    case_type = models.ForeignKey(
        CaseType, verbose_name=_("case type"), on_delete=models.PROTECT, related_name="venues"
    )
    address_en = models.CharField(_("address (English)"), max_length=200, blank=True)
    address_zh = models.CharField(_("address (Chinese)"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["case_type", "name_en"]


MODES = [
    (Mode.OPTIONAL, _("optional")),
    (Mode.FIRST_NEW_CASE, _("due with the first new case of a law firm")),
    (Mode.REPRESENTED, _("mandatory for parties with a legal representative")),
]


class ModeOfUse(Dated):
    """Whether using the portal is a choice for a type of case, and for whom it is a duty (CRT-1)."""

    case_type = models.ForeignKey(
        CaseType, verbose_name=_("case type"), on_delete=models.PROTECT, related_name="modes"
    )
    mode = models.CharField(_("mode of use"), max_length=20, choices=MODES)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mode of use")
        verbose_name_plural = _("modes of use")
        ordering = ["case_type", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["case_type", "valid_from"], name="mode_of_use_once_from_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.case_type}: {self.get_mode_display()}"
