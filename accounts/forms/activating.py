"""What a person enters when an approved account is activated, and when terms are to be accepted (ACC-2, ACC-4)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PasswordTwice


class TermsForm(forms.Form):
    """The version that was shown, and that it is accepted."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    accepts = forms.BooleanField(
        label=_("I have read the terms and accept them."),
        error_messages={"required": _("Accept the terms; without that the account cannot be used.")},
    )


class PasswordForm(PasswordTwice, TermsForm):
    """The password of a new sign-in, twice, and the terms."""

    field_order = ("password", "password_again", "accepts", "version")
