"""What if I file at …: the rule of filing time for everybody, by the same code as the real thing (TIM-5)."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cases import known_courts
from cases.models import Court
from cases.office import calendar_of
from filing.filing_time_words import as_json, explanation
from filing.rules.filing_time import FilingTime, received
from icms.lib import clock
from icms.lib.clock import HONG_KONG

YEARS = (2000, 2100)


class WhatIfForm(forms.Form):
    """A Hong Kong day and time."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the day on which the submission would be complete."),
            "invalid": _("Enter a day that exists, as year-month-day: 2026-11-25."),
        },
    )
    time = forms.TimeField(
        label=_("Time in Hong Kong"),
        widget=forms.TimeInput(attrs={"type": "time", "step": "1"}, format="%H:%M:%S"),
        error_messages={
            "required": _("Enter the time at which everything, payment included, would be complete."),
            "invalid": _("Enter a time of day, as hours and minutes: 17:30."),
        },
    )

    def clean_day(self) -> object:
        """The day, within the years that a calendar can speak of."""
        day = self.cleaned_data["day"]
        if not YEARS[0] <= day.year < YEARS[1]:
            raise forms.ValidationError(
                _("Enter a day between the years %(first)s and %(last)s."),
                params={"first": YEARS[0], "last": YEARS[1] - 1},
            )
        return day

    def filing_time(self, court: Court) -> FilingTime:
        """The rule's answer to a filled-in form, by the calendar of a court's registry."""
        data = self.cleaned_data
        return received(datetime.combine(data["day"], data["time"], tzinfo=HONG_KONG), calendar_of(court.pk))


@require_GET
def what_if(request: HttpRequest) -> HttpResponse:
    """The page of one court, or JSON for `?format=json` and for who accepts nothing else."""
    court: Court = request.court  # type: ignore[attr-defined]
    asked = any(name in request.GET for name in ("day", "time"))
    form = WhatIfForm(request.GET if asked else None, initial=_now())
    time = form.filing_time(court) if form.is_valid() else None
    if _wants_json(request):
        if time is None:
            return JsonResponse({"errors": form.errors.get_json_data()}, status=400)
        return JsonResponse(as_json(time, court.code))
    context = {
        "form": form,
        "time": time,
        "explanation": explanation(time) if time else [],
        "court": court,
        "other_courts": [other for other in known_courts.by_code().values() if other != court],
        "ahead": time is not None and time.deemed_at is not None and time.deemed_at > clock.now(),
        "query": request.GET.urlencode(),
    }
    return render(request, "filing/what_if.html", context)


def _now() -> dict[str, object]:
    now = clock.hk(clock.now()).replace(microsecond=0)
    return {"day": now.date(), "time": now.time()}


def _wants_json(request: HttpRequest) -> bool:
    if request.GET.get("format") == "json":
        return True
    return not request.accepts("text/html") and request.accepts("application/json")
