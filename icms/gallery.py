"""Sample contents of the gallery page: invented people, figures and states for every element."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icms.lib.clock import HONG_KONG, now
from icms.templatetags.badges import LOOKS

MEGABYTE = 1_048_576
SENT = datetime(2026, 11, 18, 18, 4, 7, tzinfo=HONG_KONG)
DEEMED = datetime(2026, 11, 19, 9, 0, tzinfo=HONG_KONG)
ACCEPTED = datetime(2026, 11, 20, 10, 15, tzinfo=HONG_KONG)


class SampleForm(forms.Form):
    """One field of every kind that the portal asks for."""

    claimant = forms.CharField(
        label=gettext_lazy("Claimant's name"), help_text=gettext_lazy("As the account is registered")
    )
    amount = forms.CharField(label=gettext_lazy("Amount of the claim (HK$)"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the hearing"),
        choices=[("zh", gettext_lazy("Chinese")), ("en", gettext_lazy("English"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The defendant may ask for the other one."),
        error_messages={"required": gettext_lazy("Choose the language in which you wish to be heard.")},
    )
    nature = forms.ChoiceField(
        label=gettext_lazy("Nature of the claim"),
        choices=[("debt", gettext_lazy("Unpaid service charges")), ("goods", gettext_lazy("Goods sold"))],
    )
    remarks = forms.CharField(label=gettext_lazy("Remarks"), widget=forms.Textarea, required=False)
    forms_file = forms.FileField(label=gettext_lazy("Signed form (PDF)"), required=False)
    declared = forms.BooleanField(
        label=gettext_lazy("I declare that the particulars are true to the best of my knowledge."),
        help_text=gettext_lazy("A false statement may be an offence."),
        error_messages={
            "required": gettext_lazy("Tick the declaration, or go back and mend the particulars.")
        },
    )

    def clean_amount(self) -> str:
        """Shows the fault of the sample: a claim over the Tribunal's ceiling (Cap. 338)."""
        raise forms.ValidationError(_("Enter an amount of at most HK$75,000.00."))


def contents(page: str) -> dict[str, Any]:
    """Everything that the gallery's parts show; `page` is the page of the list to stand on."""
    answers = {"claimant": _("Harbour Light Telecom Limited"), "amount": "98,000.00", "nature": "debt"}
    faulty = SampleForm({f"faulty-{name}": answer for name, answer in answers.items()}, prefix="faulty")
    return {
        "blank_form": SampleForm(prefix="blank"),
        "faulty_form": faulty,
        "steps": _steps(),
        "states": [{"code": code, "look": look} for code, look in LOOKS.items()],
        "answers": _answers(),
        "claims": _claims(),
        "claim_states": [(code, LOOKS[code].word) for code in ("accepted", "submitted", "rejected")],
        "events": _events(),
        "tasks": _tasks(),
        "list_page": _page(page),
        "sent": SENT,
        "deemed": DEEMED,
        "fee_cents": 123_450,
        "used_bytes": 32 * MEGABYTE,
        "limit_bytes": 50 * MEGABYTE,
        "over_bytes": 61 * MEGABYTE,
        "sample_pages": [
            {"url": static("img/sample-page.svg"), "number": n, "width": 210, "height": 297} for n in (1, 2)
        ],
        "sample_clock": {"closes_at": now() + timedelta(hours=2, minutes=13)},
        "sample_closures": [_closure()],
        "tones": ("ink", "paper", "ground", "navy", "gold", "blue", "green", "amber", "red"),
        "trail": [
            {"label": _("Small Claims Tribunal"), "url": "#main"},
            {"label": _("e-Filing"), "url": "#main"},
            {"label": _("Send documents"), "url": ""},
        ],
    }


def _closure() -> dict[str, Any]:
    return {
        "court": {"name": _("Small Claims Tribunal")},
        "get_kind_display": _("gale warning"),
        "starts_at": SENT,
        "reopens_at": None,
        "begun": True,
    }


def _steps() -> list[dict[str, str]]:
    return [
        {"label": _("Import the claims"), "state": "done", "url": "#steps"},
        {"label": _("Send the forms"), "state": "current", "url": "#steps"},
        {"label": _("Review and declare"), "state": "todo", "url": ""},
        {"label": _("Pay"), "state": "todo", "url": ""},
        {"label": _("Acknowledgement"), "state": "todo", "url": ""},
    ]


def _answers() -> list[dict[str, str]]:
    return [
        {"label": _("Claimant"), "value": _("Harbour Light Telecom Limited"), "change_url": "#summary"},
        {"label": _("Number of claims"), "value": "21", "change_url": "#summary"},
        {"label": _("Reference of the batch"), "value": "HLT-2026-11-18", "change_url": ""},
    ]


def _claims() -> list[dict[str, Any]]:
    names = (
        ("HLT-00001", _("Chan Tai Man"), 1_234_50, "accepted"),
        ("HLT-00002", _("Wong Siu Ling"), 60_000_00, "submitted"),
        (
            "HLT-00003",
            _("Lee's Trading and General Engineering (Hong Kong) Company Limited"),
            75_000_00,
            "rejected",
        ),
    )
    return [
        {"reference": ref, "name": name, "cents": cents, "state": state} for ref, name, cents, state in names
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {
            "what": _("Claim accepted; case number SCTC 000123/2026"),
            "when": ACCEPTED,
            "who": _("Registry"),
            "detail": _("The sealed forms and the notice of hearing are in your message box."),
            "url": "#timeline",
            "document": _("Notice of place and day of hearing (Form 3)"),
        },
        {"what": _("Counts as received"), "when": DEEMED, "who": ""},
        {"what": _("Submitted and paid"), "when": SENT, "who": _("Organization User")},
    ]


def _tasks() -> list[dict[str, str]]:
    return [
        {
            "label": _("Import the claims"),
            "url": "#tasks",
            "state": "done",
            "hint": _("21 claims, no faults"),
        },
        {"label": _("Send the forms"), "url": "#tasks", "state": "current", "hint": _("30 of 42 received")},
        {"label": _("Pay"), "url": "", "state": "todo", "hint": _("Opens after your declaration")},
    ]


def _page(number: str) -> Page[int]:
    return Paginator(range(1, 238), 20).get_page(number)
