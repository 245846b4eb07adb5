"""F3: the web server dies in the middle of an upload, or after it has done what nobody was told of."""

from __future__ import annotations

import pytest

from filing.models import Submission, Upload
from icms.files.sweep import DAY, sweep
from payments.models import Payment
from tests.faults.scenes import LATE, Scenes
from tests.faults.slowly import HalfSent, arriving
from tests.faults.visitor import NoAnswer


def test_an_upload_that_is_cut_in_the_middle_leaves_nothing_visible_and_can_be_sent_again(scenes: Scenes):
    """F3: kill -9 of the web server and all its workers while half of a 4 MB file has come."""
    batch, stack, filer = scenes.begun(), scenes.stack, scenes.filer
    with stack.database():
        before = list(Upload.objects.order_by("pk").values_list("name", "file__sha256"))
        upload = HalfSent(filer, batch, scenes.files[-1][0], b"%PDF-1.4\n" + bytes(4_000_000))
        stack.web.kill()
        upload.cut()
        stack.web.start()
        assert list(Upload.objects.order_by("pk").values_list("name", "file__sha256")) == before
        assert len(arriving()) == 1
        assert sweep(DAY).temporary == 0  # it may still be on its way
        assert sweep(DAY * 0).temporary == 1
    assert filer.upload(batch, scenes.files[-LATE:]).status == 200
    filer.file(batch)
    stack.come_to_rest(60)
    stack.check()


def test_a_declaration_whose_answer_was_lost_gives_the_same_payment_again(scenes: Scenes):
    """F3: kill -9 of the web process after the declaration is committed and before it is answered."""
    batch, stack, filer = scenes.ready(), scenes.stack, scenes.filer
    path, fields = filer.declaration(batch)
    stack.plan("declare.committed")
    with pytest.raises(NoAnswer):
        filer.post(path, fields)
    answers = {filer.post(path, fields).location for _ in range(2)}
    assert stack.fired("declare.committed") == 1
    with stack.database():
        payment = Payment.objects.get()
    assert answers == {f"/payments/{payment.reference}/"}
    batch.payment = payment.reference
    filer.pay(batch)
    filer.wait_for_acknowledgement(batch)
    stack.come_to_rest(60)
    stack.check()


def test_a_settlement_whose_answer_was_lost_gives_the_same_reference_again(scenes: Scenes):
    """F3: kill -9 of the web process after the settlement is committed and before the bank is answered."""
    batch, stack, filer = scenes.ready(), scenes.stack, scenes.filer
    filer.declare(batch)
    approval = filer.decision(batch)
    filer.log.write("pays", payment=batch.payment, submission=batch.submission, cents=batch.cents)
    stack.plan("notice.heeded")
    try:
        filer.post(*approval)
    except NoAnswer:
        filer.log.write("waits", payment=batch.payment)
    filer.wait_for_acknowledgement(batch)
    first = batch.reference
    assert filer.post(*approval).location.startswith(f"/payments/{batch.payment}/return/")
    filer.wait_for_acknowledgement(batch)
    assert batch.reference == first
    assert stack.fired("notice.heeded") == 1
    stack.come_to_rest(60)
    with stack.database():
        assert Submission.objects.filter(reference__isnull=False).count() == 1
    stack.check()
