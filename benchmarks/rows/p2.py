"""P2: from the bank's notice to the committed acknowledgement of 99 claims."""

from __future__ import annotations

import http.client
import statistics
import time
from urllib.parse import urlencode

from benchmarks.ground import Ground
from benchmarks.limits.settle import Twin, taken_down
from benchmarks.measure import Line, Rounds, p95, timed
from icms.lib import clock
from payments.models import Payment
from payments.transitions import settlement
from tests.filing import stage
from tests.payments import bench as bank

GOAL, P95_SECONDS, GROWTH = 2.0, 0.1, 3.3
NOTICES, WARM_UP = 20, 4  # a new web process reads its code at its first notice
BELL_SECONDS = 0.02  # the bell's thread must take nothing from what is timed next
PEER = "bulk_create of the rows 3.1-3.3; pretix 40-65 (99 positions; measured 2026-11-22)"


def measure(ground: Ground) -> list[Line]:
    """`settle` against its own writes, its growth with the claims, and the notice over HTTP."""
    scale = ground.scale
    with ground.database():
        many = [_declared(ground, scale.claims) for _ in range(scale.warm_up + scale.rounds)]
        few = [_declared(ground, scale.fewer) for _ in range(scale.rounds)]
        notices = [_declared(ground, scale.claims) for _ in range(WARM_UP + min(NOTICES, 3 * scale.rounds))]
        ground.come_to_rest()
    ground.hush()
    twin = ground.twin()
    with ground.database():
        rounds = Rounds.of([_settle(payment, twin) for payment in many][scale.warm_up :])
        fewer = Rounds.of([_settle(payment, twin) for payment in few])
        growth = statistics.median(rounds.project) / statistics.median(fewer.project)
    twin.close()
    # The jobs that follow an acknowledgement are another row: the workers would take this one's processors.
    ground.wake_all_but_the_workers()
    with ground.database():
        times = [timed(lambda payment=payment: _notify(ground, payment)) for payment in notices]
        slow = p95(times[WARM_UP:])
        ground.stack.worker.start()
        ground.come_to_rest()
    return [
        rounds.line("P2 settlement to acknowledgement, 99 claims", ground.parts, goal=GOAL, peer=PEER),
        Line(
            "P2 the bank's notice over HTTP, p95",
            ground.parts,
            slow * 1000,
            P95_SECONDS * 1000,
            "",
            unit="ms",
        ),
        Line("P2 growth from 33 to 99 claims", ground.parts, growth, GROWTH, ""),
    ]


def _declared(ground: Ground, claims: int) -> Payment:
    return stage.declared(stage.prepared(claims, ground.seed()))


def settle(payment: Payment) -> None:
    """The act of the row."""
    moment = clock.now()
    settled = settlement.settle(
        payment.reference,
        received_at=moment,
        gateway_reference=f"GW-{payment.reference}",
        gateway_at=moment,
        brand="visa",
        amount_cents=payment.total_cents,
        currency="HKD",
        by=stage.GATEWAY,
    )
    assert settled.refund_reason == ""


def _settle(payment: Payment, twin: Twin) -> tuple[float, float]:
    payment.refresh_from_db()
    with taken_down() as writes:
        ours = timed(lambda: settle(payment))
    time.sleep(BELL_SECONDS)
    return ours, timed(lambda: twin.write(writes))


def _notify(ground: Ground, payment: Payment) -> None:
    body = urlencode(bank.notice(payment, PayRef=f"SB-{payment.reference}"))
    line = http.client.HTTPConnection(ground.stack.url.removeprefix("http://"), timeout=30)
    line.request("POST", "/payments/notice/", body, {"Content-Type": "application/x-www-form-urlencoded"})
    answer = line.getresponse()
    assert answer.read() == b"OK"
    line.close()
