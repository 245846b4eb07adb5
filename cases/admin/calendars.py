"""When a registry is open, and when the court sits (TIM-1, TIM-4, REG-4). Closures have an act of their own."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet, Sum
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.admin.maintained import MaintainedAdmin
from cases.models import GeneralHoliday, HearingSession, OfficeHours
from icms.kernel import audit
from icms.lib.language import ENGLISH, chinese_first
from icms.lib.written_time import written_time


@admin.register(OfficeHours)
class OfficeHoursAdmin(MaintainedAdmin):
    """To change hours, end a row with its last day and add a new one from the day after: filed times stay."""

    list_display = ("court", "weekday", "opens", "closes", "valid_from", "valid_to")
    list_display_links = ("weekday",)
    list_filter = ("court",)
    list_select_related = ("court",)


@admin.register(GeneralHoliday)
class GeneralHolidayAdmin(MaintainedAdmin):
    """A day entered by mistake may be removed; a year without any day makes deemed times wait."""

    list_display = ("day", "name_en", "name_zh_hant")
    ordering = ("-day",)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """As far as the officer's rights go."""
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: HttpRequest, obj: GeneralHoliday) -> None:
        """Removes a day and records it."""
        audit.record("generalholiday.removed", obj, by=request.user, day=obj.day)  # type: ignore[arg-type]
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[GeneralHoliday]) -> None:
        """Removes days one by one, so that each is recorded; all or none."""
        with transaction.atomic():
            for holiday in queryset:
                self.delete_model(request, holiday)


class HearingSessionForm(forms.ModelForm):
    """A session never has less room than batches have been promised."""

    class Meta:
        model = HearingSession
        fields = ("court", "place_en", "place_zh", "starts_at", "capacity")

    def clean_capacity(self) -> int:
        """At least the places that are kept for batches."""
        capacity = int(self.cleaned_data["capacity"])
        kept = self.instance.bookings.aggregate(kept=Sum("places"))["kept"] or 0 if self.instance.pk else 0
        if capacity < kept:
            words = _("%(kept)d places of this session are kept for batches. Enter at least that number.")
            raise forms.ValidationError(words, params={"kept": kept})
        return capacity


@admin.register(HearingSession)
class HearingSessionAdmin(MaintainedAdmin):
    """Place and time of a session stay once claims are heard there: Form 3 has been issued with them."""

    form = HearingSessionForm
    list_display = ("when", "court", "where", "capacity", "room")
    list_filter = ("court",)
    list_select_related = ("court",)
    ordering = ("starts_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[HearingSession]:
        """Each session with the room that is left."""
        return HearingSession.objects.with_room()

    @admin.display(description=_("date and time"), ordering="starts_at")
    def when(self, session: HearingSession) -> str:
        """Day and time in full."""
        return written_time(session.starts_at, get_language() or ENGLISH)

    @admin.display(description=_("place"))
    def where(self, session: HearingSession) -> str:
        """The courtroom; the address is on the session's own page."""
        return session.place if chinese_first() else session.place.partition(",")[0]

    @admin.display(description=_("room left"))
    def room(self, session: HearingSession) -> int:
        """Capacity less the places kept for batches."""
        return int(getattr(session, "room", 0))

    def get_readonly_fields(self, request: HttpRequest, obj: HearingSession | None = None) -> tuple[str, ...]:
        """What Form 3 states, once it may have been issued."""
        return ("court", "place_en", "place_zh", "starts_at") if obj and obj.bookings.exists() else ()
