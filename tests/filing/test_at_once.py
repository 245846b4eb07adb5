"""Two tabs at the same moment, on two connections: one batch, one payment, one limit (BLK-2, BLK-11)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from filing import transitions
from filing.models import Acknowledgement, Submission
from filing.rules import limits
from icms.files.models import StoredFile
from icms.lib.errors import Refused
from messaging.models import Message
from payments.models import Payment
from tests.files import makers
from tests.filing import stage

pytestmark = [pytest.mark.usefixtures("scene"), pytest.mark.concurrency]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, or its refusal."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=20)
            return act()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_tabs_that_declare_at_once_get_one_payment():
    submission = stage.prepared()
    results = at_once(*[lambda: stage.declared(submission)] * 4)
    assert Payment.objects.count() == 1
    assert {payment.reference for payment in results} == {Payment.objects.get().reference}


def test_two_tabs_that_import_the_same_batch_at_once_make_one_preparation():
    results = at_once(
        *[lambda: transitions.import_batch(stage.batch(), into=None, court=stage.court(), by=stage.account())]
        * 3
    )
    assert Submission.objects.count() == 1
    assert {submission.pk for submission in results} == {Submission.objects.get().pk}
    assert Submission.objects.get().batch.claims.count() == 21


def test_two_notices_at_once_acknowledge_once():
    payment = stage.declared(stage.prepared())
    at_once(*[lambda: stage.settle(Payment.objects.get(pk=payment.pk), gateway_reference="GW-1")] * 3)
    assert Acknowledgement.objects.count() == 1
    assert Message.objects.count() == 1
    assert Payment.objects.get().refund_reason == ""


def test_two_parts_at_once_cannot_pass_the_limit_together():
    submission = stage.prepared(with_forms=False)
    stage.receive(submission, [("a.pdf", makers.pdf(text="a"))])
    one, two = makers.pdf(text="b"), makers.pdf(text="c")
    StoredFile.objects.update(size=limits.SUBMISSION_BYTES_MAX - len(one))
    results = at_once(
        lambda: stage.receive(submission, [("b.pdf", one)]),
        lambda: stage.receive(submission, [("c.pdf", two)]),
    )
    assert results.count("submission_too_large") == 1
    assert submission.uploads.count() == 2


def test_a_discard_and_a_declaration_at_once_leave_one_of_the_two():
    submission = stage.prepared()

    def discard() -> str:
        transitions.discard(submission.pk, by=stage.account())
        return "discarded"

    def declare() -> Any:
        try:
            return stage.declared(submission)
        except Submission.DoesNotExist:
            return "gone"

    declared, discarded = at_once(declare, discard)
    if discarded == "discarded":
        assert declared == "gone"
        assert not Payment.objects.exists()
    else:
        assert discarded == "submission_being_paid"
        assert Submission.objects.get().batch.claims.count() == 21
