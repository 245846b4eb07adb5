"""The queue of applications for an account: what waits for the Support Centre first, oldest first (ACC-2, REG-1)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.admin import application_acts, application_entry, application_review
from accounts.models import Application
from accounts.states import ApplicationState
from icms.kernel.admin import ReadOnly
from icms.kernel.registry_search import RegistrySearch
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time


class Progress(admin.SimpleListFilter):
    """The queue shows what waits for the Support Centre, unless an officer asks for the rest."""

    title = _("progress")
    parameter_name = "progress"
    template = "admin/accounts/progress.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The choices beside the default, "waiting for us"."""
        return [
            ("person", _("Waiting for the applicant")),
            ("paper", _("Paper being entered")),
            ("ended", _("Ended")),
            ("all", _("All")),
        ]

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

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """By who has to do something next."""
        states = ApplicationState
        if self.value() == "all":
            return queryset
        if self.value() == "paper":
            return queryset.filter(state=states.DRAFT)
        if self.value() == "ended":
            return queryset.filter(
                state__in=[states.ACTIVE, states.REJECTED, states.WITHDRAWN, states.LAPSED]
            )
        waiting = Application.objects.waiting_for_staff()
        if self.value() == "person":
            waits = [states.DOCUMENTS_REQUESTED, states.AWAITING_IDENTITY_CHECK, states.APPROVED]
            return queryset.filter(state__in=waits).exclude(pk__in=waiting)
        return queryset.filter(pk__in=waiting)


@admin.register(Application)
class ApplicationAdmin(RegistrySearch, ReadOnly):
    """Applications are looked at and decided on pages of their own; drafts of applicants are nobody's business."""

    list_display = ("reference", "applicant", "kind", "channel", "state", "waits_since")
    list_filter = (Progress, "kind", "channel")
    list_per_page = 50
    search_references = ("reference",)
    search_number_keys = ("number_search", "case_number_search")
    search_name_keys = (
        "name_en_search",
        "name_zh_search",
        "organisation_name_en_search",
        "organisation_name_zh_search",
    )
    search_beginnings = ("email",)
    search_texts = ("name_en", "name_zh", "organisation_name_en", "organisation_name_zh")
    search_help_text = _("Reference number, e-mail address, registration number, or a name")
    ordering = ("changed_at",)
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER
    actions = None
    change_list_template = "admin/accounts/applications.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """What was sent, and what staff are entering from paper."""
        return super().get_queryset(request).filter(pk__in=Application.objects.of_the_desk())

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The queue under its own name, with the way to enter a paper form."""
        context = {
            **(extra_context or {}),
            "title": _("Applications for an account"),
            "may_enter": roles.may_serve_accounts(request.user),  # type: ignore[arg-type]
        }
        return super().changelist_view(request, context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Leads on to the page of the application."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:accounts_application_review", object_id)

    def get_urls(self) -> list[URLPattern]:
        """The pages of an application, each behind the admin's own door."""
        door = self.admin_site.admin_view
        return [
            path("enter/", door(application_entry.enter), name="accounts_application_enter"),
            path("<int:pk>/review/", door(application_review.review), name="accounts_application_review"),
            path("<int:pk>/act/<slug:act>/", door(application_acts.act), name="accounts_application_act"),
            path(
                "<int:pk>/edit/<slug:section>/",
                door(application_entry.edit),
                name="accounts_application_edit",
            ),
            path("<int:pk>/attach/", door(application_entry.attach), name="accounts_application_attach"),
            path(
                "<int:pk>/files/<int:file_id>/remove/",
                door(application_entry.remove),
                name="accounts_application_remove",
            ),
            path(
                "<int:pk>/files/<int:file_id>/<int:number>/",
                door(application_review.page),
                name="accounts_application_page",
            ),
            *super().get_urls(),
        ]

    @admin.display(description=_("waits since"))
    def waits_since(self, application: Application) -> str:
        """Hong Kong time."""
        return written_time(application.changed_at, get_language() or ENGLISH)
