"""Who of the court's side sees which application."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import Application


def found(request: HttpRequest, pk: int) -> Application:
    """An application for an officer who may see it; 403 without the right, 404 for what an applicant never sent."""
    if not request.user.has_perm("accounts.view_application"):
        raise PermissionDenied
    rows = Application.objects.of_the_desk()
    with_all = rows.select_related("identity_check__officer", "decided_by", "account", "entered_by")
    return get_object_or_404(with_all, pk=pk)
