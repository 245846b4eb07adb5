"""The forms of signing in, in the portal's own words (look.md, "Words")."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from icms.lib.search_keys import code_signs

WHOLE = {"invalid": _("Enter the whole e-mail address, such as name@example.com.")}


class SignInForm(LoginForm):
    """allauth's form; its faults say what to enter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages |= {"required": _("Enter your e-mail address."), **WHOLE}
        self.fields["password"].error_messages |= {"required": _("Enter your password.")}
        self.fields["password"].help_text = ""  # the page has the link to a new password below


class ConfirmForm(ReauthenticateForm):
    """allauth's form that asks for the password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages |= {"required": _("Enter your password.")}
        self.fields["password"].help_text = ""


class NewPasswordForm(ChangePasswordForm):
    """allauth's form for another password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].error_messages |= {"required": _("Enter your present password.")}
        self.fields["oldpassword"].help_text = ""
        _ask_twice(self)


class NewAddressForm(AddEmailForm):
    """allauth's form for another e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages |= {"required": _("Enter the new e-mail address."), **WHOLE}


class ForgottenForm(ResetPasswordForm):
    """allauth's form for a link to a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages |= {"required": _("Enter your e-mail address."), **WHOLE}


class ChosenAnewForm(ResetPasswordKeyForm):
    """allauth's form behind that link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_twice(self)


class _CodeField(forms.CharField):
    """A code of figures as people type it: wide, in groups, with dashes."""

    def to_python(self, value: Any) -> str:
        """The code in narrow figures and letters alone."""
        return code_signs(str(super().to_python(value) or ""))


class _AsksForCode(forms.Form):
    """What the forms for a code have in common."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["code"]
        self.fields["code"] = _CodeField(
            label=asked.label, widget=asked.widget, error_messages={"required": _("Enter the code.")}
        )


class CodeForm(_AsksForCode, AuthenticateForm):
    """allauth's form for the code of a second factor."""


class CodeAgainForm(_AsksForCode, MFAReauthenticateForm):
    """allauth's form that asks for a code once more before the sign-in is changed."""


class FirstCodeForm(_AsksForCode, ActivateTOTPForm):
    """allauth's form that switches an authenticator app on."""


def _ask_twice(form: Form) -> None:
    form.fields["password1"].error_messages |= {"required": _("Enter the new password.")}
    form.fields["password2"].error_messages |= {"required": _("Enter the new password once more.")}
