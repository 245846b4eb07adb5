"""Payments and their lines. All money is in HK$ cents."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from icms.kernel.models import Searchable
from icms.lib import clock
from icms.lib.key_fields import NumberKeyField
from payments import labels
from payments.querysets import PaymentQuerySet
from payments.states import OPEN, PaymentState

CURRENCY = "HKD"


class Payment(Searchable):
    """One try to pay for one thing. Its lines are frozen when it is opened (FEE-1).

    It has a payer, or a capability: a secret link that stands for a person without an account (PAY-1, INS-3).
    """

    reference = models.CharField(_("payment reference"), max_length=40, unique=True)
    purpose = models.CharField(_("purpose"), max_length=40)
    subject = models.CharField(_("subject"), max_length=60)
    # What the subject's version was when the payment was opened: only an unchanged subject can be completed (FEE-1).
    subject_version = models.PositiveIntegerField(_("version of the subject"), default=1)
    court = models.SlugField(_("court"))
    payer = models.ForeignKey(
        Account,
        verbose_name=_("payer"),
        on_delete=models.PROTECT,
        related_name="payments",
        null=True,
        blank=True,
    )
    # The hash of the link's token; the token itself is shown once and kept nowhere.
    capability_sha256 = models.CharField(
        _("SHA-256 of the link"), max_length=64, null=True, blank=True, unique=True, editable=False
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
    # Why the money bought nothing. What is due itself, second captures too, stands in Refund.
    refund_reason = models.CharField(_("refund due because"), max_length=40, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["state", "opened_at"], name="payment_by_state_and_opening")]
        constraints = [
            models.CheckConstraint(name="payment_is_of_something", condition=Q(total_cents__gt=0)),
            models.CheckConstraint(
                name="payment_has_exactly_one_of_payer_or_capability",
                condition=Q(payer__isnull=False, capability_sha256__isnull=True)
                | Q(payer__isnull=True, capability_sha256__isnull=False),
            ),
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
    def opened_on(self) -> date:
        """The Hong Kong day whose fees and means hold for this payment (FEE-1)."""
        return clock.hk(self.opened_at).date()

    @property
    def payer_label(self) -> str:
        """Who pays, as staff read it; a payer without an account has no name here."""
        return str(self.payer) if self.payer else gettext("A person without an account")

    @cached_property
    def names(self) -> labels.Names:
        """The names of this court's fees and means; a list of payments shares one (`labels.share`)."""
        return labels.Names(self.court)

    @property
    def means_label(self) -> str:
        """The means of payment in the reader's language, as its court's row of that day names it."""
        return self.names.means(self.court, self.means, self.opened_on)

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
        """The fee's name in the reader's language, as its court's row of that day names it."""
        return self.payment.names.fee(self.payment.court, self.code, self.payment.opened_on)
