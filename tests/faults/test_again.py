"""F11: whatever is sent twice is done once, and answered with the same reference."""

from __future__ import annotations

from filing.models import Submission
from payments.models import Payment, SandboxCapture
from tests.faults.crowd import at_once
from tests.faults.scenes import SEED, Scenes
from tests.filing import stage


def test_a_double_click_on_the_declaration_opens_one_payment(scenes: Scenes):
    """F11: the same declaration ten times at once, then once more when it is long open."""
    batch, filer = scenes.ready(), scenes.filer
    path, fields = filer.declaration(batch)
    answers = at_once([lambda: filer.post(path, fields)] * 10)
    answers.append(filer.post(path, fields))
    assert {answer.status for answer in answers} == {302}
    assert len({answer.location for answer in answers}) == 1
    with scenes.stack.database():
        batch.payment = Payment.objects.get().reference
    assert answers[0].location == f"/payments/{batch.payment}/"
    filer.pay(batch)
    filer.wait_for_acknowledgement(batch)
    scenes.stack.come_to_rest(60)
    scenes.stack.check()


def test_two_tabs_that_pay_at_once_pay_once_and_show_the_same_reference(scenes: Scenes):
    """F11: the same order approved five times at once at the bank, and the browser's retry afterwards."""
    batch, filer, stack = scenes.ready(), scenes.filer, scenes.stack
    filer.declare(batch)
    approval = filer.decision(batch)
    filer.log.write(
        "pays", payment=batch.payment, submission=batch.submission, cents=batch.cents, act="approve"
    )
    back = at_once([lambda: filer.post(*approval)] * 5)
    back.append(filer.post(*approval))
    assert len({answer.location for answer in back}) == 1
    filer.wait_for_acknowledgement(batch)
    ends = [filer.get(back[0].location).location for _ in range(2)]
    assert ends == [f"/sct/filing/submissions/{batch.submission}/acknowledgement/"] * 2
    stack.come_to_rest(60)
    with stack.database():
        assert SandboxCapture.objects.count() == 1
    stack.check()


def test_the_declaration_sent_again_after_the_submission_leads_to_its_acknowledgement(scenes: Scenes):
    """F11: the browser sends the form of the declaration again when everything is long submitted."""
    batch, filer = scenes.ready(), scenes.filer
    path, fields = filer.declaration(batch)
    filer.file(batch)
    first = batch.reference
    answer = filer.post(path, fields)
    assert answer.location == f"/sct/filing/submissions/{batch.submission}/acknowledgement/"
    assert filer.is_acknowledged(batch)
    assert batch.reference == first
    scenes.stack.come_to_rest(60)
    scenes.stack.check()


def test_the_same_batch_file_filed_again_is_answered_with_the_reference_it_has(scenes: Scenes):
    """F11: the XML file of a submitted batch is imported again."""
    batch, filer, stack = scenes.filed(), scenes.filer, scenes.stack
    fields = {**filer.get("/sct/filing/new/claims/").form("/sct/filing/new/claims/import/"), "act": "import"}
    file = ("file", "again.xml", stage.xml(batch.claims, SEED))
    answer = filer.send("/sct/filing/new/claims/import/", fields, [file])
    page = filer.get(answer.location) if answer.location else answer
    assert batch.reference in page.words()
    with stack.database():
        assert Submission.objects.count() == 1
    stack.check()
