"""The registry's side: Django's admin with the work queues as its home page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.access import note_refused
from icms.lib.branding import PORTAL_NAME
from icms.queues import queues_for

SIGN_IN_APPS = {"account", "mfa", "usersessions"}


class RegistryAdminSite(AdminSite):
    """One sign-in for everybody: staff sign in on the portal's page, never on a second one."""

    site_header = PORTAL_NAME
    site_title = PORTAL_NAME
    index_title = _("Registry")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """As Django's, but for what nobody edits by hand: addresses to sign in with, second factors, sessions."""
        given = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        wanted = [model for model in given if model._meta.app_label not in SIGN_IN_APPS]
        super().register(wanted, admin_class, **options)

    def admin_view(  # type: ignore[override]
        self, view: Callable[..., HttpResponseBase], cacheable: bool = False
    ) -> Callable[..., HttpResponseBase]:
        """Django's door. Who has no business there is led away by it, and leaves an entry in the audit trail."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                note_refused(request)
            return inner(request, *args, **kwargs)

        return door

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sends an unknown visitor to the portal's sign-in page, staff to the queues; others are told so (403)."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        target = request.GET.get("next") or request.get_full_path()
        if reverse("admin:login") in target:
            target = reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Staff change their password where everybody does."""
        return redirect("account_change_password")

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Nothing of its own to say."""
        return redirect("accounts:security")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The queues first, then the reference data."""
        return super().index(request, {**(extra_context or {}), "queues": queues_for(request.user)})
