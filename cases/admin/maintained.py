"""Reference data that staff keep: every change is recorded, nothing that a record stands on is deleted (REG-5)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from icms.kernel import audit


class MaintainedAdmin(admin.ModelAdmin):
    """An ordinary form whose saving is recorded in Django's own transaction."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        """Saves and records who changed which field to what."""
        super().save_model(request, obj, form, change)
        changed: dict[str, Any] = {name: str(form.cleaned_data.get(name)) for name in form.changed_data}
        done = "changed" if change else "added"
        audit.record(f"{obj._meta.model_name}.{done}", obj, by=request.user, changed=changed)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never: rows are ended by a date or changed."""
        return False
