"""What allauth asks of us: there is no open sign-up (ACC-2)."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PortalAdapter(DefaultAccountAdapter):
    """An account comes from an approved application or an invitation, never from a form that anybody can fill in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
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
