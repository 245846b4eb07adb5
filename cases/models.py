"""Courts as data, and the cases before them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Branch, Organisation
from cases.querysets import CaseQuerySet, HearingSessionQuerySet
from icms.files.models import StoredFile
from icms.kernel.models import Dated, IssuedDocument, Named


class Court(Named):
    """A court that takes documents electronically (CRT-1)."""

    code = models.SlugField(_("code"), unique=True)
    registry_address = models.TextField(_("registry"), blank=True)

    class Meta:
        verbose_name = _("court")
        verbose_name_plural = _("courts")


class CaseType(Named):
    """A type of case of a court, with the days from which services are open (CRT-1)."""

    class Inspection(models.TextChoices):
        DOCUMENTS = "documents", _("documents and cause book")
        CAUSE_BOOK = "cause_book", _("cause book only")
        NEITHER = "neither", _("neither")

    court = models.ForeignKey(Court, verbose_name=_("court"), on_delete=models.PROTECT, related_name="case_types")
    code = models.SlugField(_("code"), unique=True)
    number_prefix = models.CharField(_("case number prefix"), max_length=10)
    reference_prefix = models.CharField(_("document reference prefix"), max_length=2)
    efiling_from = models.DateField(_("e-filing from"), null=True, blank=True)
    inspection = models.CharField(_("inspection"), max_length=20, choices=Inspection.choices)
    in_bulk_only = models.BooleanField(_("bulk claims only"), default=False)

    class Meta:
        verbose_name = _("case type")
        verbose_name_plural = _("case types")


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
        constraints = [models.CheckConstraint(name="hours_open_before_they_close", condition=Q(opens__lt=F("closes")))]

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
    """A registry closed out of the ordinary: gale, black rainstorm, direction (Cap. 638H; A40; TIM-3)."""

    class Kind(models.TextChoices):
        GALE = "gale", _("gale warning")
        BLACK_RAINSTORM = "black_rainstorm", _("black rainstorm warning")
        EXTREME_CONDITIONS = "extreme_conditions", _("extreme conditions")
        DIRECTED = "directed", _("direction of the court")

    court = models.ForeignKey(Court, verbose_name=_("court"), on_delete=models.PROTECT, related_name="closures")
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    starts_at = models.DateTimeField(_("closed from"))
    reopens_at = models.DateTimeField(_("reopens"), null=True, blank=True)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                name="closure_reopens_after_it_starts",
                condition=Q(reopens_at__isnull=True) | Q(reopens_at__gt=F("starts_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d %H:%M}"


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

    def __str__(self) -> str:
        return self.name_en


class Case(models.Model):
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

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(fields=["case_type", "year", "running_number"], name="case_number_given_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Party(models.Model):
    """A party of a case, as named in Form 1."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="parties")
    position = models.PositiveSmallIntegerField(_("position"))
    role = models.CharField(_("role"), max_length=20)
    kind = models.CharField(_("kind"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=300, blank=True)
    trading_as = models.CharField(_("trading as"), max_length=300, blank=True)

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

    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.PROTECT, related_name="addresses")
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
    branch = models.ForeignKey(Branch, verbose_name=_("branch"), on_delete=models.PROTECT, null=True, blank=True)
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


class HearingSession(models.Model):
    """A sitting with a place, a time and room for so many claims (REG-4)."""

    court = models.ForeignKey(Court, verbose_name=_("court"), on_delete=models.PROTECT, related_name="sessions")
    place_en = models.CharField(_("place (English)"), max_length=200)
    place_zh = models.CharField(_("place (Chinese)"), max_length=200)
    starts_at = models.DateTimeField(_("date and time"))
    capacity = models.PositiveSmallIntegerField(_("room for claims"))

    objects = HearingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("hearing session")
        verbose_name_plural = _("hearing sessions")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["court", "place_en", "starts_at"], name="session_once_at_place_and_time")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.place_en}"


class SessionBooking(models.Model):
    """Places of a session kept for one batch, so that its claims are heard together (A1, REG-3)."""

    session = models.ForeignKey(
        HearingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="bookings"
    )
    batch = models.CharField(_("transaction reference number"), max_length=40, unique=True)
    places = models.PositiveSmallIntegerField(_("places"))

    class Meta:
        verbose_name = _("session booking")
        verbose_name_plural = _("session bookings")

    def __str__(self) -> str:
        return f"{self.batch}: {self.places}"


class Hearing(models.Model):
    """The hearing of a case: within 60 days of filing (REG-3; Cap. 338 s. 14)."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="hearings")
    session = models.ForeignKey(
        HearingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="hearings"
    )

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        constraints = [models.UniqueConstraint(fields=["case", "session"], name="hearing_once_a_session")]

    def __str__(self) -> str:
        return f"{self.case} {self.session}"


class CaseDocument(models.Model):
    """A document of a case: as it was filed, and as the court issued it."""

    class Kind(models.TextChoices):
        FORM_1 = "form_1", _("Form 1 (title of claim: general form)")
        FORM_2 = "form_2", _("Form 2 (claim)")
        FORM_3 = "form_3", _("Form 3 (notice of place and day of hearing)")

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("document"), max_length=30, choices=Kind.choices)
    version = models.PositiveSmallIntegerField(_("version"), default=0)
    filed = models.ForeignKey(
        StoredFile, verbose_name=_("as filed"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    issued = models.ForeignKey(
        StoredFile, verbose_name=_("as issued"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reference = models.OneToOneField(
        IssuedDocument,
        verbose_name=_("document reference number"),
        on_delete=models.PROTECT,
        related_name="case_document",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("case document")
        verbose_name_plural = _("case documents")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "version"], name="document_once_a_version"),
            models.CheckConstraint(
                name="document_issued_has_reference",
                condition=Q(issued__isnull=True, reference__isnull=True)
                | Q(issued__isnull=False, reference__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_kind_display()}"
