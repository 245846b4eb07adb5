"""What allauth asks of us: there is no open sign-up (ACC-2)."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class PortalAdapter(DefaultAccountAdapter):
    """An account comes from an approved application or an invitation, never from a form that anybody can fill in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always no (ACC-2)."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Registry staff go to their queues, everybody else home."""
        return "/admin/" if request.user.is_staff else super().get_login_redirect_url(request)
