"""F8: the bank's notices come twice, at once, early, or not at all; one capture is one submission."""

from __future__ import annotations

from collections import Counter

import pytest

from payments.models import GatewayNotice, Payment, Refund
from payments.states import PaymentState
from tests.faults import bank
from tests.faults.crowd import at_once, seconds
from tests.faults.scenes import Scenes
from tests.faults.stack import SILENCE, SWEEP

SLACK = 6.0  # seconds for a worker of a busy machine to come to it
FORGERIES = {
    "amount": {"Amt": "1.00"},
    "currency": {"Cur": "156"},
    "reference": {"PayRef": "SB000000000001"},
    "another payment": {"Ref": "PY26-AAAA-AAAA-A"},
    "no signature": {"secureHash": ""},
    "a guessed signature": {"secureHash": "0" * 64},
}


@pytest.mark.parametrize("times", [2, 50])
def test_notices_that_come_again_and_all_at_once_make_one_submission(scenes: Scenes, times: int):
    """F8: the same signed notice twice, and fifty times in the same moment."""
    batch, stack, filer = scenes.ready(), scenes.stack, scenes.filer
    stack.beat.stop()  # nobody asks the bank meanwhile
    feed = bank.taken_in_silence(stack, filer, batch)
    answers = at_once([lambda: bank.send(filer, feed)] * times)
    assert {(answer.status, answer.text) for answer in answers} == {(200, "OK")}
    filer.wait_for_acknowledgement(batch)
    stack.come_to_rest(60)
    with stack.database():
        heeded = Counter(GatewayNotice.objects.values_list("outcome", flat=True))
        assert not Refund.objects.exists()
    assert heeded["settled"] >= 1
    assert heeded["settled"] + heeded["repeated"] == times
    stack.check()


def test_a_notice_that_comes_before_the_browser_returns_shows_it_the_acknowledgement(scenes: Scenes):
    """F8: the notice arrives while the payer is still on the bank's page."""
    batch, stack, filer = scenes.ready(), scenes.stack, scenes.filer
    stack.beat.stop()
    feed = bank.taken_in_silence(stack, filer, batch)
    assert bank.send(filer, feed).status == 200
    back = filer.get(f"/payments/{batch.payment}/return/?came_back=paid")
    assert back.location == f"/sct/filing/submissions/{batch.submission}/acknowledgement/"
    filer.wait_for_acknowledgement(batch)
    stack.come_to_rest(60)
    stack.check()


def test_forged_and_replayed_notices_are_refused_kept_and_change_nothing(scenes: Scenes):
    """F9: a signed notice with another amount, currency, reference, payment, signature or merchant; a replay."""
    batch, stack, filer = scenes.ready(), scenes.stack, scenes.filer
    stack.beat.stop()
    feed = bank.taken_in_silence(stack, filer, batch)
    statuses = {what: bank.send(filer, {**feed, **changed}).status for what, changed in FORGERIES.items()}
    statuses["another merchant"] = bank.send(filer, bank.signed(stack, feed, "another merchant's")).status
    assert statuses == dict.fromkeys(statuses, 403)
    replayed = bank.signed(stack, {**feed, "Ref": "PY26-AAAA-AAAA-A"})
    assert bank.send(filer, replayed).status == 404
    with stack.database():
        assert Payment.objects.get().state == PaymentState.SENT
        kept = Counter(GatewayNotice.objects.values_list("outcome", flat=True))
    assert kept == {"forged": len(statuses), "no_payment": 1}
    assert not filer.is_acknowledged(batch)
    assert bank.send(filer, feed).status == 200
    filer.wait_for_acknowledgement(batch)
    stack.come_to_rest(60)
    stack.check()


def test_money_of_which_no_notice_comes_completes_within_one_round(scenes: Scenes):
    """F10: the bank takes the money and never says so; beat's round asks it."""
    batch, stack, filer = scenes.ready(), scenes.stack, scenes.filer
    bank.taken_in_silence(stack, filer, batch)
    took = seconds(lambda: filer.wait_for_acknowledgement(batch, 60))
    assert took < SILENCE + 2 * SWEEP + SLACK
    stack.come_to_rest(60)
    stack.check()
