"""What the Support Centre fills in about an application (ACC-2)."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField, NameField, ReasonField, TextField, saying_how_long
from accounts.models import Application, DocumentKind, IdentityCheck
from accounts.rules import application as rules
from accounts.rules import limits
from accounts.transitions.decide import Sighted
from icms.lib.language import LANGUAGES


class EnterForm(forms.Form):
    """A paper application: for whom, how it came, and how the applicant is reached."""

    kind = forms.ChoiceField(
        label=_("Kind of account"),
        choices=Application.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of account.")},
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[choice for choice in Application.Channel.choices if choice[0] != Application.Channel.ONLINE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the form came.")},
    )
    email = AddressField(
        label=_("E-mail address on the form"),
        help_text=_("The reference number and an access code go there at once."),
    )
    language = forms.ChoiceField(label=_("Language of the mails"), choices=LANGUAGES)


class EmptyForm(forms.Form):
    """For acts that need no more than the officer's word."""


class RequestForm(forms.Form):
    """What is missing."""

    kinds = forms.MultipleChoiceField(
        label=_("Documents to send"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = ReasonField(
        label=_("What is missing, in words for the applicant"),
        missing=_("Write what is missing. The applicant reads it in the mail."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.MultipleChoiceField, self.fields["kinds"])
        choice.choices = [
            (kind, capfirst(str(DocumentKind(kind).label)))
            for kind in rules.documents_offered(application.kind)
        ]


class AnsweredForm(forms.Form):
    """What the applicant answered otherwise than on his page."""

    words = forms.CharField(
        label=_("How it came, and what the applicant said"),
        required=False,
        max_length=limits.EXPLANATION_MAX,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": None}),
        help_text=_("The applicant can read it. It may stay empty where documents were added."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        saying_how_long(self.fields["words"].validators)


class IdentityForm(forms.Form):
    """Who came, on what authority, which document was sighted."""

    who = forms.ChoiceField(
        label=_("Who came"),
        choices=IdentityCheck.Who.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who came.")},
    )
    name = NameField(
        label=_("Name of the person who came"),
        max_length=limits.PERSON_NAME_MAX,
        missing=_("Enter the name on the document."),
    )
    authority = TextField(
        label=_("On what authority"),
        max_length=limits.PERSON_NAME_MAX,
        required=False,
        help_text=_("Of a representative: which letter, resolution or power, and of what day."),
    )
    document = forms.ChoiceField(
        label=_("Document sighted"),
        choices=IdentityCheck.Document.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the document that you have seen.")},
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", application.representative_name or application.name)
        self.initial.setdefault("authority", application.representative_authority)

    def clean(self) -> dict[str, Any]:
        """A representative has an authority."""
        given = super().clean() or self.cleaned_data
        if given.get("who") == IdentityCheck.Who.REPRESENTATIVE and not given.get("authority"):
            self.add_error("authority", gettext("Enter on what authority the representative came."))
        return given

    def sighted(self) -> Sighted:
        """What was entered, for the act."""
        return Sighted(**{name: self.cleaned_data[name] for name in self.fields})


class RejectForm(forms.Form):
    """Why the application is not approved."""

    reason = ReasonField(
        label=_("Reason, in words for the applicant"),
        missing=_("Write the reason. The applicant reads it in the mail."),
    )
