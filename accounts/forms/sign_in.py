"""The forms of signing in, in the portal's own words (look.md, "Words")."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """allauth's form; its faults say what to enter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages |= {
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter the whole e-mail address, such as name@example.com."),
        }
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
        for name in ("password1", "password2"):
            self.fields[name].error_messages |= {"required": _("Enter the new password.")}
