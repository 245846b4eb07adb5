"""What people fill in about cases and their documents."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from icms.lib.references import normalise


class ReferenceForm(forms.Form):
    """A document reference number as people type it: small letters, spaces and missing dashes are understood."""

    LONGEST = 40

    reference = forms.CharField(
        label=_("Document reference number"),
        help_text=_("It stands at the foot or in the stamp of the document, for example SC26-7K3M-Q9XD-4."),
        max_length=LONGEST,
        error_messages={
            "required": _("Enter the document reference number that is printed on the document."),
            "max_length": _(
                "A document reference number is shorter. Enter it as it is printed on the document."
            ),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )

    def clean_reference(self) -> str:
        """The number as it is stored."""
        reference = normalise(self.cleaned_data["reference"])
        if not reference or "/" in reference:
            raise forms.ValidationError(
                _(
                    "This is not a document reference number. Enter it as printed, for example SC26-7K3M-Q9XD-4."
                )
            )
        return reference


class ReplacementForm(forms.Form):
    """The reason for a sound copy in the place of a form that cannot be sealed; the copy comes as a file."""

    copy = forms.FileField(
        label=_("Sound copy of the form (PDF)"),
        required=False,  # the page looks at the file itself, and says what is wrong with it
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What the copy is, and why it shows the same form; for the audit trail."),
        max_length=500,
        error_messages={"required": _("Say what the copy is, and why it shows the same form.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ChangeFromForm(forms.Form):
    """The day from which a changed document type holds."""

    day = forms.DateField(
        label=_("First day of the change"),
        help_text=_("Today or later, as the court's notice says."),
        error_messages={
            "required": _("Enter the first day on which the change holds."),
            "invalid": _("This is not a date. Enter it as year, month and day, for example 2027-01-31."),
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
