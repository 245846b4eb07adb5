"""The queue of submissions, oldest first; decisions have addresses of their own (REG-1, REG-7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from cases.rules.hearing_date import WARNING_DAYS
from filing.admin import decide, review
from filing.models import Claim, Submission
from icms.kernel.admin import ReadOnly
from icms.kernel.registry_search import RegistrySearch
from icms.lib import clock


class Progress(admin.SimpleListFilter):
    """The queue shows what waits for an officer, unless he asks for the rest."""

    title = _("progress")
    parameter_name = "progress"
    template = "admin/filing/progress.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The choices beside the default, "waiting"."""
        return [("decided", _("Decided")), ("all", _("All"))]

    def choices(self, changelist: Any) -> Any:
        """What waits comes first and is the default."""
        yield {
            "selected": self.value() not in dict(self.lookup_choices),
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("Waiting"),
        }
        for code, label in self.lookup_choices:
            yield {
                "selected": self.value() == code,
                "query_string": changelist.get_query_string({self.parameter_name: code}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Submission]) -> QuerySet[Submission]:
        """Waiting: at least one claim is undecided."""
        if self.value() == "all":
            return queryset
        undecided = Exists(Claim.objects.undecided().filter(batch=OuterRef("pk")))
        return queryset.filter(~undecided if self.value() == "decided" else undecided)


@admin.register(Submission)
class SubmissionAdmin(RegistrySearch, ReadOnly):
    """Submissions come from parties and stay as they were sent (A33); here they are found and looked at."""

    list_display = ("reference",)
    list_filter = (Progress,)
    list_per_page = 50
    search_references = (
        "reference",
        "acknowledgement__document__reference",
        "acknowledgement__payment__reference",
    )
    search_number_keys = ("batch__batch_reference_search", "batch__claims__reference_search")
    search_name_keys = ("organisation__name_en_search", "organisation__name_zh_search")
    search_help_text = _(
        "Reference number of the submission, of its papers or its claims, or the claimant's name"
    )
    ordering = ("completed_at",)
    show_facets = admin.ShowFacets.NEVER
    actions = None
    change_list_template = "admin/filing/queue.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        """What has been submitted, with counts of the shown page's rows: never what a party is still preparing."""
        claims = Claim.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
        waiting = Claim.objects.undecided().filter(batch=OuterRef("pk")).order_by().values("batch")
        return (
            Submission.objects.submitted()
            .select_related("organisation", "batch")
            .annotate(total=_count(claims), waiting=_count(waiting))
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The queue under its own name."""
        warned = clock.now() - timedelta(days=WARNING_DAYS)
        context = {"title": _("New submissions"), "warned_before": warned, "warning_days": WARNING_DAYS}
        return super().changelist_view(request, {**(extra_context or {}), **context})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page of review stands for the form that the admin would make."""
        submission = self.get_object(request, object_id)
        if submission is None or not self.has_view_permission(request, submission):
            return super().change_view(request, object_id, form_url, extra_context)
        return redirect("admin:filing_review", submission.pk)

    def get_urls(self) -> list[URLPattern]:
        """The pages of review and decision, each behind the admin's own door."""
        door = self.admin_site.admin_view
        return [
            path("<int:submission_id>/review/", door(review.batch), name="filing_review"),
            path(
                "<int:submission_id>/review/<int:position>/", door(review.claim), name="filing_review_claim"
            ),
            path(
                "<int:submission_id>/review/<int:position>/<str:form>/<int:page>/",
                door(review.picture),
                name="filing_review_page",
            ),
            path("<int:submission_id>/decide/", door(decide.decide), name="filing_decide"),
            *super().get_urls(),
        ]


def _count(claims: QuerySet[Claim, Any]) -> Subquery:
    return Subquery(claims.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
