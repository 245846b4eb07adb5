"""What gateways told us, kept as it came, and the sandbox bank's own ledger (PAY-3, PAY-4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from icms.lib import clock
from payments.models.payments import Payment
from payments.states import NoticeOutcome


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
