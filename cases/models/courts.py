"""Courts as data: what each takes electronically, when its registry is open, who may file in bulk (CRT, TIM)."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from cases.querysets import ClosureQuerySet
from icms.kernel.models import Dated, Named
from icms.lib import clock


class Court(Named):
    """A court that takes documents electronically (CRT-1)."""

    code = models.SlugField(_("code"), unique=True)
    registry_en = models.CharField(_("registry's address (English)"), max_length=200, blank=True)
    registry_zh = models.CharField(_("registry's address (Chinese)"), max_length=200, blank=True)
    # The first letters of every reference that the court gives to a document (CRT-3).
    reference_prefix = models.CharField(_("document reference prefix"), max_length=2)

    class Meta:
        verbose_name = _("court")
        verbose_name_plural = _("courts")
        ordering = ["pk"]

    def clean(self) -> None:
        """Raises ValidationError for the code of a new court that begins another address than `/<code>/…`."""
        super().clean()
        if self._state.adding and self.code in _words_of_addresses():
            raise ValidationError(
                {"code": _("An address of this portal begins with this word. Choose another code.")}
            )


def _words_of_addresses(patterns: Iterable[URLPattern | URLResolver] | None = None) -> set[str]:
    """The first word of each address that is no court's."""
    words = set() if patterns is not None else {settings.STATIC_URL.strip("/")}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        word = str(pattern.pattern).lstrip("^").partition("/")[0]
        # An empty one adds nothing to the addresses that it includes.
        words |= {word} if word else _words_of_addresses(getattr(pattern, "url_patterns", ()))
    return words


class CaseType(Named):
    """A type of case of a court, with the days from which services are open (CRT-1)."""

    class Inspection(models.TextChoices):
        DOCUMENTS = "documents", _("documents and cause book")
        CAUSE_BOOK = "cause_book", _("cause book only")
        NEITHER = "neither", _("neither")

    court = models.ForeignKey(
        Court, verbose_name=_("court"), on_delete=models.PROTECT, related_name="case_types"
    )
    code = models.SlugField(_("code"), unique=True)
    number_prefix = models.CharField(_("case number prefix"), max_length=10)
    efiling_from = models.DateField(_("e-filing from"), null=True, blank=True)
    inspection = models.CharField(_("inspection"), max_length=20, choices=Inspection.choices)
    in_bulk_only = models.BooleanField(_("bulk claims only"), default=False)
    # Codes of `cases.codes.PARTY_ROLES`, in the order in which parties are listed.
    roles = models.JSONField(_("roles of parties"), default=list)
    allows_representatives = models.BooleanField(_("parties may be represented"), default=False)
    numbered_by_portal = models.BooleanField(_("numbered by this portal"), default=False)
    # The most that the court hears in a claim of this type (Cap. 338 for the Small Claims Tribunal).
    claim_cents_max = models.PositiveIntegerField(_("claims up to (cents)"), null=True, blank=True)

    class Meta:
        verbose_name = _("case type")
        verbose_name_plural = _("case types")
        ordering = ["court", "pk"]


class OfficeHours(Dated):
    """An open span of a registry on a weekday, in Hong Kong time, both ends included (TIM-1)."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    court = models.ForeignKey(Court, verbose_name=_("court"), on_delete=models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("registry hours")
        verbose_name_plural = _("registry hours")
        ordering = ["court", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(name="hours_open_before_they_close", condition=Q(opens__lt=F("closes")))
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class GeneralHoliday(Named):
    """A general holiday (Cap. 149). A year without rows is unknown, never free of holidays (TIM-4)."""

    day = models.DateField(_("day"), unique=True)

    class Meta:
        verbose_name = _("general holiday")
        verbose_name_plural = _("general holidays")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Closure(models.Model):
    """A registry closed out of the ordinary: gale, black rainstorm, direction (Cap. 638H; A40; TIM-3).

    Written by `filing.transitions.closures` alone, together with the filings that it moves.
    """

    class Kind(models.TextChoices):
        GALE = "gale", _("gale warning")
        BLACK_RAINSTORM = "black_rainstorm", _("black rainstorm warning")
        EXTREME_CONDITIONS = "extreme_conditions", _("extreme conditions")
        DIRECTED = "directed", _("direction of the court")

    court = models.ForeignKey(
        Court, verbose_name=_("court"), on_delete=models.PROTECT, related_name="closures"
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    starts_at = models.DateTimeField(_("closed from"))
    reopens_at = models.DateTimeField(_("reopens"), null=True, blank=True)
    # Recorded by mistake: it counts no more, and stays in the record.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["-starts_at"]
        permissions = [("close_registry", _("Can record closures of a registry and move deemed times"))]
        constraints = [
            models.CheckConstraint(
                name="closure_reopens_after_it_starts",
                condition=Q(reopens_at__isnull=True) | Q(reopens_at__gt=F("starts_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {clock.hk(self.starts_at):%Y-%m-%d %H:%M}"


class ApprovedClaimant(Dated):
    """A claimant whom the Principal Adjudicator has approved to file in bulk, and for what (CRT-5, A1)."""

    court = models.ForeignKey(Court, verbose_name=_("court"), on_delete=models.PROTECT)
    name_en = models.CharField(_("name in English"), max_length=300)
    name_zh = models.CharField(_("name in Chinese"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, null=True, blank=True
    )
    kinds = models.JSONField(
        _("kinds of claim allowed"), help_text=_("A list of codes; an empty list allows every kind.")
    )

    class Meta:
        verbose_name = _("approved claimant")
        verbose_name_plural = _("approved claimants")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name_en
