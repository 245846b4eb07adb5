"""The rounds that find what notices did not bring (PAY-4)."""

from __future__ import annotations

import logging

from celery import shared_task

from icms.lib import clock
from payments import news
from payments.models import Payment

logger = logging.getLogger("icms.payments")

# One round asks for so many; the rest waits for the next minute.
ROUND = 200


@shared_task(name="payments.look_after", ignore_result=True)
def look_after_payments() -> int:
    """Looks after every payment that is overdue or silent; one that fails does not keep the others."""
    waiting = Payment.objects.to_look_after(clock.now()).values_list("reference", flat=True)[:ROUND]
    done = 0
    for reference in list(waiting):
        try:
            news.look_after(reference)
            done += 1
        except Exception:
            logger.exception("the payment %s could not be looked after", reference)
    return done
