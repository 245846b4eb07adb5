"""What allauth asks of us: there is no open sign-up (ACC-2)."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailConfirmation
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import emails
from accounts.forms.fields import reachable
from accounts.models import User
from accounts.second_factors import CODE_WRONG
from icms.lib import clock
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time

REAUTHENTICATION = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class PortalAdapter(DefaultAccountAdapter):
    """An account comes from an approved application or an invitation, never from a form that anybody can fill in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": _("This is not your present password. Enter it again."),
        "incorrect_password": _("This is not your password. Enter it again."),
        "incorrect_code": CODE_WRONG,
        "same_as_current": _("This is your present address already. Enter another one."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
        "email_password_mismatch": _(
            "The e-mail address and the password do not belong together. Look at both and enter them again."
        ),
        "too_many_login_attempts": _(
            "Too many attempts to sign in with this e-mail address. Wait five minutes and sign in again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always no (ACC-2)."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Registry staff go to their queues, everybody else home."""
        return "/admin/" if request.user.is_staff else super().get_login_redirect_url(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """What protects the sign-in is changed within minutes of a sign-in, or after it is asked for once more.

        Whoever is led to set up a second factor has given the password a moment ago: it is not asked for again.
        """
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """allauth's ways to confirm who it is, in the portal's words."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": REAUTHENTICATION[way["id"]]} for way in ways]

    def clean_email(self, email: str) -> str:
        """Raises ValidationError for an address that no mail can be sent to."""
        reachable(email)
        return email

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link leads to the portal's own address, whatever host the request named."""
        return _at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: EmailConfirmation) -> str:
        """The link leads to the portal's own address, whatever host the request named."""
        return _at_home(super().get_email_confirmation_url(request, emailconfirmation))

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A mail in the language of the person whose address it is; of the page, where nobody is known there."""
        to = [email] if isinstance(email, str) else email
        languages = User.objects.filter(email__iexact=to[0]).values_list("language", flat=True)
        language = languages.first() or get_language() or ENGLISH
        told = {**context, "when": written_time(clock.real_now(), language)}
        subject, text = emails.worded(template_prefix, language=language, params=told)
        return EmailMessage(subject, text, self.get_from_email(), to, headers=headers)


def _at_home(url: str) -> str:
    return settings.SITE_URL + urlsplit(url).path
