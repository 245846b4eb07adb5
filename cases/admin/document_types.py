"""The document types of each court: staff edit a row, or let a changed one hold from a day (CRT-2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases import type_changes
from cases.admin.maintained import MaintainedAdmin
from cases.codes import PAPER_TEMPLATES, PARTY_ROLES, PURPOSES
from cases.forms import ChangeFromForm
from cases.models import DocumentType
from icms.lib.errors import Refused


def _ticks(label: Any, choices: Sequence[tuple[str, Any]] = (), help_text: Any = "") -> Any:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class DocumentTypeForm(forms.ModelForm):
    """Lists of codes as ticks. A row that is being added may name companions of any court; saving checks them."""

    filed_by = _ticks(_("roles that may file it"), list(PARTY_ROLES.items()), _("Tick none for every party."))
    purposes = _ticks(_("purposes"), list(PURPOSES.items()), _("Tick none if it is filed without a purpose."))
    companions = _ticks(_("filed together with"))
    template = forms.ChoiceField(
        label=_("drawn by the portal as"),
        choices=[("", _("not drawn by the portal")), *PAPER_TEMPLATES.items()],
        required=False,
    )

    class Meta:
        model = DocumentType
        fields = (
            "court",
            "code",
            "name_en",
            "name_zh_hant",
            "name_zh_hans",
            "short_en",
            "short_zh_hant",
            "short_zh_hans",
            "position",
            "valid_from",
            "valid_to",
            "origin",
            "filed_by",
            "commences_case",
            "before_linking",
            "links_filer",
            "purposes",
            "versions",
            "companions",
            "fee_item",
            "pdf_only",
            "sealed",
            "efiling_allowed",
            "open_to_inspection",
            "template",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = DocumentType.objects.order_by("court", "position", "valid_from")
        if self.instance.court_id:
            rows = rows.filter(court=self.instance.court_id).exclude(code=self.instance.code)
        if "companions" in self.fields:
            field = cast(forms.MultipleChoiceField, self.fields["companions"])
            field.choices = list({row.code: row.name for row in rows}.items())


@admin.register(DocumentType)
class DocumentTypeAdmin(MaintainedAdmin):
    """What was filed keeps the row under which it was filed: a change by notice is a new row from a day."""

    form = DocumentTypeForm
    list_display = (
        "name",
        "code",
        "court",
        "origin",
        "efiling_allowed",
        "open_to_inspection",
        "valid_from",
        "valid_to",
    )
    list_filter = ("court", "origin", "efiling_allowed", "sealed", "open_to_inspection")
    list_select_related = ("court",)
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: DocumentType | None = None) -> tuple[str, ...]:
        """Court and code of an existing type: documents, fees and rules call it by them."""
        return ("by_notice", "court", "code") if obj else ()

    @admin.display(description=_("change by notice"))
    def by_notice(self, row: DocumentType) -> SafeString:
        """The way to a new row that holds from a day."""
        url = reverse("admin:cases_change_type_from", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, _("let a changed row hold from a day"))

    def get_urls(self) -> list[URLPattern]:
        """Adds the page on which a change by notice begins."""
        view = self.admin_site.admin_view(self.change_from)
        return [path("<int:type_id>/from/", view, name="cases_change_type_from"), *super().get_urls()]

    def change_from(self, request: HttpRequest, type_id: int) -> HttpResponse:
        """Asks for the day, ends the row before it and leads to the new row."""
        row = get_object_or_404(DocumentType.objects.select_related("court"), pk=type_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        form = ChangeFromForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                new = type_changes.change_from(row.pk, form.cleaned_data["day"], by=cast(User, request.user))
            except Refused as refused:
                form.add_error("day", str(refused))
            else:
                messages.success(request, gettext("The new row is added. Now enter what changes in it."))
                return redirect("admin:cases_documenttype_change", new.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Change a document type by notice"),
            "row": row,
            "form": form,
        }
        status = 422 if form.is_bound else 200
        return render(request, "admin/cases/change_type_from.html", context, status=status)
