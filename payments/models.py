"""Fees as dated data, payments, and what gateways told us about them. All money is in HK$ cents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from icms.kernel.models import Dated, Named, Searchable
from icms.lib import clock
from icms.lib.key_fields import NumberKeyField
from payments import labels
from payments.querysets import PaymentQuerySet
from payments.states import OPEN, NoticeOutcome, PaymentState

CURRENCY = "HKD"


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        violation_error_message=_("The last day is before the first day. Give a later last day, or none."),
    )


class FeeBand(Dated):
    """The filing fee of a claim up to an amount (FEE-1)."""

    court = models.SlugField(_("court"))
    upper_cents = models.PositiveIntegerField(_("up to and including (cents)"))
    fee_cents = models.PositiveIntegerField(_("fee (cents)"))

    class Meta:
        verbose_name = _("fee band")
        verbose_name_plural = _("fee bands")
        ordering = ["court", "valid_from", "upper_cents"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "upper_cents", "valid_from"], name="band_once_from_a_day"
            ),
            _ends_after_it_begins("band_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.court} ≤ {self.upper_cents}: {self.fee_cents}"


class FeeItem(Named, Dated):
    """A fee that does not hang on the amount claimed; without a figure it is to be set by the court (FEE-2)."""

    court = models.SlugField(_("court"))
    code = models.SlugField(_("code"))
    cents = models.PositiveIntegerField(_("fee (cents)"), null=True, blank=True)
    concession_eligible = models.BooleanField(_("concession applies"))

    class Meta:
        verbose_name = _("fee item")
        verbose_name_plural = _("fee items")
        ordering = ["court", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["court", "code", "valid_from"], name="item_once_from_a_day"),
            _ends_after_it_begins("item_ends_after_it_begins"),
        ]


class Concession(Dated):
    """A period in which a court charges a share of an eligible item (FEE-1)."""

    court = models.SlugField(_("court"))
    percent = models.PositiveSmallIntegerField(_("percent charged"))

    class Meta:
        verbose_name = _("concession")
        verbose_name_plural = _("concessions")
        ordering = ["court", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["court", "valid_from"], name="concession_once_from_a_day"),
            models.CheckConstraint(
                name="concession_charges_a_share",
                condition=Q(percent__lte=100),
                violation_error_message=_("The share charged is at most 100 percent."),
            ),
            _ends_after_it_begins("concession_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.court} {self.percent} %"


class MeansOfPayment(Named, Dated):
    """A means of payment that a court takes, with its limits (PAY-1, PAY-2)."""

    court = models.SlugField(_("court"))
    code = models.SlugField(_("code"))
    per_item_limit_cents = models.PositiveIntegerField(
        _("limit for each item (cents)"), null=True, blank=True
    )
    total_limit_cents = models.PositiveIntegerField(_("limit for the payment (cents)"), null=True, blank=True)

    class Meta:
        verbose_name = _("means of payment")
        verbose_name_plural = _("means of payment")
        ordering = ["court", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["court", "code", "valid_from"], name="means_once_from_a_day"),
            _ends_after_it_begins("means_ends_after_it_begins"),
        ]


class Payment(Searchable):
    """One try to pay for one thing. Its lines are frozen when it is opened (FEE-1)."""

    reference = models.CharField(_("payment reference"), max_length=40, unique=True)
    purpose = models.CharField(_("purpose"), max_length=40)
    subject = models.CharField(_("subject"), max_length=60)
    # What the subject's version was when the payment was opened: only an unchanged subject can be completed (FEE-1).
    subject_version = models.PositiveIntegerField(_("version of the subject"), default=1)
    court = models.SlugField(_("court"))
    payer = models.ForeignKey(
        Account, verbose_name=_("payer"), on_delete=models.PROTECT, related_name="payments"
    )
    means = models.CharField(_("means"), max_length=20)
    state = models.CharField(
        _("state"), max_length=20, choices=PaymentState.choices, default=PaymentState.CREATED
    )
    total_cents = models.PositiveIntegerField(_("total (cents)"))
    gateway = models.CharField(_("gateway"), max_length=20)
    opened_at = models.DateTimeField(_("opened"))
    sent_at = models.DateTimeField(_("sent to the payment page"), null=True, blank=True)
    asked_at = models.DateTimeField(_("last asked for"), null=True, blank=True)
    # Arrival of the verified notice at our server: the completion time of what it pays for (TIM-2).
    received_at = models.DateTimeField(_("settlement received"), null=True, blank=True)
    gateway_at = models.DateTimeField(_("time by the gateway"), null=True, blank=True)
    gateway_reference = models.CharField(
        _("gateway's reference"), max_length=60, null=True, blank=True, unique=True
    )
    gateway_reference_search = NumberKeyField(_("reference as it is searched"), of="gateway_reference")
    brand = models.CharField(_("card or service"), max_length=20, blank=True)
    # Why the money bought nothing. What is due itself, second captures too, stands in RefundDue.
    refund_reason = models.CharField(_("refund due because"), max_length=40, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["state", "opened_at"], name="payment_by_state_and_opening")]
        constraints = [
            models.CheckConstraint(name="payment_is_of_something", condition=Q(total_cents__gt=0)),
            models.UniqueConstraint(
                fields=["purpose", "subject"],
                condition=Q(state__in=OPEN),
                name="payment_open_once_for_its_subject",
            ),
            models.CheckConstraint(
                name="payment_paid_has_receipt_time",
                condition=Q(state=PaymentState.PAID, received_at__isnull=False)
                | (~Q(state=PaymentState.PAID) & Q(received_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="payment_refund_only_of_paid", condition=Q(refund_reason="") | Q(state=PaymentState.PAID)
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether the payment can still be made: its subject cannot be edited meanwhile (FEE-1)."""
        return self.state in OPEN

    @property
    def means_label(self) -> str:
        """The means of payment in the reader's language."""
        return labels.means_label(self.means)

    @property
    def brand_label(self) -> str:
        """The card or service that the gateway named, as its owner writes it; "" while none is known."""
        return labels.brand_label(self.brand)


