"""The queue of submissions, oldest first; decisions have addresses of their own (REG-1, REG-7)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from filing.admin import decide, review
from filing.models import Submission
from filing.states import ClaimState, SubmissionState

WAITING = Q(claims__state=ClaimState.SUBMITTED, claims__decision__isnull=True)


class Progress(admin.SimpleListFilter):
    """The queue shows what waits for an officer, unless he asks for the rest."""

    title = _("progress")
    parameter_name = "progress"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("decided", _("decided")), ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("waiting"),
        }
        for code, label in self.lookup_choices:
            yield {
                "selected": self.value() == code,
                "query_string": changelist.get_query_string({self.parameter_name: code}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Submission]) -> QuerySet[Submission]:
        if self.value() == "decided":
            return queryset.filter(waiting=0)
        return queryset if self.value() == "all" else queryset.filter(waiting__gt=0)


@admin.register(Submission)
class SubmissionAdmin(admin.ModelAdmin):
    list_display = ("link", "organisation", "batch_reference", "claims_total", "claims_waiting", "completed_at", "deemed_at")
    list_display_links = None
    list_filter = (Progress,)
    search_fields = ("=reference", "=batch_reference")
    ordering = ("completed_at",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        """What has been submitted, with counts: never what a party is still preparing."""
        return (
            super()
            .get_queryset(request)
            .filter(state=SubmissionState.SUBMITTED)
            .select_related("organisation")
            .annotate(total=Count("claims", distinct=True), waiting=Count("claims", filter=WAITING, distinct=True))
        )

    @admin.display(description=_("transaction reference number"))
    def link(self, obj: Submission) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("admin:filing_review", args=[obj.pk]), obj.reference)

    @admin.display(description=_("claims"))
    def claims_total(self, obj: Any) -> int:
        return int(obj.total)

    @admin.display(description=_("waiting"))
    def claims_waiting(self, obj: Any) -> int:
        return int(obj.waiting)

    def get_urls(self) -> list[URLPattern]:
        """The pages of review and decision, each behind the admin's own door."""
        door = self.admin_site.admin_view
        return [
            path("<int:submission_id>/review/", door(review.batch), name="filing_review"),
            path("<int:submission_id>/review/<int:position>/", door(review.claim), name="filing_review_claim"),
            path(
                "<int:submission_id>/review/<int:position>/<str:form>/<int:page>/",
                door(review.picture),
                name="filing_review_page",
            ),
            path("<int:submission_id>/decide/", door(decide.decide), name="filing_decide"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: submissions come from parties."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: what was submitted stays as it was (A33)."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False
