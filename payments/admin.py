"""Fees and means as dated rows that staff edit; payments, notices and refunds as they are (REG-5, REG-7)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from icms.kernel import audit
from icms.kernel.admin import ReadOnly, ReadOnlyInline
from icms.kernel.registry_search import RegistrySearch
from icms.lib.money import dollars
from payments import labels
from payments.models import (
    Concession,
    FeeBand,
    FeeItem,
    GatewayNotice,
    MeansOfPayment,
    Payment,
    PaymentLine,
    Refund,
)

# Names under which the payer of a payment is printed.
PAYER = [
    "payer__organisation__name_en_search",
    "payer__organisation__name_zh_search",
    "payer__user__name_en_search",
    "payer__user__name_zh_search",
]


class DatedAdmin(admin.ModelAdmin):
    """Rows that hold from a day: changed by notice of the court, ended by a last day, never deleted.

    Payments that are open keep the lines they were opened with (FEE-1).
    """

    list_filter = ["court"]
    date_hierarchy = "valid_from"

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        changed = {name: form.cleaned_data.get(name) for name in form.changed_data}
        action = "changed" if change else "added"
        audit.record(f"{obj._meta.model_name}.{action}", obj, by=request.user, **changed)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(FeeBand)
class FeeBandAdmin(DatedAdmin):
    list_display = ["court", "up_to", "fee", "valid_from", "valid_to"]

    @admin.display(description=_("up to and including"), ordering="upper_cents")
    def up_to(self, band: FeeBand) -> str:
        return dollars(band.upper_cents)

    @admin.display(description=_("fee"), ordering="fee_cents")
    def fee(self, band: FeeBand) -> str:
        return dollars(band.fee_cents)


@admin.register(FeeItem)
class FeeItemAdmin(DatedAdmin):
    list_display = ["name", "court", "amount", "concession_eligible", "valid_from", "valid_to"]

    @admin.display(description=_("name"), ordering="code")
    def name(self, item: FeeItem) -> str:
        return item.name

    @admin.display(description=_("fee"), ordering="cents")
    def amount(self, item: FeeItem) -> Any:
        return _("to be set by the court") if item.cents is None else dollars(item.cents)


@admin.register(Concession)
class ConcessionAdmin(DatedAdmin):
    list_display = ["court", "percent", "valid_from", "valid_to"]


@admin.register(MeansOfPayment)
class MeansOfPaymentAdmin(DatedAdmin):
    list_display = ["name", "court", "per_item", "in_total", "valid_from", "valid_to"]

    @admin.display(description=_("name"), ordering="code")
    def name(self, means: MeansOfPayment) -> str:
        return means.name

    @admin.display(description=_("limit for each item"))
    def per_item(self, means: MeansOfPayment) -> Any:
        return _("none") if means.per_item_limit_cents is None else dollars(means.per_item_limit_cents)

    @admin.display(description=_("limit for the payment"))
    def in_total(self, means: MeansOfPayment) -> Any:
        return _("none") if means.total_limit_cents is None else dollars(means.total_limit_cents)


class PaymentLineInline(ReadOnlyInline):
    model = PaymentLine
    fields = ["item", "label", "quantity", "charged", "without_concession"]
    readonly_fields = ["item", "label", "quantity", "charged", "without_concession"]

    @admin.display(description=_("fee"))
    def label(self, line: PaymentLine) -> str:
        return line.label

    @admin.display(description=_("charged"))
    def charged(self, line: PaymentLine) -> str:
        return dollars(line.cents)

    @admin.display(description=_("without concession"))
    def without_concession(self, line: PaymentLine) -> str:
        return dollars(line.full_cents)


class PaymentList(ChangeList):
    """The payments of one page share the names of their means: one statement, however many payments."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        labels.share(self.result_list)


@admin.register(Payment)
class PaymentAdmin(RegistrySearch, ReadOnly):
    list_display = [
        "reference",
        "payer_label",
        "total",
        "means_label",
        "state",
        "opened_at",
        "received_at",
        "why_refund",
    ]
    list_filter = ["state", "court", "means"]
    list_select_related = ["payer__organisation", "payer__user"]
    search_references = ["reference"]
    search_name_keys = PAYER
    search_number_keys = ["gateway_reference_search"]
    search_help_text = _("Payment reference, the gateway's reference, or the payer's name")
    date_hierarchy = "opened_at"
    inlines = [PaymentLineInline]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PaymentList

    @admin.display(description=_("payer"), ordering="payer")
    def payer_label(self, payment: Payment) -> str:
        return payment.payer_label

    @admin.display(description=_("total"), ordering="total_cents")
    def total(self, payment: Payment) -> str:
        return dollars(payment.total_cents)

    @admin.display(description=_("means"), ordering="means")
    def means_label(self, payment: Payment) -> str:
        return payment.means_label

    @admin.display(description=_("refund due because"), ordering="refund_reason")
    def why_refund(self, payment: Payment) -> str:
        return labels.refund_reason(payment.refund_reason) if payment.refund_reason else ""


@admin.register(GatewayNotice)
class GatewayNoticeAdmin(RegistrySearch, ReadOnly):
    list_display = ["received_at", "source", "outcome", "times", "payment"]
    list_filter = ["outcome", "source"]
    list_select_related = ["payment"]
    search_references = ["payment__reference"]
    search_texts = ["body"]
    search_help_text = _("Payment reference, or words of the notice")
    date_hierarchy = "received_at"


@admin.register(Refund)
class RefundAdmin(RegistrySearch, ReadOnly):
    list_display = [
        "payment",
        "payer",
        "amount",
        "currency",
        "state",
        "why",
        "gateway_reference",
        "received_at",
    ]
    list_filter = ["state", "reason"]
    list_select_related = ["payment__payer__organisation", "payment__payer__user"]
    search_references = ["payment__reference"]
    search_name_keys = [f"payment__{key}" for key in PAYER]
    search_number_keys = ["gateway_reference_search"]
    search_help_text = _("Payment reference, the gateway's reference, or the payer's name")
    date_hierarchy = "received_at"

    @admin.display(description=_("payer"))
    def payer(self, refund: Refund) -> str:
        return refund.payment.payer_label

    @admin.display(description=_("amount"), ordering="cents")
    def amount(self, refund: Refund) -> str:
        # Without HK$: the bank may have taken another currency, which has a column of its own.
        return dollars(refund.cents).removeprefix("HK$")

    @admin.display(description=_("reason"), ordering="reason")
    def why(self, refund: Refund) -> str:
        return refund.reason_label
