"""Why a time moved, in words: every step of the registry's calendar as a sentence (TIM-5).

A sentence says what the court office was doing at that moment; pages put the submission before it and the deemed
time after it. The codes and parameters come from `cases.rules.calendar`; they are stored and worded when shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import Closure, GeneralHoliday
from cases.rules.calendar import Reason
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_clock, written_date, written_time

Params = Mapping[str, str]


def words(reason: Reason) -> str:
    """One step as a full sentence in the active language. Raises KeyError for a code that has no words."""
    return _SENTENCES[reason.code](reason.params)


def explain(submitted_at: datetime, deemed_at: datetime | None, reasons: Iterable[Reason]) -> list[str]:
    """The whole way from the submission to the deemed time, sentence by sentence, in the active language."""
    submission = _("The submission is complete, with everything paid, on %(time)s.")
    return [
        submission % {"time": _moment(submitted_at, seconds=True)},
        *(words(reason) for reason in reasons),
        _outcome(submitted_at, deemed_at),
    ]


def as_json(reason: Reason) -> dict[str, Any]:
    """A step as it is stored and published: its code and its parameters, times and days in ISO form."""
    return {"code": reason.code, "params": dict(reason.params)}


def from_json(row: Mapping[str, Any]) -> Reason:
    """A stored step."""
    return Reason(str(row["code"]), dict(row["params"]))


def _outcome(submitted_at: datetime, deemed_at: datetime | None) -> str:
    if deemed_at is None:
        return _(
            "The deemed time of receipt is therefore not fixed yet. It is fixed as soon as that is known."
        )
    if deemed_at == submitted_at:
        return _("It is therefore taken as received at that moment.")
    outcome = _("It is therefore taken as received on %(time)s, when the Registry opens next.")
    return outcome % {"time": _moment(deemed_at, seconds=True)}


def _open(params: Params) -> str:
    return _("The Registry is open at that moment.")


def _before_opening(params: Params) -> str:
    opens = datetime.fromisoformat(params["opens_at"])
    return _("On %(day)s the Registry opens at %(time)s.") % {"day": _day(opens), "time": _clock(opens)}


def _lunch(params: Params) -> str:
    closed, opens = (datetime.fromisoformat(params[name]) for name in ("closed_at", "opens_at"))
    sentence = _("On %(day)s the Registry closes for lunch from %(from)s to %(to)s.")
    return sentence % {"day": _day(closed), "from": _clock(closed), "to": _clock(opens)}


def _after_closing(params: Params) -> str:
    closed = datetime.fromisoformat(params["closed_at"])
    return _("On %(day)s the Registry closes at %(time)s.") % {
        "day": _day(closed),
        "time": _clock(closed),
    }


def _saturday(params: Params) -> str:
    return _("The Registry is closed on Saturdays: %(day)s.") % {
        "day": _day(date.fromisoformat(params["date"]))
    }


def _sunday(params: Params) -> str:
    return _("The Registry is closed on Sundays: %(day)s.") % {
        "day": _day(date.fromisoformat(params["date"]))
    }


def _general_holiday(params: Params) -> str:
    day = date.fromisoformat(params["date"])
    row = GeneralHoliday.objects.filter(day=day).first()
    sentence = _("%(day)s is a general holiday (%(name)s); the Registry is closed.")
    return sentence % {"day": _day(day), "name": row.name if row else params["name"]}


def _closure(params: Params) -> str:
    sentence = _("The Registry is closed because of: %(kind)s, from %(from)s; it reopens on %(to)s.")
    starts, reopens = (datetime.fromisoformat(params[name]) for name in ("starts_at", "reopens_at"))
    return sentence % {"kind": _kind(params), "from": _moment(starts), "to": _moment(reopens)}


def _closure_without_end(params: Params) -> str:
    sentence = _(
        "The Registry has been closed since %(from)s because of: %(kind)s. Its reopening is not announced yet."
    )
    return sentence % {"kind": _kind(params), "from": _moment(datetime.fromisoformat(params["starts_at"]))}


def _holidays_unknown(params: Params) -> str:
    return _(
        "The general holidays of %(year)s are not entered yet, so the opening days of that year are unknown."
    ) % {"year": params["year"]}


def _no_hours(params: Params) -> str:
    sentence = _("The Registry has no opening hours on %(day)s.")
    return sentence % {"day": _day(date.fromisoformat(params["date"]))}


_SENTENCES: dict[str, Callable[[Params], str]] = {
    "open": _open,
    "before_opening": _before_opening,
    "lunch": _lunch,
    "after_closing": _after_closing,
    "saturday": _saturday,
    "sunday": _sunday,
    "general_holiday": _general_holiday,
    "closure": _closure,
    "closure_without_end": _closure_without_end,
    "holidays_unknown": _holidays_unknown,
    "no_hours": _no_hours,
}


def _kind(params: Params) -> str:
    kinds = dict(Closure.Kind.choices)
    return str(kinds.get(params["kind"], params.get("label") or params["kind"]))


def _language() -> str:
    return get_language() or ENGLISH


def _day(day: date) -> str:
    return written_date(day, _language())


def _clock(moment: datetime) -> str:
    return written_clock(moment, _language())


def _moment(moment: datetime, *, seconds: bool = False) -> str:
    return written_time(moment, _language(), seconds=seconds)
