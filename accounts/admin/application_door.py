"""Who of the court's side sees which application."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import Application
from accounts.states import ApplicationState


def found(request: HttpRequest, pk: int) -> Application:
    """An application for an officer who may see it; 403 without the right, 404 for drafts of applicants."""
    if not request.user.has_perm("accounts.view_application"):
        raise PermissionDenied
    rows = Application.objects.select_related(
        "identity_check__officer", "decided_by", "account", "entered_by"
    )
    seen = ~Q(state=ApplicationState.DRAFT, channel=Application.Channel.ONLINE)
    return get_object_or_404(rows.filter(seen), pk=pk)
