"""Closures of a registry: the list, one closure with what it moved, and the pages that record them (TIM-3, REG-5)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts import roles
from cases.models import Closure
from filing import acknowledging
from filing.admin import close
from icms.kernel import audit
from icms.kernel.admin import ReadOnly
from icms.kernel.models import AuditEvent
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time

ACTS: dict[str, str | Promise] = {
    "closure.entered": _("Closure recorded"),
    "closure.reopened": _("Reopening recorded"),
    "closure.corrected": _("Record corrected"),
    "closure.withdrawn": _("Record withdrawn as a mistake"),
}


@dataclass(frozen=True)
class Happened:
    """One line of a closure's history, as the timeline shows it."""

    what: str | Promise
    when: datetime
    who: str
    detail: str


@admin.register(Closure)
class ClosureAdmin(ReadOnly):
    """A closure moves filings, so it is recorded by an act with pages of its own, never by a form of the admin."""

    list_display = ("label", "court", "from_time", "to_time", "standing", "filings")
    list_filter = ("court",)
    list_select_related = ("court",)
    ordering = ("-starts_at",)
    sortable_by = ()
    change_list_template = "admin/filing/closures.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Closure]:
        """Each closure with the number of filings that it moved."""
        return Closure.objects.annotate(moved=Count("moves__submission", distinct=True))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, with the way to record a closure for those who may."""
        may = roles.may_close_registry(request.user)  # type: ignore[arg-type]
        return super().changelist_view(request, {**(extra_context or {}), "may_close": may})

    @admin.display(description=_("kind"))
    def label(self, closure: Closure) -> str:
        """Why the registry is closed."""
        return str(capfirst(closure.get_kind_display()))

    @admin.display(description=_("closed from"))
    def from_time(self, closure: Closure) -> str:
        """Hong Kong time in full."""
        return _written(closure.starts_at)

    @admin.display(description=_("reopens"))
    def to_time(self, closure: Closure) -> str:
        """Hong Kong time in full, or that it is not known."""
        return _written(closure.reopens_at) if closure.reopens_at else str(_("not announced"))

    @admin.display(description=_("State"))
    def standing(self, closure: Closure) -> str:
        """Whether it counts."""
        return str(_("withdrawn") if closure.withdrawn_at else _("in force"))

    @admin.display(description=_("filings moved"))
    def filings(self, closure: Closure) -> int:
        """How many filings it has moved."""
        return int(getattr(closure, "moved", 0))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The closure's own page stands for the form that the admin would make."""
        closure = self.get_object(request, object_id)
        if closure is None or not self.has_view_permission(request, closure):
            return super().change_view(request, object_id, form_url, extra_context)
        return redirect("admin:filing_closure", closure.pk)

    def get_urls(self) -> list[URLPattern]:
        """The addresses of looking and of the acts come before those that the admin makes."""
        view = self.admin_site.admin_view
        return [
            path("enter/", view(close.enter), name="filing_closure_enter"),
            path("waiting/", view(close.waiting), name="filing_waiting"),
            path("<int:closure_id>/closure/", view(closure_page), name="filing_closure"),
            path("<int:closure_id>/reopen/", view(close.reopen), name="filing_closure_reopen"),
            path("<int:closure_id>/correct/", view(close.correct), name="filing_closure_correct"),
            path("<int:closure_id>/withdraw/", view(close.withdraw), name="filing_closure_withdraw"),
            *super().get_urls(),
        ]


@require_safe
def closure_page(request: HttpRequest, closure_id: int) -> HttpResponse:
    """One closure: what it is, what it moved, who recorded what."""
    if not request.user.has_perm("cases.view_closure"):
        raise PermissionDenied
    closure = get_object_or_404(Closure.objects.select_related("court"), pk=closure_id)
    moves = closure.moves.select_related("submission__organisation").order_by("pk")
    context = {
        **admin.site.each_context(request),
        "title": str(closure.get_kind_display()),
        "closure": closure,
        "moves": [{"move": move, "why": acknowledging.in_words(move).why} for move in moves],
        "history": _history(closure),
        "may_close": roles.may_close_registry(request.user),  # type: ignore[arg-type]
    }
    return render(request, "admin/filing/closure.html", context)


def _history(closure: Closure) -> list[Happened]:
    events = AuditEvent.objects.filter(target=audit.name_of(closure), action__in=ACTS).order_by("-sequence")
    return [
        Happened(
            ACTS[event.action], event.at, event.person.partition(" <")[0], json.loads(event.data)["note"]
        )
        for event in events
    ]


def _written(moment: datetime) -> str:
    return written_time(moment, get_language() or ENGLISH)
