"""The record of a case: where it comes from, how it stands, and its number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Account
from cases.models.courts import CaseType, Court
from cases.models.modes import Venue
from cases.states import CaseState
from icms.kernel.models import Searchable
from icms.lib.key_fields import NumberKeyField

NUMBER_MAX = 60


class Case(Searchable):
    """A case of a court: it has a number, parties and a register of documents, whatever it came from.

    It knows no submission. What came with a bulk claim stands in columns that are empty for every other origin.
    """

    class Origin(models.TextChoices):
        BULK_CLAIM = "bulk_claim", _("bulk claim")
        REGISTERED = "registered", _("registered by staff")
        TRANSFERRED_IN = "transferred_in", _("transferred in")

    class Result(models.TextChoices):
        AWARD = "award", _("award or judgment")
        DISMISSED = "dismissed", pgettext_lazy("result of a case", "dismissed")
        SETTLED = "settled", pgettext_lazy("result of a case", "settled")
        WITHDRAWN = "withdrawn", _("withdrawn or discontinued")
        OTHER = "other", _("other result")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        CHINESE = "zh", _("Chinese")

    court = models.ForeignKey(Court, verbose_name=_("court"), on_delete=models.PROTECT)
    case_type = models.ForeignKey(CaseType, verbose_name=_("case type"), on_delete=models.PROTECT)
    # Where the type of case is cut by place (CRT-1); None elsewhere.
    venue = models.ForeignKey(
        Venue, verbose_name=_("venue"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices)
    state = models.CharField(_("state"), max_length=20, choices=CaseState.choices, default=CaseState.OPEN)
    result = models.CharField(_("result"), max_length=20, choices=Result.choices, blank=True, default="")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # As the court writes it, in any form; the two columns after it where it has the form of the portal's own numbers.
    number = models.CharField(_("case number"), max_length=NUMBER_MAX)
    number_search = NumberKeyField(_("case number as it is searched"), of="number")
    running_number = models.PositiveIntegerField(_("running number"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year of acceptance"), null=True, blank=True)
    language = models.CharField(_("hearing language"), max_length=2, choices=Language.choices)
    accepted_at = models.DateTimeField(_("accepted or registered"))
    kind = models.CharField(_("kind of claim"), max_length=30, blank=True)
    amount_cents = models.PositiveIntegerField(_("amount claimed (cents)"), null=True, blank=True)
    completed_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    deemed_at = models.DateTimeField(_("deemed time of receipt"), null=True, blank=True)
    filer = models.ForeignKey(
        Account,
        verbose_name=_("filer"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # How the claimant and the portal spoke of the claim before it had a number: text, for nothing here knows claims.
    claim_reference = models.CharField(_("claimant's own reference"), max_length=60, blank=True)
    batch_reference = models.CharField(_("claimant's batch reference"), max_length=40, blank=True)
    transaction_reference = models.CharField(
        _("transaction reference number"), max_length=40, blank=True, db_index=True
    )
    claim_reference_search = NumberKeyField(_("reference as it is searched"), of="claim_reference")
    batch_reference_search = NumberKeyField(_("reference as it is searched"), of="batch_reference")

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-pk"]
        permissions = [("register_case", _("Can register a case that did not come through the portal"))]
        indexes = [models.Index(fields=["running_number", "year"], name="case_by_running_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "year", "running_number"], name="case_number_given_once"
            ),
            # By its key: "HCA 0123/2026" and "hca 123/2026" are one number.
            models.UniqueConstraint(fields=["court", "number_search"], name="case_number_once_in_a_court"),
            models.CheckConstraint(name="case_number_has_letters_or_figures", condition=~Q(number_search="")),
            models.CheckConstraint(
                name="case_running_number_goes_with_a_year",
                condition=Q(running_number__isnull=True, year__isnull=True)
                | Q(running_number__isnull=False, year__isnull=False),
            ),
            models.CheckConstraint(
                name="case_ended_has_a_result",
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(result="")
                | ~Q(state="ended") & Q(ended_at__isnull=True, result=""),
            ),
            models.CheckConstraint(
                name="case_of_bulk_claim_has_its_particulars",
                condition=~Q(origin="bulk_claim")
                | Q(
                    amount_cents__isnull=False,
                    completed_at__isnull=False,
                    deemed_at__isnull=False,
                    filer__isnull=False,
                )
                & ~Q(kind="")
                & ~Q(transaction_reference=""),
            ),
            models.CheckConstraint(
                name="case_of_other_origin_came_by_no_submission",
                condition=Q(origin="bulk_claim")
                | Q(
                    completed_at__isnull=True,
                    deemed_at__isnull=True,
                    filer__isnull=True,
                    transaction_reference="",
                    batch_reference="",
                    claim_reference="",
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def has_outstanding_papers(self) -> bool:
        """Whether a form of it could not be sealed, and waits for staff; one statement."""
        return self.documents.outstanding().exists()
