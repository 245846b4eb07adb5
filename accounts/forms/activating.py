"""What a person enters when an approved account is activated, and when terms are to be accepted (ACC-2, ACC-4)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class TermsForm(forms.Form):
    """The version that was shown, and that it is accepted."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    accepts = forms.BooleanField(
        label=_("I have read the terms and accept them."),
        error_messages={"required": _("Accept the terms; without that the account cannot be used.")},
    )


class PasswordForm(TermsForm):
    """The password of a new sign-in, twice, and the terms."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
        help_text=_("At least 12 characters. A few words that you remember are better than a short riddle."),
    )
    password_again = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password once more.")},
    )
    field_order = ("password", "password_again", "accepts", "version")

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        given = super().clean() or self.cleaned_data
        first, second = given.get("password"), given.get("password_again")
        if first and second and first != second:
            self.add_error("password_again", gettext("The two passwords differ. Enter the same one twice."))
        return given
