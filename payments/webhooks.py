"""The door for the gateway's server: a notice is kept as it came, verified, then heeded (PAY-3, PAY-4)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from icms.kernel.crash_points import crash
from icms.lib import clock
from payments import evidence, gateways, news
from payments.gateways.base import GatewayError, NoticeForged, NoticeNotUnderstood
from payments.gateways.paydollar import BODY_BYTES_MAX
from payments.models import Payment
from payments.states import NoticeOutcome

# Anything but OK makes the gateway send again; what it cannot mend by that is told as its own fault.
ANSWERS = {
    NoticeOutcome.FORGED: (403, "signature does not match"),
    NoticeOutcome.UNREADABLE: (400, "not a notice"),
    NoticeOutcome.NO_PAYMENT: (404, "no such payment"),
    NoticeOutcome.AMOUNT_DIFFERS: (409, "amount or currency differs"),
    NoticeOutcome.REFERENCE_USED: (409, "reference of another payment"),
}


@csrf_exempt
@require_POST
def notice(request: HttpRequest) -> HttpResponse:
    """A notice of the current gateway. OK also for one that was known; 4xx, and no change, for what is not true.

    A fault of ours is a 500: the gateway sends again, and the notice is in the list as "being looked at".
    """
    received_at = clock.now()
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_BYTES_MAX:
        return HttpResponse("too long", status=413, content_type="text/plain")
    status, words = ANSWERS.get(_take(request.body, received_at), (200, "OK"))
    return HttpResponse(words, status=status, content_type="text/plain")


def _take(body: bytes, received_at: datetime) -> NoticeOutcome:
    gateway = gateways.current()
    try:
        told = gateway.read_notice(body)
    except NoticeNotUnderstood:
        evidence.keep(gateway.name, body, NoticeOutcome.UNREADABLE, received_at=received_at)
        return NoticeOutcome.UNREADABLE
    except GatewayError as fault:
        forged = isinstance(fault, NoticeForged)
        outcome = NoticeOutcome.FORGED if forged else NoticeOutcome.UNREADABLE
        evidence.keep_unsigned(gateway.name, body, outcome, received_at=received_at)
        return outcome
    kept = evidence.keep(gateway.name, body, received_at=received_at)
    crash("notice.kept")
    kept.payment = Payment.objects.filter(reference=told.reference).first()
    kept.outcome = news.heed(told, kept.payment, received_at=received_at, by=news.GATEWAY)
    crash("notice.heeded")
    kept.save(update_fields=["payment", "outcome"])
    return kept.outcome
