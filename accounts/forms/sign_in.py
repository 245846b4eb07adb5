"""The sign-in form in the portal's own words (look.md, "Words")."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
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
