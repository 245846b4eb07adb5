"""Cases as they are: staff look at parties, documents and hearings, and change nothing by hand (REG-7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import roles
from cases.admin import outstanding, registering
from cases.codes import CLAIM_KINDS, PARTY_KINDS, PARTY_ROLES
from cases.models import Case, CaseDocument, Hearing, Party
from cases.rules.case_number import Reading, readings
from cases.states import CaseState
from cases.views.staff_files import case_file
from icms.kernel.admin import ReadOnly, ReadOnlyInline
from icms.kernel.registry_search import RegistrySearch
from icms.lib.language import ENGLISH
from icms.lib.money import dollars
from icms.lib.written_time import written_time

NOTHING = "–"


class PartyInline(ReadOnlyInline):
    """The parties as they are now."""

    model = Party
    fields: ClassVar[tuple[str, ...]] = (
        "position",
        "in_role",
        "as_kind",
        "name_en",
        "name_zh",
        "trading_as",
        "where",
    )
    readonly_fields: ClassVar[tuple[str, ...]] = ("in_role", "as_kind", "where")

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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        """Rows that no correction supersedes."""
        return Party.objects.current().prefetch_related("addresses")


class PastPartyInline(PartyInline):
    """What a correction superseded stays in the record beside it (REG-9)."""

    verbose_name_plural = _("parties before their correction")
    fields = (*PartyInline.fields, "corrected")
    readonly_fields = (*PartyInline.readonly_fields, "corrected")

    @admin.display(description=_("corrected"))
    def corrected(self, party: Party) -> str:
        """When, by which order and why the row was superseded."""
        after = party.superseded_by
        return f"{_written(after.corrected_at)} · {after.correction_order} · {after.correction_reason}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        """Rows that a correction supersedes."""
        past = Party.objects.filter(superseded_by__isnull=False)
        return past.select_related("superseded_by").prefetch_related("addresses")


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
            return NOTHING
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
    list_display = ("number", "court", "kind_of_claim", "amount", "language", "received", "accepted", "state")
    list_select_related = ("court",)
    search_references = ("transaction_reference", "documents__reference__reference")
    search_number_keys = ("number_search", "claim_reference_search", "batch_reference_search")
    search_name_keys = ("parties__name_en_search", "parties__name_zh_search", "parties__trading_as_search")
    search_help_text = _(
        "Case number, document or transaction reference number, the claimant's own references, or a party's name"
    )
    list_filter = ("court", "origin", "state", "language")
    inlines = (PartyInline, PastPartyInline, DocumentInline, HearingInline)
    fields = ("number", "court", "case_type", "origin", "state", "language", "accepted")
    # What a case has that came as a claim of a batch.
    fields_of_claims = (
        "kind_of_claim",
        "amount",
        "submitted",
        "received",
        "filed_by",
        "transaction_reference",
        "batch_reference",
        "claim_reference",
    )
    fields_of_endings = ("result", "ended")

    def get_fields(self, request: HttpRequest, obj: Case | None = None) -> tuple[str, ...]:
        """What a case of its origin and state has."""
        claimed = self.fields_of_claims if obj and obj.origin == Case.Origin.BULK_CLAIM else ()
        ended = self.fields_of_endings if obj and obj.state == CaseState.ENDED else ()
        return (*self.fields, *ended, *claimed)

    def get_inlines(self, request: HttpRequest, obj: Case | None = None) -> list[type[InlineModelAdmin]]:
        """Earlier entries of parties only where there are any."""
        past = obj is not None and obj.parties.filter(superseded_by__isnull=False).exists()
        return [inline for inline in self.inlines if past or inline is not PastPartyInline]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, with the way to register a case for those who may."""
        may = roles.may_register_cases(request.user)  # type: ignore[arg-type]
        return super().changelist_view(request, {**(extra_context or {}), "may_register": may})

    def numbered(self, typed: str) -> list[Q]:
        """Also by the case number, with or without prefix, zeros and year."""
        return [*super().numbered(typed), *(_of_number(reading) for reading in readings(typed))]

    @admin.display(description=_("amount claimed"), ordering="amount_cents")
    def amount(self, case: Case) -> str:
        """The sum in dollars."""
        return NOTHING if case.amount_cents is None else dollars(case.amount_cents)

    @admin.display(description=_("kind of claim"), ordering="kind")
    def kind_of_claim(self, case: Case) -> str:
        """The kind in words."""
        return str(CLAIM_KINDS.get(case.kind, case.kind) or NOTHING)

    @admin.display(description=_("submission date and time"))
    def submitted(self, case: Case) -> str:
        """When the submission was complete."""
        return _written(case.completed_at)

    @admin.display(description=_("deemed time of receipt"), ordering="deemed_at")
    def received(self, case: Case) -> str:
        """When the court takes it as received."""
        return _written(case.deemed_at)

    @admin.display(description=_("accepted or registered"), ordering="accepted_at")
    def accepted(self, case: Case) -> str:
        """When the case came to the record: the registry accepted a claim, or registered the case."""
        return _written(case.accepted_at)

    @admin.display(description=_("ended"))
    def ended(self, case: Case) -> str:
        """When the case ended."""
        return _written(case.ended_at)

    @admin.display(description=_("filer"))
    def filed_by(self, case: Case) -> str:
        """The person, and the organisation for which they acted (ORG-5)."""
        return f"{case.filer.user.name} ({case.filer.label})" if case.filer else NOTHING

    def get_urls(self) -> list[URLPattern]:
        """Adds the pages on which staff open a document, register a case, and see to forms that cannot be sealed."""
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
            path("register/", view(registering.choose), name="cases_register"),
            path("register/<slug:code>/", view(registering.register), name="cases_register_case"),
            *super().get_urls(),
        ]


def _of_number(reading: Reading) -> Q:
    wanted = Q(running_number=reading.n)
    if reading.year is not None:
        wanted &= Q(year=reading.year)
    if reading.prefix is not None:
        wanted &= Q(case_type__number_prefix=reading.prefix)
    return wanted


def _written(moment: datetime | None) -> str:
    return written_time(moment, get_language() or ENGLISH, seconds=True) if moment else NOTHING


def _link(document: CaseDocument, form: str, words: str | Promise = "") -> SafeString:
    url = reverse("admin:cases_case_file", args=[document.case_id, document.pk, form])
    return format_html('<a href="{}">{}</a>', url, words or _("open"))
