"""The record of a case: its parties, and who is linked to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Branch, Organisation
from cases.models.courts import CaseType, Court
from icms.kernel.models import Searchable
from icms.lib.key_fields import NameKeyField, NumberKeyField


class Case(Searchable):
    """A claim that the registry accepted: it has a number, parties, documents and a hearing."""

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        CHINESE = "zh", _("Chinese")

    court = models.ForeignKey(Court, verbose_name=_("court"), on_delete=models.PROTECT)
    case_type = models.ForeignKey(CaseType, verbose_name=_("case type"), on_delete=models.PROTECT)
    number = models.CharField(_("case number"), max_length=30, unique=True)
    running_number = models.PositiveIntegerField(_("running number"))
    year = models.PositiveSmallIntegerField(_("year of acceptance"))
    language = models.CharField(_("hearing language"), max_length=2, choices=Language.choices)
    kind = models.CharField(_("kind of claim"), max_length=30)
    amount_cents = models.PositiveIntegerField(_("amount claimed (cents)"))
    completed_at = models.DateTimeField(_("submitted"))
    deemed_at = models.DateTimeField(_("deemed time of receipt"))
    accepted_at = models.DateTimeField(_("accepted"))
    filer = models.ForeignKey(Account, verbose_name=_("filer"), on_delete=models.PROTECT, related_name="+")
    # How the claimant and the portal spoke of the claim before it had a number: text, for nothing here knows claims.
    claim_reference = models.CharField(_("claimant's own reference"), max_length=60, blank=True)
    batch_reference = models.CharField(_("claimant's batch reference"), max_length=40, blank=True)
    transaction_reference = models.CharField(_("transaction reference number"), max_length=40, db_index=True)
    claim_reference_search = NumberKeyField(_("reference as it is searched"), of="claim_reference")
    batch_reference_search = NumberKeyField(_("reference as it is searched"), of="batch_reference")

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["running_number", "year"], name="case_by_running_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "year", "running_number"], name="case_number_given_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def has_outstanding_papers(self) -> bool:
        """Whether a form of it could not be sealed, and waits for staff; one statement."""
        return self.documents.outstanding().exists()


class Party(Searchable):
    """A party of a case, as named in Form 1."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="parties")
    position = models.PositiveSmallIntegerField(_("position"))
    role = models.CharField(_("role"), max_length=20)
    kind = models.CharField(_("kind"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=300, blank=True)
    trading_as = models.CharField(_("trading as"), max_length=300, blank=True)
    name_en_search = NameKeyField(_("name in English as it is searched"), of="name_en")
    name_zh_search = NameKeyField(_("name in Chinese as it is searched"), of="name_zh")
    trading_as_search = NameKeyField(_("trading name as it is searched"), of="trading_as")

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["case", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="party_position_unique_in_case"),
            models.CheckConstraint(name="party_has_a_name", condition=~Q(name_en="", name_zh="")),
        ]

    def __str__(self) -> str:
        return " ".join(name for name in (self.name_en, self.name_zh) if name)


class PartyAddress(models.Model):
    """An address of a party; those to be served carry the service fee (FEE-2)."""

    party = models.ForeignKey(
        Party, verbose_name=_("party"), on_delete=models.PROTECT, related_name="addresses"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=30)
    text = models.TextField(_("address"))
    serve = models.BooleanField(_("to be served"))

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["party", "position"]
        constraints = [
            models.UniqueConstraint(fields=["party", "position"], name="address_position_unique_for_party"),
        ]

    def __str__(self) -> str:
        return self.text


class CaseLink(models.Model):
    """An organisation's or individual's link to a case as one of its parties (LNK-1, LNK-3a)."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="links")
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.PROTECT)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, null=True, blank=True
    )
    branch = models.ForeignKey(
        Branch, verbose_name=_("branch"), on_delete=models.PROTECT, null=True, blank=True
    )
    account = models.ForeignKey(
        Account, verbose_name=_("individual account"), on_delete=models.PROTECT, null=True, blank=True
    )
    linked_at = models.DateTimeField(_("linked"))
    unlinked_at = models.DateTimeField(_("unlinked"), null=True, blank=True)

    class Meta:
        verbose_name = _("case link")
        verbose_name_plural = _("case links")
        constraints = [
            models.CheckConstraint(
                name="link_is_of_organisation_or_individual",
                condition=Q(organisation__isnull=False, account__isnull=True)
                | Q(organisation__isnull=True, account__isnull=False),
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
