"""Sittings of a court, the places that batches have in them, and the hearings of cases (REG-3, REG-4)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.models.courts import Court
from cases.models.record import Case
from cases.querysets import HearingSessionQuerySet
from icms.lib.language import ENGLISH, chinese_first
from icms.lib.written_time import written_time


class HearingSession(models.Model):
    """A sitting with a place, a time and room for so many claims (REG-4)."""

    court = models.ForeignKey(
        Court, verbose_name=_("court"), on_delete=models.PROTECT, related_name="sessions"
    )
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
            models.UniqueConstraint(
                fields=["court", "place_en", "starts_at"], name="session_once_at_place_and_time"
            )
        ]

    def __str__(self) -> str:
        return f"{written_time(self.starts_at, get_language() or ENGLISH)} – {self.place}"

    @property
    def place(self) -> str:
        """Where, as the reader's language puts it."""
        return self.place_zh if chinese_first() else self.place_en


class SessionBooking(models.Model):
    """Places of a session kept for one batch, so that its claims are heard together (A1, REG-3)."""

    session = models.ForeignKey(
        HearingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="bookings"
    )
    batch = models.CharField(_("transaction reference number"), max_length=40, unique=True)
    places = models.PositiveSmallIntegerField(_("places"))
    taken = models.PositiveSmallIntegerField(_("places taken"), default=0)

    class Meta:
        verbose_name = _("session booking")
        verbose_name_plural = _("session bookings")
        constraints = [
            models.CheckConstraint(
                name="booking_takes_no_more_than_its_places", condition=Q(taken__lte=F("places"))
            )
        ]

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
        ordering = ["case", "pk"]
        verbose_name_plural = _("hearings")
        constraints = [models.UniqueConstraint(fields=["case", "session"], name="hearing_once_a_session")]

    def __str__(self) -> str:
        return f"{self.case} {self.session}"
