"""What is due back to payers, from the day on which it is known to the day on which it is paid."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from icms.kernel.models import Searchable
from icms.lib.key_fields import NumberKeyField
from icms.lib.money import dollars
from payments import labels
from payments.models.payments import CURRENCY, Payment
from payments.states import RefundState


class Refund(Searchable):
    """Money that is due back: a gateway took it and it bought nothing (PAY-4, RFD-1).

    `cents` are of `currency`, which is the bank's and may be another than was asked for.
    """

    payment = models.ForeignKey(
        Payment, verbose_name=_("payment"), on_delete=models.PROTECT, related_name="refunds"
    )
    state = models.CharField(_("state"), max_length=20, choices=RefundState.choices, default=RefundState.DUE)
    gateway_reference = models.CharField(_("gateway's reference"), max_length=60)
    gateway_reference_search = NumberKeyField(_("reference as it is searched"), of="gateway_reference")
    cents = models.PositiveIntegerField(_("amount (cents)"))
    currency = models.CharField(_("currency"), max_length=3, default=CURRENCY)
    reason = models.CharField(_("reason"), max_length=40)
    received_at = models.DateTimeField(_("settlement received"))

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["state", "received_at"], name="refund_by_state_and_receipt")]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "gateway_reference"], name="refund_once_for_what_was_taken"
            )
        ]

    def __str__(self) -> str:
        return f"{self.payment} {self.gateway_reference}"

    @property
    def amount_label(self) -> str:
        """What the bank took, in its own currency: "HK$106.00", "USD 106.00"."""
        amount = dollars(self.cents)
        return amount if self.currency == CURRENCY else f"{self.currency} {amount.removeprefix('HK$')}"

    @property
    def reason_label(self) -> str:
        """Why the money is due, in the reader's language."""
        return labels.refund_reason(self.reason)
