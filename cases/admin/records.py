"""Cases as they are: staff look at parties, documents and hearings, and change nothing by hand (REG-7)."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.admin import outstanding
from cases.codes import CLAIM_KINDS, PARTY_KINDS, PARTY_ROLES
from cases.models import Case, CaseDocument, Hearing, Party
from cases.rules.case_number import Reading, readings
from cases.views.staff_files import case_file
from icms.kernel.admin import ReadOnly, ReadOnlyInline
from icms.kernel.registry_search import RegistrySearch
from icms.lib.language import ENGLISH
from icms.lib.money import dollars
from icms.lib.written_time import written_time


class PartyInline(ReadOnlyInline):
    model = Party
    fields = ("position", "in_role", "as_kind", "name_en", "name_zh", "trading_as", "where")
    readonly_fields = ("in_role", "as_kind", "where")

    @admin.display(description=_("role"))
    def in_role(self, party: Party) -> str:
        """The role in words."""
        return str(PARTY_ROLES.get(party.role, party.role))

    @admin.display(description=_("kind"))
    def as_kind(self, party: Party) -> str:
        """The kind of person or body in words."""
        return str(PARTY_KINDS.get(party.kind, party.kind))

    @admin.display(description=_("addresses"))
    def where(self, party: Party) -> SafeString:
        """Each address on a line of its own, those to be served marked."""
        mark = _("to be served")
        lines = [f"{row.text} ({mark})" if row.serve else row.text for row in party.addresses.all()]
        return format_html("<span>{}</span>", "; ".join(lines))


class DocumentInline(ReadOnlyInline):
    model = CaseDocument
    fk_name = "case"
    fields = ("number", "named", "received", "original", "reference", "as_filed", "as_issued")
    readonly_fields = ("named", "received", "as_filed", "as_issued")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CaseDocument]:
        """The register with what each row is called by."""
        return super().get_queryset(request).select_related("document_type", "reference", "case")

    @admin.display(description=_("document"))
    def named(self, document: CaseDocument) -> str:
        """Its title or the name of its type."""
        return document.name

    @admin.display(description=_("received"))
    def received(self, document: CaseDocument) -> str:
        """When the court takes it as received; nothing for what the court made."""
        return _written(document.received_at) if document.received_at else "–"

    @admin.display(description=_("as filed"))
    def as_filed(self, document: CaseDocument) -> SafeString | str:
        """A link to the bytes as they were filed."""
        if not document.filed_id:
            return "–"
        filed = _link(document, "filed")
        if not document.substitute_id:
            return filed
        copy = _link(document, "substitute", _("sound copy put in its place"))
        return format_html("{} · {}", filed, copy)

    @admin.display(description=_("as issued"))
    def as_issued(self, document: CaseDocument) -> SafeString | str:
        """A link to the document as the court issued it; it follows the acceptance within seconds."""
        if document.outstanding:
            url = reverse("admin:cases_replace_paper", args=[document.pk])
            return format_html(
                '<a href="{}">{}</a>', url, _("cannot be sealed: put a sound copy in its place")
            )
        if document.issued_id:
            return _link(document, "issued")
        waits = document.issuing_id is not None and document.document_type.sealed
        return str(_("being prepared")) if waits else "–"


class HearingInline(ReadOnlyInline):
    model = Hearing
    fields = ("session",)


@admin.register(Case)
class CaseAdmin(RegistrySearch, ReadOnly):
    list_display = ("number", "court", "kind_of_claim", "amount", "language", "received", "accepted")
    list_select_related = ("court",)
    search_references = ("transaction_reference", "documents__reference__reference")
    search_number_keys = ("claim_reference_search", "batch_reference_search")
    search_name_keys = ("parties__name_en_search", "parties__name_zh_search", "parties__trading_as_search")
    search_help_text = _(
        "Case number, document or transaction reference number, the claimant's own references, or a party's name"
    )
    list_filter = ("court", "language")
    inlines = (PartyInline, DocumentInline, HearingInline)
    fields = (
        "number",
        "court",
        "case_type",
        "language",
        "kind_of_claim",
        "amount",
        "submitted",
        "received",
        "accepted",
        "filed_by",
        "transaction_reference",
        "batch_reference",
        "claim_reference",
    )

    def numbered(self, typed: str) -> list[Q]:
        """Also by the case number, with or without prefix, zeros and year."""
        return [*super().numbered(typed), *(_of_number(reading) for reading in readings(typed))]

    @admin.display(description=_("amount claimed"), ordering="amount_cents")
    def amount(self, case: Case) -> str:
        """The sum in dollars."""
        return dollars(case.amount_cents)

    @admin.display(description=_("kind of claim"), ordering="kind")
    def kind_of_claim(self, case: Case) -> str:
        """The kind in words."""
        return str(CLAIM_KINDS.get(case.kind, case.kind))

    @admin.display(description=_("submission date and time"))
    def submitted(self, case: Case) -> str:
        """When the submission was complete."""
        return _written(case.completed_at)

    @admin.display(description=_("deemed time of receipt"), ordering="deemed_at")
    def received(self, case: Case) -> str:
        """When the court takes it as received."""
        return _written(case.deemed_at)

    @admin.display(description=_("accepted"), ordering="accepted_at")
    def accepted(self, case: Case) -> str:
        """When the registry accepted the claim."""
        return _written(case.accepted_at)

    @admin.display(description=_("filer"))
    def filed_by(self, case: Case) -> str:
        """The person, and the organisation for which they acted (ORG-5)."""
        return f"{case.filer.user.name} ({case.filer.label})"

    def get_urls(self) -> list[URLPattern]:
        """Adds the addresses at which staff open a document of a case, and see to forms that cannot be sealed."""
        opened = path(
            "<int:case_id>/documents/<int:document_id>/<str:form>/",
            self.admin_site.admin_view(case_file),
            name="cases_case_file",
        )
        view = self.admin_site.admin_view
        return [
            opened,
            path("outstanding/", view(outstanding.outstanding), name="cases_outstanding"),
            path("outstanding/<int:document_id>/", view(outstanding.replace), name="cases_replace_paper"),
            path(
                "outstanding/<int:document_id>/again/", view(outstanding.try_again), name="cases_seal_again"
            ),
            *super().get_urls(),
        ]


def _of_number(reading: Reading) -> Q:
    wanted = Q(running_number=reading.n)
    if reading.year is not None:
        wanted &= Q(year=reading.year)
    if reading.prefix is not None:
        wanted &= Q(case_type__number_prefix=reading.prefix)
    return wanted


def _written(moment: datetime) -> str:
    return written_time(moment, get_language() or ENGLISH, seconds=True)


def _link(document: CaseDocument, form: str, words: str | Promise = "") -> SafeString:
    url = reverse("admin:cases_case_file", args=[document.case_id, document.pk, form])
    return format_html('<a href="{}">{}</a>', url, words or _("open"))
