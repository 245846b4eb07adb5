"""What staff see of the machinery: the audit trail, and jobs that could not be done."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from icms.kernel import outbox
from icms.kernel.models import AuditEvent, IssuedDocument, OutboxJob


class ReadOnly(admin.ModelAdmin):
    """A record that nobody adds to, changes or deletes by hand (REG-7)."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    list_display = ("sequence", "at", "action", "target", "person", "organisation", "actor")
    search_fields = ("=target", "=action")
    ordering = ("-sequence",)


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnly):
    list_display = ("reference", "kind", "issued_at")
    search_fields = ("=reference",)
    ordering = ("-pk",)


@admin.register(OutboxJob)
class OutboxJobAdmin(ReadOnly):
    """Jobs that were given up after three attempts; an officer can give them three more."""

    list_display = ("topic", "payload", "created_at", "attempts", "given_up_at", "last_error")
    ordering = ("given_up_at",)
    actions = ("try_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxJob]:
        """Only what needs a person."""
        return super().get_queryset(request).filter(given_up_at__isnull=False)

    @admin.action(description=_("Try the chosen jobs again"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[OutboxJob]) -> None:
        """Three new attempts for each chosen job."""
        chosen = list(queryset.values_list("pk", flat=True))
        for job_id in chosen:
            outbox.retry(job_id)
        told = ngettext(
            "%(count)d job will be tried again.", "%(count)d jobs will be tried again.", len(chosen)
        )
        messages.success(request, told % {"count": len(chosen)})
