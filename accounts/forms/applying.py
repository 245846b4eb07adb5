"""What applicants enter: the parts of the application, and the ways back to it (ACC-1)."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField, NameField, NamesForm, NumberField, TextField, saying_how_long
from accounts.forms.people import TELEPHONE
from accounts.models import Application, DocumentKind, Organisation
from accounts.rules import application as rules
from accounts.rules import limits
from icms.lib.language import LANGUAGES


class BeginForm(forms.Form):
    """For whom the account is, and where the access code goes."""

    kind = forms.ChoiceField(
        label=_("For whom is the account?"),
        choices=[
            (
                rules.INDIVIDUAL,
                _("For myself: I am a party to a case and no lawyer acts for me"),
            ),
            (
                rules.ORGANISATION,
                _("For an organization: a law firm, company, department or other body"),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom the account is.")},
    )
    email = AddressField(
        label=_("E-mail address"),
        help_text=_(
            "Your reference number and access code go there, and later the link that opens the account."
        ),
    )


class FollowForm(forms.Form):
    """Reference number and access code, as the mail gives them."""

    reference = forms.CharField(
        label=_("Application reference number"),
        max_length=100,
        help_text=_("For example AP26-7K3M-Q9XD-4."),
        error_messages={"required": _("Enter the application reference number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Access code"),
        max_length=100,
        help_text=_("Twelve letters and figures, such as 7K3M-Q9XD-40TR."),
        error_messages={"required": _("Enter the access code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NewCodeForm(forms.Form):
    """Reference number and address, to get a new access code."""

    reference = FollowForm.base_fields["reference"]
    email = AddressField(label=_("E-mail address of the application"))


class NewLinkForm(forms.Form):
    """The address to which a new activation link shall go."""

    email = AddressField(label=_("E-mail address of the application"))


class PersonForm(NamesForm):
    """The individual, or who shall be the Primary Administrator."""

    telephone = NumberField(
        label=_("Telephone"),
        max_length=limits.TELEPHONE_MAX,
        missing=_("Enter a telephone number."),
        validators=[TELEPHONE],
    )
    address = forms.CharField(
        label=_("Postal address"),
        max_length=limits.ADDRESS_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": None, "autocomplete": "street-address"}),
        error_messages={"required": _("Enter the postal address.")},
    )
    language = forms.ChoiceField(
        label=_("Language of our mails to you"), choices=LANGUAGES, widget=forms.RadioSelect
    )
    case_number = NumberField(
        label=_("Case number on your court document"),
        max_length=limits.CASE_NUMBER_MAX,
        help_text=_("As it is printed there, for example SCTC 000123/2026."),
        missing=_("Enter the case number."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        saying_how_long(self.fields["address"].validators)
        if application.is_for_organisation:
            del self.fields["case_number"]


class BodyForm(forms.Form):
    """The organisation that applies."""

    organisation_kind = forms.ChoiceField(
        label=_("Kind of organization"),
        choices=Organisation.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of organization.")},
    )
    organisation_name_en = NameField(
        label=_("Organization's name in English"), max_length=limits.ORGANISATION_NAME_MAX, required=False
    )
    organisation_name_zh = NameField(
        label=_("Organization's name in Chinese"), max_length=limits.ORGANISATION_NAME_MAX, required=False
    )
    registration_number = NumberField(
        label=_("Registration number"),
        max_length=limits.REGISTRATION_NUMBER_MAX,
        required=False,
        help_text=_("Of the business registration, the company or the society. Public bodies may have none."),
    )
    case_number = NumberField(
        label=_("Case number of the e-proceeding"),
        max_length=limits.CASE_NUMBER_MAX,
        required=False,
        help_text=_("If the proceeding has one already."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["organisation_kind"])
        choice.choices = [(kind, capfirst(str(label))) for kind, label in Organisation.Kind.choices]

    def clean(self) -> dict[str, Any]:
        """One name at least; a number, unless the body stands in no register."""
        given = super().clean() or self.cleaned_data
        names = {"organisation_name_en", "organisation_name_zh"}
        if not any(given.get(name) for name in names) and not names & set(self.errors):
            self.add_error(
                "organisation_name_en", gettext("Enter the name in English, in Chinese, or in both.")
            )
        needs = given.get("organisation_kind") not in (None, *rules.WITHOUT_REGISTER)
        if needs and not given.get("registration_number") and "registration_number" not in self.errors:
            self.add_error(
                "registration_number", gettext("Enter the number of the registration, as its proof shows it.")
            )
        return given


class RepresentativeForm(forms.Form):
    """Who comes in the applicant's place; both or nothing."""

    representative_name = NameField(
        label=_("Name of the representative"), max_length=limits.PERSON_NAME_MAX, required=False
    )
    representative_authority = TextField(
        label=_("Authority"),
        max_length=limits.PERSON_NAME_MAX,
        required=False,
        help_text=_("For example: letter of authority of 3 November 2026, power of attorney."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A representative has an authority, and an authority is somebody's."""
        given = super().clean() or self.cleaned_data
        name, authority = given.get("representative_name"), given.get("representative_authority")
        if name and not authority and "representative_authority" not in self.errors:
            self.add_error(
                "representative_authority", gettext("Enter on what authority the representative comes.")
            )
        if authority and not name and "representative_name" not in self.errors:
            self.add_error("representative_name", gettext("Enter the name of the representative."))
        return given


SECTIONS: dict[str, type[forms.Form]] = {
    rules.PARTICULARS: PersonForm,
    rules.BODY: BodyForm,
    rules.REPRESENTATIVE: RepresentativeForm,
}


def section_form(section: str, application: Application, data: Any = None) -> forms.Form:
    """The form of one part, filled with what is kept. Raises KeyError for a part that has none."""
    form_class = SECTIONS[section]
    initial = {name: getattr(application, name) for name in form_class.base_fields}
    return form_class(data, initial=initial, application=application)  # type: ignore[call-arg]


class DocumentForm(forms.Form):
    """What kind of document is sent; the files come beside it."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of document it is.")},
    )
    papers = forms.FileField(
        label=_("PDF files"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text=_("At most 10 files of 10 MB each, 50 MB together."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = rules.documents_offered(application.kind)
        choice = cast(forms.ChoiceField, self.fields["kind"])
        choice.choices = [(kind, capfirst(str(DocumentKind(kind).label))) for kind in offered]


class DeclareForm(forms.Form):
    """What the applicant declares when he sends the application."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_true = forms.BooleanField(
        label=_("What I have entered is true, and the documents are true copies."),
        error_messages={"required": _("Confirm that what you have entered is true.")},
    )
    may_act = forms.BooleanField(
        label=_("I am authorised to apply for the organization, and shall be its Primary Administrator."),
        error_messages={"required": _("Confirm that you are authorised to apply.")},
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not application.is_for_organisation:
            del self.fields["may_act"]


class AnswerForm(forms.Form):
    """The applicant's answer to a request for documents."""

    answer = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=limits.EXPLANATION_MAX,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": None}),
        help_text=_("If you cannot send something, say why."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        saying_how_long(self.fields["answer"].validators)
