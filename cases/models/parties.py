"""Parties and their addresses: the columns that claims and cases share, and the rows of a case, which never change."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.record import Case
from cases.querysets import FixedQuerySet, PartyQuerySet
from icms.kernel.models import Searchable
from icms.lib.key_fields import NameKeyField, RegisteredNameKeyField


class PartyFields(Searchable):
    """What is known of a party, before and after its claim has become a case."""

    position = models.PositiveSmallIntegerField(_("position"))
    role = models.CharField(_("role"), max_length=20)
    kind = models.CharField(_("kind"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=300, blank=True)
    trading_as = models.CharField(_("trading as"), max_length=300, blank=True)
    name_en_search = NameKeyField(_("name in English as it is searched"), of="name_en")
    name_zh_search = NameKeyField(_("name in Chinese as it is searched"), of="name_zh")
    name_en_registered = RegisteredNameKeyField(_("name in English as linking compares it"), of="name_en")
    name_zh_registered = RegisteredNameKeyField(_("name in Chinese as linking compares it"), of="name_zh")
    trading_as_search = NameKeyField(_("trading name as it is searched"), of="trading_as")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return " ".join(name for name in (self.name_en, self.name_zh) if name)


class AddressFields(models.Model):
    """An address of a party; those to be served carry the service fee (FEE-2)."""

    position = models.PositiveSmallIntegerField(_("position"))
    # Empty where nobody said what is at the address: staff copy it from a paper.
    kind = models.CharField(_("kind"), max_length=30, blank=True)
    serve = models.BooleanField(_("to be served"))

    class Meta:
        abstract = True


class Fixed(models.Model):
    """A row that is written once: papers of the court state what it says (REG-9)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new row; raises TypeError for a change: a correction is a row of its own."""
        if not self._state.adding:
            raise TypeError(f"a {self._meta.model_name} of a case is superseded, never changed")
        super().save(*args, **kwargs)


class Party(Fixed, PartyFields):
    """A party of a case, in a role that the case type names. A correction is a new row that supersedes the old one.

    Both rows have the same position, so that old and new stand side by side for ever.
    """

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="parties")
    supersedes = models.OneToOneField(
        "self",
        verbose_name=_("corrects"),
        on_delete=models.PROTECT,
        related_name="superseded_by",
        null=True,
        blank=True,
    )
    correction_reason = models.CharField(_("reason for the correction"), max_length=500, blank=True)
    correction_order = models.CharField(_("order for the correction"), max_length=100, blank=True)
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["case", "position", "pk"]
        constraints = [
            # One chain of corrections for each position: it has one beginning, and each row one successor at most.
            models.UniqueConstraint(
                fields=["case", "position"],
                condition=Q(supersedes__isnull=True),
                name="party_position_unique_in_case",
            ),
            models.CheckConstraint(name="party_has_a_name", condition=~Q(name_en="", name_zh="")),
            models.CheckConstraint(
                name="party_that_supersedes_has_reason_and_order",
                condition=Q(
                    supersedes__isnull=True,
                    corrected_at__isnull=True,
                    correction_reason="",
                    correction_order="",
                )
                | Q(supersedes__isnull=False, corrected_at__isnull=False)
                & ~Q(correction_reason="")
                & ~Q(correction_order=""),
            ),
            models.CheckConstraint(name="party_does_not_supersede_itself", condition=~Q(supersedes=F("id"))),
        ]


class PartyAddress(Fixed, AddressFields):
    """An address of a party of a case. It is corrected by superseding the party with all its addresses."""

    party = models.ForeignKey(
        Party, verbose_name=_("party"), on_delete=models.PROTECT, related_name="addresses"
    )
    text = models.TextField(_("address"))

    objects = FixedQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["party", "position"]
        constraints = [
            models.UniqueConstraint(fields=["party", "position"], name="address_position_unique_for_party"),
        ]

    def __str__(self) -> str:
        return self.text
