"""What organisations ask of the court: higher limits, and the hand-over of the primary role. Queues, oldest first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles, transitions
from accounts.admin.handover_entry import enter
from accounts.counting import counts
from accounts.forms.court import AnswerForm, LimitAnswerForm
from accounts.models import Handover, LimitRequest
from accounts.states import HandoverState, LimitRequestState
from icms.files import pages
from icms.kernel.admin import ReadOnly
from icms.lib import http
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time

A4_HEIGHT = round(pages.READING * 297 / 210)


class RequestAdmin(ReadOnly):
    """A queue of requests; each row leads to the page where it is answered, or where its answer stands."""

    list_display = ("subject", "asked", "state")
    list_filter = ("state",)
    ordering = ("-state", "asked_at")
    sortable_by = ()
    actions = None
    page_name: str

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the organisation that a row names."""
        return super().get_queryset(request).select_related("organisation")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Leads on to the page of the request."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(f"admin:{self.page_name}", object_id)

    @admin.display(description=gettext_lazy("asked"))
    def asked(self, row: Any) -> str:
        """Hong Kong time."""
        return written_time(row.asked_at, get_language() or ENGLISH)

    @admin.display(description=gettext_lazy("request"))
    def subject(self, row: Any) -> str:
        """Who asks for what."""
        return str(row)


@admin.register(LimitRequest)
class LimitRequestAdmin(RequestAdmin):
    page_name = "accounts_limit_decide"

    def get_urls(self) -> list[URLPattern]:
        """The page of one request, before those of Django."""
        view = self.admin_site.admin_view(limit)
        return [path("<int:pk>/decide/", view, name=self.page_name), *super().get_urls()]


@admin.register(Handover)
class HandoverAdmin(RequestAdmin):
    page_name = "accounts_handover_decide"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the people whom a row names."""
        return super().get_queryset(request).select_related("giver__user", "taker__user")

    def get_urls(self) -> list[URLPattern]:
        """The page of one request, the pictures of its letter, and the entry from paper, before those of Django."""
        return [
            path("<int:pk>/decide/", self.admin_site.admin_view(handover), name=self.page_name),
            path("enter/<int:pk>/", self.admin_site.admin_view(enter), name="accounts_handover_enter"),
            path(
                "<int:pk>/page/<int:number>/",
                self.admin_site.admin_view(letter_page),
                name="accounts_handover_page",
            ),
            *super().get_urls(),
        ]


def _found(request: HttpRequest, rows: QuerySet[Any], pk: int) -> Any:
    """A request for somebody who may see it; who may not answer it may not post."""
    name = f"accounts.view_{rows.model._meta.model_name}"
    if not request.user.has_perm(name):
        raise PermissionDenied
    if request.method == "POST" and not roles.may_serve_accounts(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    return get_object_or_404(rows, pk=pk)


def limit(request: HttpRequest, pk: int) -> HttpResponse:
    """One request for a higher limit: what the organisation has, why it asks, and the answer."""
    rows = LimitRequest.objects.select_related("organisation", "asked_by__user", "decided_by")
    asked = _found(request, rows, pk)
    form = LimitAnswerForm(
        request.POST if request.method == "POST" else None, initial={"number": asked.number}
    )
    if form.is_valid():
        granted = None if form.refuses else form.cleaned_data["number"]
        answer = form.cleaned_data["answer"]
        words = _("The request is refused.") if form.refuses else _("The higher limit is granted.")
        if _answered(request, form, words, transitions.decide_limit, pk, granted=granted, answer=answer):
            return redirect("admin:accounts_limitrequest_changelist")
    context = {
        "counts": counts(asked.organisation),
        "waits": asked.state == LimitRequestState.WAITING,
        "title": _("Request for a higher limit"),
    }
    return _page(request, "limit", asked, form, context)


def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """One hand-over: from whom, to whom, the letter page by page, and the answer."""
    people = ("giver__user", "giver__branch", "taker__user", "taker__branch", "entered_by", "decided_by")
    rows = Handover.objects.select_related("organisation", "letter", *people)
    asked = _found(request, rows, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        words = _("The hand-over is refused.") if form.refuses else _("The primary role is handed over.")
        approved = not form.refuses
        if _answered(request, form, words, transitions.decide_handover, pk, approved=approved, answer=answer):
            return redirect("admin:accounts_handover_changelist")
    context = {
        "waits": asked.state == HandoverState.WAITING,
        "title": _("Hand-over of the primary role"),
        "hindered": str(Refused("handover_entered_yourself")) if asked.entered_by == request.user else "",
        "pages": [
            {
                "url": reverse("admin:accounts_handover_page", args=[pk, number]),
                "number": number,
                "width": pages.READING,
                "height": A4_HEIGHT,
            }
            for number in range(1, (asked.letter.pages or 0) + 1)
        ],
    }
    return _page(request, "handover", asked, form, context)


@require_safe
def letter_page(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """One page of a letter of authority as a picture."""
    asked = _found(request, Handover.objects.select_related("letter"), pk)
    try:
        picture = pages.picture(asked.letter, number, pages.READING)
    except Refused as refused:
        raise Http404(str(refused)) from refused
    return http.inline(picture.open("rb"), name=picture.name, media_type=pages.MEDIA_TYPE)


def _answered(request: HttpRequest, form: Form, words: str, act: Any, pk: int, **answer: Any) -> bool:
    try:
        act(pk, by=request.user, **answer)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, words)
    return True


def _page(request: HttpRequest, name: str, asked: Model, form: Form, context: dict[str, Any]) -> HttpResponse:
    frame = {
        **admin.site.each_context(request),
        "asked": asked,
        "form": form,
        "may_answer": roles.may_serve_accounts(request.user),  # type: ignore[arg-type]
        "opts": asked._meta,
        **context,
    }
    return render(request, f"admin/accounts/{name}.html", frame, status=422 if form.errors else 200)
