"""Reasons for rejection are reference data: edited here, never deleted once used."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from filing.models import RejectionReason
from icms.kernel import audit


@admin.register(RejectionReason)
class RejectionReasonAdmin(admin.ModelAdmin):
    list_display = ("code", "name_en", "name_zh_hant", "rule", "position")

    def save_model(self, request: HttpRequest, obj: RejectionReason, form: ModelForm, change: bool) -> None:  # type: ignore[type-arg]
        """Saves and audits in the admin's own transaction."""
        super().save_model(request, obj, form, change)
        audit.record("reference.changed", obj, by=request.user, fields=form.changed_data)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: a rejection keeps its reason."""
        return False
