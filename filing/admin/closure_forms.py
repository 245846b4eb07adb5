"""What an officer fills in about a closure: days and times in Hong Kong, and why the record is corrected (TIM-3)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cases.models import Closure, Court
from cases.rules import calendar as rules
from filing import closing
from icms.lib import clock

# The field that a refusal is about; other refusals stand above the form.
FIELDS_OF_REFUSALS = {
    "closure_reopens_before_it_starts": "reopen_day",
    "closure_too_long": "reopen_day",
    "closure_too_long_ago": "start_day",
    "closure_too_far_ahead": "start_day",
    "closure_overlaps": "start_day",
    "closure_note_missing": "note",
}


def _day(label: Any, required: bool = True, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the day."),
            "invalid": _("Enter a day that exists, as year-month-day: 2026-11-25."),
        },
    )


def _time(label: Any, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Enter the time of day."),
            "invalid": _("Enter a time of day, as hours and minutes: 17:30."),
        },
    )


class ClosureForm(forms.Form):
    """What the four forms share: the closure as the officer sees it, and as he wants it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, closure: Closure | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closure = closure
        kind = self.fields.get("kind")
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(code, capfirst(str(words))) for code, words in Closure.Kind.choices]
        for name, value in (_initial(closure) if closure else {}).items():
            if name in self.fields:
                self.fields[name].initial = value

    def clean_seen(self) -> rules.Closure | None:
        """The closure that stood on the page when the form was opened."""
        return _parsed(self.cleaned_data["seen"]) if self.closure else None

    def clean(self) -> dict[str, Any]:
        """A reopening has both a day and a time, or neither."""
        data = super().clean() or {}
        if {"reopen_day", "reopen_time"} <= data.keys():
            day, at = data["reopen_day"], data["reopen_time"]
            if day and at is None:
                self.add_error("reopen_time", _("Enter the time of the reopening too, or leave both empty."))
            if at is not None and not day:
                self.add_error("reopen_day", _("Enter the day of the reopening too, or leave both empty."))
        return data

    def court_id(self) -> int:
        """The court whose registry is closed."""
        return self.closure.court_id if self.closure else self.cleaned_data["court"].pk

    def wanted(self) -> rules.Closure | None:
        """The closure as a filled-in form asks for it; None: withdrawn."""
        old = closing.value_of(self.closure) if self.closure else None
        data = self.cleaned_data
        kind = data.get("kind") or (old.kind if old else "")
        start = _moment(data.get("start_day"), data.get("start_time")) or (old.starts_at if old else None)
        if start is None:
            raise ValueError("a closure has a beginning")
        return rules.Closure(kind, start, _moment(data.get("reopen_day"), data.get("reopen_time")))

    def explanation(self) -> str:
        """Why the record is corrected; empty where none is asked for."""
        return str(self.cleaned_data.get("note", ""))


class EnterForm(ClosureForm):
    """A new closure, also one that is over already."""

    court = forms.ModelChoiceField(
        Court.objects.all(),
        label=_("Court"),
        to_field_name="code",
        empty_label=_("Choose a court"),
        error_messages={"required": _("Choose the court whose Registry is closed.")},
    )
    kind = forms.ChoiceField(
        label=_("Why the Registry is closed"),
        choices=Closure.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the Registry is closed.")},
    )
    start_day = _day(_("Closed from: day"))
    start_time = _time(_("Closed from: time in Hong Kong"))
    reopen_day = _day(
        _("Reopens: day"), False, _("Leave day and time empty while the reopening is not announced.")
    )
    reopen_time = _time(_("Reopens: time in Hong Kong"), False)


class ReopenForm(ClosureForm):
    """The reopening of a closure that has no end yet."""

    reopen_day = _day(_("Reopens: day"))
    reopen_time = _time(_("Reopens: time in Hong Kong"))


def _note() -> forms.CharField:
    return forms.CharField(
        label=_("Why the record is corrected"),
        help_text=_("A few words for the closure's history. Filers do not see them."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Say in a few words why the record is corrected.")},
    )


class CorrectForm(ClosureForm):
    """Everything about a closure, and why it is corrected."""

    kind = forms.ChoiceField(
        label=_("Why the Registry is closed"), choices=Closure.Kind.choices, widget=forms.RadioSelect
    )
    start_day = _day(_("Closed from: day"))
    start_time = _time(_("Closed from: time in Hong Kong"))
    reopen_day = _day(
        _("Reopens: day"), False, _("Leave day and time empty while the reopening is not announced.")
    )
    reopen_time = _time(_("Reopens: time in Hong Kong"), False)
    note = _note()


class WithdrawForm(ClosureForm):
    """Why a closure never was."""

    note = _note()

    def wanted(self) -> rules.Closure | None:
        """None: it counts no more."""
        return None


def _initial(closure: Closure) -> dict[str, Any]:
    starts = clock.hk(closure.starts_at)
    ends = clock.hk(closure.reopens_at) if closure.reopens_at else None
    return {
        "seen": "|".join((closure.kind, starts.isoformat(), ends.isoformat() if ends else "")),
        "kind": closure.kind,
        "start_day": starts.date(),
        "start_time": starts.time(),
        "reopen_day": ends.date() if ends else None,
        "reopen_time": ends.time() if ends else None,
    }


def _parsed(seen: str) -> rules.Closure | None:
    """The closure that a hidden field names; None for anything else, which counts as another closure."""
    try:
        kind, starts, ends = seen.split("|")
        start = rules.whole(datetime.fromisoformat(starts))
        return rules.Closure(kind, start, rules.whole(datetime.fromisoformat(ends)) if ends else None)
    except ValueError:
        return None


def _moment(day: date | None, at: time | None) -> datetime | None:
    return datetime.combine(day, at, tzinfo=clock.HONG_KONG) if day is not None and at is not None else None
