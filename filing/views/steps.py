"""Where one is: the breadcrumbs of A10 and the five steps of a filing."""

from __future__ import annotations

from typing import TypedDict

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Court
from filing.models import Submission

Text = str | Promise


class Step(TypedDict):
    """A row for the `steps` element: state is done, current or todo."""

    label: Text
    state: str
    url: str


class Crumb(TypedDict):
    """A row for the breadcrumbs; without address it is the page itself."""

    label: Text
    url: str


STEPS: tuple[tuple[str, Text], ...] = (
    ("details", _("Claim details")),
    ("forms", _("Forms")),
    ("review", _("Check your answers")),
    ("declare", _("Declare and pay")),
    ("acknowledgement", _("Acknowledgement")),
)


def steps(current: str, submission: Submission | None = None) -> list[Step]:
    """The five steps; those of a preparation can be opened again at any time, nothing is lost on the way."""
    names = [name for name, _label in STEPS]
    at = names.index(current)
    rows: list[Step] = []
    for number, (name, label) in enumerate(STEPS):
        state = "done" if number < at else "current" if number == at else "todo"
        can_open = current != "acknowledgement" and name != "acknowledgement" and number <= at + 1
        url = (
            reverse(f"filing:{name}", args=[submission.court, submission.pk])
            if submission and can_open
            else ""
        )
        rows.append({"label": label, "state": state, "url": url})
    return rows


def trail(court: Court, *further: Text) -> list[Crumb]:
    """Court → e-Filing → Send documents → Commence new case (A10), then what is further inside."""
    start = reverse("filing:start", args=[court])
    rows: list[Crumb] = [
        {"label": court.name, "url": start},
        {"label": _("e-Filing"), "url": f"{start}#e-filing"},
        {"label": _("Send documents"), "url": f"{start}#send-documents"},
        {"label": _("Commence new case"), "url": reverse("filing:commence", args=[court])},
    ]
    rows += [{"label": label, "url": ""} for label in further]
    return rows


def submissions_trail(court: Court, *further: Text) -> list[Crumb]:
    """Court → e-Filing → Your submissions, then what is further inside."""
    start = reverse("filing:start", args=[court])
    rows: list[Crumb] = [
        {"label": court.name, "url": start},
        {"label": _("e-Filing"), "url": f"{start}#e-filing"},
        {"label": _("Your submissions"), "url": reverse("filing:submissions", args=[court])},
    ]
    rows += [{"label": label, "url": ""} for label in further]
    return rows
