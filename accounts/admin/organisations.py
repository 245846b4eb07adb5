"""Organisations as staff see them: branches, accounts, limits and invitations beside them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.court import ON_ORGANISATIONS, CourtActs, of_organisation
from accounts.counting import counts
from accounts.models import Account, Branch, Organisation
from icms.kernel.admin import ReadOnly, ReadOnlyInline
from icms.kernel.registry_search import RegistrySearch
from icms.lib.language import chinese_first


class BranchInline(ReadOnlyInline):
    model = Branch
    fields = ("code", "name", "is_headquarters")


class AccountInline(ReadOnlyInline):
    model = Account
    fields = ("user", "role", "branch", "state", "is_default_user")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        """With everything that a row names."""
        return super().get_queryset(request).select_related("user", "organisation", "branch").order_by("pk")


@admin.register(Organisation)
class OrganisationAdmin(RegistrySearch, CourtActs, ReadOnly):
    court = staticmethod(of_organisation)
    court_name = "organisation"
    court_acts_table = ON_ORGANISATIONS
    list_display = ("name", "kind", "registration_number", "is_government", "state")
    list_filter = ("kind", "is_government", "state")
    search_number_keys = ("number_search",)
    search_name_keys = ("name_en_search", "name_zh_search")
    search_help_text = _("Name or its beginning, or registration number")
    ordering = ("name_en",)
    fields = (
        "name_en",
        "name_zh",
        "kind",
        "registration_number",
        "is_government",
        "state",
        "against_limits",
    )
    inlines = (BranchInline, AccountInline)

    @admin.display(description=_("the court can"))
    def court_acts(self, thing: Organisation) -> SafeString:
        """Also the hand-over of the primary role, which has a form of its own."""
        url = reverse("admin:accounts_handover_enter", args=[thing.pk])
        own = format_html('<a href="{}">{}</a>', url, _("Hand over the primary role of somebody who is gone"))
        return format_html("{} · {}", super().court_acts(thing), own)

    @admin.display(description=_("name"), ordering="name_en")
    def name(self, organisation: Organisation) -> str:
        """The name as the reader's language puts it."""
        return organisation.name

    @admin.display(description=_("counts against limits"))
    def against_limits(self, organisation: Organisation) -> str:
        """Used and allowed, each kind."""
        separator = "；" if chinese_first() else "; "
        return separator.join(f"{count.label} {count.used}/{count.limit}" for count in counts(organisation))
