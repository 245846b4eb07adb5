"""Who is linked to a case, in which capacity and for which of its parties (LNK-1, LNK-3a, LNK-3b, LNK-5)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Branch, Organisation
from cases.models.parties import Party
from cases.models.record import Case


class CaseLink(models.Model):
    """An organisation's or individual's link to a case: as one of its parties, or as representative of some."""

    class Capacity(models.TextChoices):
        PARTY = "party", _("party")
        REPRESENTATIVE = "representative", _("representative")

    class UnlinkReason(models.TextChoices):
        NOTICE_OF_CHANGE = "notice_of_change", _("notice of change")
        ACTING_IN_PERSON = "acting_in_person", _("acting in person")
        DIRECTION = "direction", _("direction of the court")
        TRANSFERRED_OUT = "transferred_out", _("transferred out")
        CORRECTION = "correction", _("correction by staff")

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="links")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, null=True, blank=True
    )
    branch = models.ForeignKey(
        Branch, verbose_name=_("branch"), on_delete=models.PROTECT, null=True, blank=True
    )
    account = models.ForeignKey(
        Account, verbose_name=_("individual account"), on_delete=models.PROTECT, null=True, blank=True
    )
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity.choices)
    parties: models.ManyToManyField[Party, LinkParty] = models.ManyToManyField(
        Party, verbose_name=_("parties"), through="LinkParty", related_name="links"
    )
    linked_at = models.DateTimeField(_("linked"))
    unlinked_at = models.DateTimeField(_("unlinked"), null=True, blank=True)
    unlink_reason = models.CharField(
        _("reason for unlinking"), max_length=20, choices=UnlinkReason.choices, blank=True, default=""
    )

    class Meta:
        verbose_name = _("case link")
        verbose_name_plural = _("case links")
        constraints = [
            models.CheckConstraint(
                name="link_is_of_organisation_or_individual",
                condition=Q(organisation__isnull=False, account__isnull=True)
                | Q(organisation__isnull=True, account__isnull=False),
            ),
            models.CheckConstraint(
                name="link_ended_has_a_reason",
                condition=Q(unlinked_at__isnull=True, unlink_reason="")
                | Q(unlinked_at__isnull=False) & ~Q(unlink_reason=""),
            ),
            models.UniqueConstraint(
                fields=["case", "organisation"],
                condition=Q(unlinked_at__isnull=True, organisation__isnull=False),
                name="link_open_once_for_organisation_and_case",
            ),
            models.UniqueConstraint(
                fields=["case", "account"],
                condition=Q(unlinked_at__isnull=True, account__isnull=False),
                name="link_open_once_for_individual_and_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} – {self.organisation or self.account}"


class LinkParty(models.Model):
    """One of the parties for which a link stands; that a link has any is the task of the act that makes it."""

    link = models.ForeignKey(
        CaseLink, verbose_name=_("case link"), on_delete=models.PROTECT, related_name="rows"
    )
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("party of a link")
        verbose_name_plural = _("parties of links")
        constraints = [models.UniqueConstraint(fields=["link", "party"], name="link_names_a_party_once")]

    def __str__(self) -> str:
        return f"{self.link}: {self.party}"
