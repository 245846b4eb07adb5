"""What an officer enters of a case that did not come through the portal: the case, its parties, its first document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NameField, NumberField, TextField
from cases.codes import PARTY_KINDS, PARTY_ROLES
from cases.models import Case, CaseType, DocumentType, Venue
from cases.models.record import NUMBER_MAX
from cases.opening import OpeningAddress, OpeningParty
from cases.registering import ORIGINS, PaperDocument, Registration
from cases.rules.limits import ADDRESSES_MAX, PARTIES_MAX
from icms.lib import clock
from icms.lib.errors import Refused, word

NAME_MAX, TITLE_MAX, LINE_MAX = 300, 200, 200
SHOWN_AT_FIRST, ADDED_AT_ONCE = 2, 3
# So many are read at most, so that the act can say how many there were.
PARTIES_READ = PARTIES_MAX + 50

_BLANK_LINES = re.compile(r"\n\s*\n")
_LINE = TextField(max_length=LINE_MAX)

# The field that a refusal is about; other refusals stand above the form.
FIELDS_OF_REFUSALS = {
    "case_number_exists": "number",
    "case_number_unreadable": "number",
    "court_numbers_by_itself": "number",
    "number_comes_from_portal": "number",
    "document_type_ended": "document_type",
    "venue_not_open": "venue",
}


def _chosen(words: Any) -> dict[str, Any]:
    """The same words where nothing was chosen and where what was chosen is not in the list."""
    return {"required": words, "invalid_choice": words}


def _choices(words: Any, codes: Any = None) -> list[tuple[str, str]]:
    return [(code, capfirst(str(words[code]))) for code in codes or words]


class RegisterForm(forms.Form):
    """The case and its first document; what its type does not need has no field."""

    venue = forms.ModelChoiceField(
        Venue.objects.none(),
        label=_("Place"),
        empty_label=_("Choose the place"),
        error_messages=_chosen(_("Choose one of the places at which this type of case is electronic.")),
    )
    origin = forms.ChoiceField(
        label=_("Where the case comes from"),
        widget=forms.RadioSelect,
        error_messages=_chosen(_("Choose where the case comes from.")),
    )
    number = NumberField(
        label=_("Case number"),
        max_length=NUMBER_MAX,
        help_text=_("As the court gave it."),
        missing=_("Enter the case number as the court gave it."),
    )
    language = forms.ChoiceField(
        label=_("Hearing language"),
        choices=Case.Language.choices,
        widget=forms.RadioSelect,
        error_messages=_chosen(_("Choose the language of the hearing.")),
    )
    document_type = forms.ModelChoiceField(
        DocumentType.objects.none(),
        label=_("Document that began the case"),
        required=False,
        empty_label=_("None is entered now"),
        help_text=_("Its original is on paper in the Registry."),
        error_messages={
            "invalid_choice": _("The court does not take that type any more. Choose another one.")
        },
    )
    title = TextField(
        label=_("Title of the document"),
        max_length=TITLE_MAX,
        required=False,
        help_text=_("Only if the paper bears another title than its type."),
    )
    received_day = forms.DateField(
        label=_("Received on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a day that exists, as year-month-day: 2026-11-25.")},
    )
    received_time = forms.TimeField(
        label=_("Received at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Enter a time of day, as hours and minutes: 17:30.")},
    )

    def __init__(self, *args: Any, case_type: CaseType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case_type = case_type
        cast(forms.ChoiceField, self.fields["origin"]).choices = [
            (origin.value, capfirst(str(origin.label))) for origin in ORIGINS
        ]
        types = DocumentType.objects.in_force(clock.today())
        offered = types.filter(court=case_type.court_id, origin=DocumentType.Origin.PARTY)
        cast(forms.ModelChoiceField, self.fields["document_type"]).queryset = offered
        if case_type.numbered_by_portal:
            del self.fields["number"]
        if case_type.venues.exists():
            places = case_type.venues.in_force(clock.today())
            cast(forms.ModelChoiceField, self.fields["venue"]).queryset = places
        else:
            del self.fields["venue"]

    def clean(self) -> dict[str, Any]:
        """A document has a type and the time at which it was received, which is not to come."""
        given = super().clean() or self.cleaned_data
        if not any(given.get(name) for name in ("document_type", "title", "received_day", "received_time")):
            return given
        for name, words in (
            ("document_type", gettext("Choose the type of the document, or leave its fields empty.")),
            ("received_day", gettext("Enter the day on which the Registry received the document.")),
            ("received_time", gettext("Enter the time at which the Registry received the document.")),
        ):
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, words)
        if not self.errors and _received(given) > clock.now():
            self.add_error(
                "received_day", gettext("This time is still to come. Enter when the document was received.")
            )
        return given

    def registration(self, parties: tuple[OpeningParty, ...]) -> Registration:
        """What was entered, for the act."""
        given = self.cleaned_data
        chosen, venue = given["document_type"], given.get("venue")
        paper = PaperDocument(chosen.pk, given["title"], _received(given)) if chosen else None
        return Registration(
            case_type_id=self.case_type.pk,
            origin=given["origin"],
            number=given.get("number", ""),
            language=given["language"],
            parties=parties,
            paper=paper,
            venue_id=venue.pk if venue else None,
        )


def _received(given: dict[str, Any]) -> datetime:
    return datetime.combine(given["received_day"], given["received_time"], tzinfo=clock.HONG_KONG)


class PartyForm(forms.Form):
    """One party; a form that is left empty is none."""

    role = forms.ChoiceField(label=_("Role"), error_messages=_chosen(_("Choose the role of the party.")))
    kind = forms.ChoiceField(
        label=_("Kind of party"), error_messages=_chosen(_("Choose what kind of person or body it is."))
    )
    name_en = NameField(label=_("Name in English"), max_length=NAME_MAX, required=False)
    name_zh = NameField(label=_("Name in Chinese"), max_length=NAME_MAX, required=False)
    trading_as = NameField(label=_("Trading as"), max_length=NAME_MAX, required=False)
    addresses = forms.CharField(
        label=_("Addresses"),
        required=False,
        help_text=_("Several addresses with an empty line between them."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, case_type: CaseType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = cast(forms.ChoiceField, self.fields["role"])
        roles.choices = [("", gettext("Choose a role")), *_choices(PARTY_ROLES, case_type.roles)]
        kinds = cast(forms.ChoiceField, self.fields["kind"])
        kinds.choices = [("", gettext("Choose a kind")), *_choices(PARTY_KINDS)]

    def clean_addresses(self) -> tuple[OpeningAddress, ...]:
        """The addresses, each with its lines tidied."""
        text = self.cleaned_data["addresses"].replace("\r\n", "\n").replace("\r", "\n").strip()
        found = [block for block in _BLANK_LINES.split(text) if block.strip()]
        if len(found) > ADDRESSES_MAX:
            words = gettext("A party has %(most)d addresses at most; you entered %(count)d.")
            raise ValidationError(words % {"most": ADDRESSES_MAX, "count": len(found)})
        lines = ([_LINE.clean(line) for line in block.split("\n") if line.strip()] for block in found)
        return tuple(OpeningAddress(kind="", text="\n".join(each), serve=False) for each in lines)

    def clean(self) -> dict[str, Any]:
        """A name in one of the two languages."""
        given = super().clean() or self.cleaned_data
        names = {"name_en", "name_zh"}
        if not any(given.get(name) for name in names) and not names & set(self.errors):
            self.add_error("name_en", gettext("Enter the name in English, in Chinese, or in both."))
        return given

    def party(self) -> OpeningParty:
        """What was entered, for the act."""
        given = self.cleaned_data
        return OpeningParty(
            role=given["role"],
            kind=given["kind"],
            name_en=given["name_en"],
            name_zh=given["name_zh"],
            trading_as=given["trading_as"],
            addresses=given["addresses"],
        )


class PartyForms(forms.BaseFormSet):
    """The parties of the case in their order; empty forms between them count for nothing."""

    def initial_form_count(self) -> int:
        """None: every form may be left empty, also one that came back with what was entered."""
        return 0

    def parties(self) -> tuple[OpeningParty, ...]:
        """The parties that were entered. Raises Refused("too_many_parties") where there were too many to read."""
        if self.total_entered() > PARTIES_READ:
            raise Refused("too_many_parties", most=PARTIES_MAX, count=self.total_entered())
        return tuple(form.party() for form in self.forms if form.has_changed())

    def total_entered(self) -> int:
        """How many forms came."""
        return int(self.management_form.cleaned_data.get("TOTAL_FORMS") or 0)

    def faults(self) -> Iterator[dict[str, str]]:
        """Every fault of every party, led to its field, for the summary above the page."""
        for position, form in enumerate(self.forms, start=1):
            for bound in form:
                for text in bound.errors:
                    words = gettext("Party %(position)d: %(fault)s") % {"position": position, "fault": text}
                    yield {"text": words, "href": f"#{bound.id_for_label}"}


PARTIES = cast(
    type[PartyForms],
    forms.formset_factory(
        PartyForm,
        formset=PartyForms,
        extra=SHOWN_AT_FIRST,
        max_num=PARTIES_READ,
        absolute_max=PARTIES_READ,
    ),
)


def refused(form: RegisterForm, refusal: Refused) -> None:
    """Puts a refusal of the act at the field that it is about, or above the form."""
    name = FIELDS_OF_REFUSALS.get(refusal.code)
    form.add_error(name if name in form.fields else None, word(refusal))
