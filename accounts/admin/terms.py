"""Terms and contacts: dated data that the Support Centre keeps (ACC-4, ALL-3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, TermsVersion, User
from icms.kernel import audit
from icms.lib import clock
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time


class TermsForm(forms.ModelForm):
    """A version that is to come into force; what people have accepted is never changed."""

    def clean_valid_from(self) -> datetime:
        """In the future: everybody is asked from then on."""
        moment: datetime = self.cleaned_data["valid_from"]
        if moment <= clock.now():
            raise ValidationError(
                gettext("Choose a time to come: a version cannot have been in force unseen.")
            )
        return moment


class AuditedAdmin(admin.ModelAdmin):
    """Reference data whose changes stand in the audit trail; nothing is deleted."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saves and records, in Django's own transaction."""
        super().save_model(request, obj, form, change)
        act = "changed" if change else "added"
        audit.record(
            f"{obj._meta.model_name}.{act}", obj, by=cast(User, request.user), fields=form.changed_data
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(TermsVersion)
class TermsVersionAdmin(AuditedAdmin):
    form = TermsForm
    list_display = ("from_when",)
    ordering = ("-valid_from",)
    fields = ("valid_from", "text_en", "text_zh_hant", "text_zh_hans")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version in force stays as it is: add another one."""
        in_force = obj is not None and obj.valid_from <= clock.now()
        return not in_force and super().has_change_permission(request, obj)

    @admin.display(description=_("in force from"), ordering="valid_from")
    def from_when(self, version: TermsVersion) -> str:
        """Hong Kong time."""
        return written_time(version.valid_from, get_language() or ENGLISH)


@admin.register(Contact)
class ContactAdmin(AuditedAdmin):
    list_display = ("what", "text_en")
    ordering = ("pk",)
    fields = ("what", "text_en", "text_zh_hant", "text_zh_hans")
