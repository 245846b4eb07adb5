"""The types of document of a court, as dated rows: who files them, when, with what, and what comes of them (CRT-2)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases import type_checks
from cases.models.courts import Court
from cases.querysets import DocumentTypeQuerySet
from icms.kernel.models import Dated, Named


class DocumentType(Named, Dated):
    """One type of document of one court, as it holds from a day (CRT-2).

    What a court changes by notice is a new row of the same code: documents keep the row under which they were filed.
    """

    class Origin(models.TextChoices):
        PARTY = "party", _("a party")
        COURT = "court", _("the court")
        PORTAL = "portal", _("the portal")

    court = models.ForeignKey(
        Court, verbose_name=_("court"), on_delete=models.PROTECT, related_name="document_types"
    )
    code = models.SlugField(_("code"))
    position = models.PositiveSmallIntegerField(_("position in lists"))
    short_en = models.CharField(_("short name (English)"), max_length=60, blank=True)
    short_zh_hant = models.CharField(_("short name (Traditional Chinese)"), max_length=60, blank=True)
    short_zh_hans = models.CharField(_("short name (Simplified Chinese)"), max_length=60, blank=True)
    origin = models.CharField(_("made by"), max_length=10, choices=Origin.choices)
    filed_by = models.JSONField(
        _("roles that may file it"),
        default=list,
        blank=True,
        help_text=_("A list of roles of parties; an empty list allows every party."),
    )
    commences_case = models.BooleanField(_("filed with a new case"), default=False)
    before_linking = models.BooleanField(_("may be filed before linking"), default=False)
    links_filer = models.BooleanField(_("acceptance links the filer"), default=False)
    purposes = models.JSONField(_("purposes"), default=list, blank=True)
    versions = models.PositiveSmallIntegerField(_("amended versions at most"), default=0)
    companions = models.JSONField(_("filed together with"), default=list, blank=True)
    fee_item = models.SlugField(_("fee item"), blank=True)
    pdf_only = models.BooleanField(_("taken as PDF alone"), default=False)
    sealed = models.BooleanField(_("sealed when accepted"), default=False)
    efiling_allowed = models.BooleanField(_("electronic filing allowed"), default=True)
    open_to_inspection = models.BooleanField(_("open to public inspection"), default=False)
    template = models.SlugField(_("drawn by the portal as"), blank=True)

    objects = DocumentTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("document type")
        verbose_name_plural = _("document types")
        ordering = ["court", "position", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "code", "valid_from"], name="document_type_once_from_a_day"
            ),
            models.CheckConstraint(
                name="document_type_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_(
                    "The last day is before the first day. Give a later last day, or none."
                ),
            ),
            models.CheckConstraint(
                name="document_type_that_commences_or_links_is_filed_by_a_party",
                condition=Q(origin="party")
                | Q(commences_case=False, before_linking=False, links_filer=False),
            ),
        ]

    def clean(self) -> None:
        """Refuses codes that nothing knows, and days on which another row of the code holds."""
        super().clean()
        if not self.court_id or not self.valid_from:
            return  # the form says already what is missing
        others = DocumentType.objects.filter(court=self.court_id).exclude(pk=self.pk)
        found: dict[str, list[ValidationError]] = {}
        for fault in type_checks.faults(self, others):
            words = ValidationError(str(fault))
            found.setdefault(fault.column, []).append(words)
        if found:
            raise ValidationError(found)

    def holds_on(self, day: date) -> bool:
        """Whether this row holds on a Hong Kong day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def short_name(self) -> str:
        """What lists and buttons call it in the reader's language: "Form 1"."""
        short = getattr(self, f"short_{(get_language() or 'en').replace('-', '_')}", self.short_en)
        return str(short or self.name)
