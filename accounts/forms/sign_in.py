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
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _

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


class CodeForm(AuthenticateForm):
    """allauth's form for the code of a second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages |= {"required": _("Enter the code.")}


class FirstCodeForm(ActivateTOTPForm):
    """allauth's form that switches an authenticator app on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages |= {"required": _("Enter the code.")}


def _ask_twice(form: Form) -> None:
    form.fields["password1"].error_messages |= {"required": _("Enter the new password.")}
    form.fields["password2"].error_messages |= {"required": _("Enter the new password once more.")}
