"""Reasons for rejection are reference data: edited here, never deleted, because a rejection keeps its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases.admin.maintained import MaintainedAdmin
from filing.models import RejectionReason


@admin.register(RejectionReason)
class RejectionReasonAdmin(MaintainedAdmin):
    """A change shows at once to officers and in messages written from then on; those already sent stay."""

    list_display = ("in_words", "rule", "code", "position")
    ordering = ("position", "code")
    fields = (
        "name_en",
        "name_zh_hant",
        "name_zh_hans",
        "code",
        "rule",
        "example_en",
        "example_zh_hant",
        "example_zh_hans",
        "position",
    )
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 60})}}

    @admin.display(description=_("reason"), ordering="position")
    def in_words(self, reason: RejectionReason) -> str:
        """As the reader's language puts it."""
        return reason.name

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The code stands in the audit trail: fixed once it exists."""
        return ("code",) if obj else ()
