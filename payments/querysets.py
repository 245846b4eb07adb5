"""Who reaches which payment, and which payments want looking after."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.rules import tokens
from payments.rules import limits
from payments.states import OPEN, PaymentState

if TYPE_CHECKING:
    from accounts.models import Account
    from payments.models import Payment


class PaymentQuerySet(models.QuerySet["Payment"]):
    def of_payer(self, account: Account) -> Self:
        """The payments that an account opened: nobody sees another's."""
        # By its key: `payer=None` would find every payment of people without an account.
        return self.filter(payer_id=account.pk)

    def of_link(self, token: str) -> Self:
        """The payment that a link opens, by the token of its address; none where the payment has a payer."""
        return self.filter(payer__isnull=True, capability_sha256=tokens.hash_of(token))

    def open_of(self, purpose: str, subject: str) -> Self:
        """The open payment of a subject: one at most (FEE-1)."""
        return self.filter(purpose=purpose, subject=subject, state__in=OPEN)

    def holding(self, purpose: str, subject: str) -> Self:
        """What keeps a subject from being changed or paid anew: an open payment, or one that bought it."""
        bought = Q(state=PaymentState.PAID, refund_reason="")
        return self.filter(Q(state__in=OPEN) | bought, purpose=purpose, subject=subject)

    def to_look_after(self, moment: datetime) -> Self:
        """Open payments that are overdue or silent, and closed ones that the bank may have taken after all.

        What was sent or asked later than now is silent too: the clock was put back since (F14).
        """
        silence = moment - timedelta(seconds=settings.PAYMENT_SILENCE_SECONDS)
        silent = Q(asked_at__isnull=True) | Q(asked_at__lte=silence) | Q(asked_at__gt=moment)
        long_silent = Q(asked_at__isnull=True) | Q(asked_at__lte=moment - limits.ASK_CLOSED_EVERY)
        never_sent = Q(state=PaymentState.CREATED, opened_at__lte=moment - limits.EXPIRES_AFTER)
        sent = Q(sent_at__lte=silence) | Q(sent_at__gt=moment)
        at_the_gateway = Q(state=PaymentState.SENT) & sent & silent
        being_asked = Q(state=PaymentState.UNKNOWN) & silent
        closed = Q(
            state__in=(PaymentState.FAILED, PaymentState.EXPIRED),
            sent_at__isnull=False,
            opened_at__gt=moment - limits.ASKED_FOR_UNTIL,
        )
        return self.filter(never_sent | at_the_gateway | being_asked | (closed & long_silent)).order_by(
            "opened_at"
        )