class PaymentLine(models.Model):
    """One fee of one item (a claim) of a payment, as charged and as it would be without concession."""

    payment = models.ForeignKey(
        Payment, verbose_name=_("payment"), on_delete=models.PROTECT, related_name="lines"
    )
    item = models.PositiveSmallIntegerField(_("item"))
    code = models.SlugField(_("fee"))
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    unit_cents = models.PositiveIntegerField(_("each (cents)"))
    cents = models.PositiveIntegerField(_("charged (cents)"))
    full_cents = models.PositiveIntegerField(_("without concession (cents)"))

    class Meta:
        verbose_name = _("payment line")
        verbose_name_plural = _("payment lines")
        ordering = ["payment", "item", "code"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "item", "code"], name="line_once_for_item_and_fee")
        ]

    def __str__(self) -> str:
        return f"{self.payment} {self.item} {self.code}"

    @property
    def label(self) -> str:
        """The fee's name in the reader's language."""
        return labels.fee_label(self.code)


class GatewayNotice(models.Model):
    """A notice or answer from a gateway, kept as it came, whatever became of it (PAY-4)."""

    payment = models.ForeignKey(
        Payment,
        verbose_name=_("payment"),
        on_delete=models.PROTECT,
        related_name="notices",
        null=True,
        blank=True,
    )
    received_at = models.DateTimeField(_("received"))
    source = models.CharField(_("source"), max_length=20)
    body = models.TextField(_("as it came"))
    outcome = models.CharField(
        _("outcome"), max_length=40, choices=NoticeOutcome.choices, default=NoticeOutcome.ARRIVED
    )
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("gateway notice")
        verbose_name_plural = _("gateway notices")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["received_at", "outcome"], name="notice_by_time_and_outcome")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "received_at"],
                condition=Q(outcome=NoticeOutcome.COUNTED),
                name="notice_counted_once_an_hour",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {clock.hk(self.received_at):%Y-%m-%d %H:%M:%S}"


class RefundDue(Searchable):
    """Money that a gateway took and that bought nothing: to be given back on written application (PAY-4, RFD-1)."""

    payment = models.ForeignKey(
        Payment, verbose_name=_("payment"), on_delete=models.PROTECT, related_name="refunds_due"
    )
    gateway_reference = models.CharField(_("gateway's reference"), max_length=60)
    gateway_reference_search = NumberKeyField(_("reference as it is searched"), of="gateway_reference")
    cents = models.PositiveIntegerField(_("amount (cents)"))
    currency = models.CharField(_("currency"), max_length=3, default=CURRENCY)
    reason = models.CharField(_("reason"), max_length=40)
    received_at = models.DateTimeField(_("settlement received"))

    class Meta:
        verbose_name = _("refund due")
        verbose_name_plural = _("refunds due")
        ordering = ["-received_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "gateway_reference"], name="refund_once_for_what_was_taken"
            )
        ]

    def __str__(self) -> str:
        return f"{self.payment} {self.gateway_reference}"

    @property
    def reason_label(self) -> str:
        """Why the money is due, in the reader's language."""
        return labels.refund_reason(self.reason)


class SandboxCapture(models.Model):
    """The sandbox bank's own ledger: what it would have taken. The portal learns of it by notice or query only."""

    order_reference = models.CharField(_("order reference"), max_length=40, unique=True)
    bank_reference = models.CharField(_("bank's reference"), max_length=40, unique=True)
    cents = models.PositiveIntegerField(_("amount (cents)"))
    currency = models.CharField(_("currency"), max_length=3)
    brand = models.CharField(_("card or service"), max_length=20)
    settles_at = models.DateTimeField(_("settles"))

    class Meta:
        verbose_name = _("capture of the sandbox")
        verbose_name_plural = _("captures of the sandbox")

    def __str__(self) -> str:
        return f"{self.order_reference} {self.bank_reference}"
