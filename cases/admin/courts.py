"""Courts, their case types, and who may file in bulk (CRT-1, CRT-5)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases.admin.maintained import MaintainedAdmin
from cases.codes import CLAIM_KINDS, PARTY_ROLES
from cases.models import ApprovedClaimant, CaseType, Court, ModeOfUse, Venue
from icms.lib.language import joined


@admin.register(Court)
class CourtAdmin(MaintainedAdmin):
    list_display = ("name", "code", "registry_en")

    def get_readonly_fields(self, request: HttpRequest, obj: Court | None = None) -> tuple[str, ...]:
        """Addresses and other data call the court by its code, references begin with its prefix: both are fixed."""
        return ("code", "reference_prefix") if obj else ()


class CaseTypeForm(forms.ModelForm):
    """The roles of parties as a list of ticks, in the order in which a case lists its parties."""

    roles = forms.MultipleChoiceField(
        label=_("Roles of parties"),
        choices=list(PARTY_ROLES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Parties of a case of this type are registered in one of these roles."),
        error_messages={"required": _("Tick at least one role: a case has parties.")},
    )

    class Meta:
        model = CaseType
        fields = (
            "court",
            "code",
            "name_en",
            "name_zh_hant",
            "name_zh_hans",
            "number_prefix",
            "numbered_by_portal",
            "claim_cents_max",
            "efiling_from",
            "inspection",
            "in_bulk_only",
            "roles",
            "allows_representatives",
        )

    def clean_roles(self) -> list[str]:
        """A plain list in the order of the lists, as it is stored."""
        return [role for role in PARTY_ROLES if role in self.cleaned_data["roles"]]


@admin.register(CaseType)
class CaseTypeAdmin(MaintainedAdmin):
    """The prefixes are part of numbers already given: fixed once the type exists."""

    form = CaseTypeForm
    list_display = ("name", "number_prefix", "court", "efiling_from", "inspection", "in_bulk_only")
    list_filter = ("court",)
    list_select_related = ("court",)

    def get_readonly_fields(self, request: HttpRequest, obj: CaseType | None = None) -> tuple[str, ...]:
        """Code, court and prefixes of an existing type, and the words of its roles."""
        fixed = ("code", "court", "number_prefix") if obj else ()
        return (*fixed, "roles_in_words")

    def get_fields(self, request: HttpRequest, obj: CaseType | None = None) -> list[Any]:
        """The roles as ticks for those who may change them, else in words."""
        shown = list(CaseTypeForm.Meta.fields)
        if not self.has_change_permission(request, obj):
            shown[shown.index("roles")] = "roles_in_words"
        return shown

    @admin.display(description=_("roles of parties"))
    def roles_in_words(self, case_type: CaseType) -> str:
        """The roles in the reader's language."""
        words = (str(PARTY_ROLES.get(role, role)) for role in case_type.roles)
        return joined(words)


@admin.register(Venue)
class VenueAdmin(MaintainedAdmin):
    """The places of a type of case; with the first one, the type is electronic at its places alone."""

    list_display = ("name", "case_type", "address_en", "valid_from", "valid_to")
    list_filter = ("case_type__court",)
    list_select_related = ("case_type",)


@admin.register(ModeOfUse)
class ModeOfUseAdmin(MaintainedAdmin):
    """A change of mode is a new row from its day; the one that began last holds."""

    list_display = ("case_type", "mode", "valid_from", "valid_to")
    list_filter = ("case_type__court", "mode")
    list_select_related = ("case_type",)


class ApprovedClaimantForm(forms.ModelForm):
    """The kinds of claim as a list of ticks."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of claim allowed"),
        choices=list(CLAIM_KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none to allow every kind."),
    )

    class Meta:
        model = ApprovedClaimant
        fields = ("court", "name_en", "name_zh", "organisation", "kinds", "valid_from", "valid_to")

    def clean_kinds(self) -> list[str]:
        """A plain list, as it is stored."""
        return list(self.cleaned_data["kinds"])


@admin.register(ApprovedClaimant)
class ApprovedClaimantAdmin(MaintainedAdmin):
    """Ending an approval closes "Commence new case" to the claimant from the day after; what was filed stays."""

    form = ApprovedClaimantForm
    list_display = ("name_en", "name_zh", "court", "organisation", "allowed", "valid_from", "valid_to")
    list_select_related = ("court", "organisation")

    @admin.display(description=_("kinds of claim allowed"))
    def allowed(self, claimant: ApprovedClaimant) -> Any:
        """The kinds in words."""
        return ", ".join(str(CLAIM_KINDS.get(kind, kind)) for kind in claimant.kinds) or _("every kind")
