"""A settled payment submits, acknowledges and times, in one act (A5, A37 to A40; BLK-10, TIM-2, TIM-3)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Closure, Court, GeneralHoliday
from filing import transitions
from filing.models import Acknowledgement, Submission
from filing.states import ClaimState, SubmissionState
from icms.kernel import audit, outbox
from icms.kernel.models import AuditEvent, IssuedDocument, OutboxJob
from icms.lib import references
from icms.lib.clock import HONG_KONG
from messaging.models import Attachment, Message
from payments.models import Payment
from payments.states import PaymentState
from payments.transitions import orders
from tests.files import makers
from tests.filing import stage

pytestmark = pytest.mark.usefixtures("scene")


def hk(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HONG_KONG)


def settled_at(text: str) -> Submission:
    """A submission whose payment was opened a minute before it was settled at that Hong Kong time."""
    moment = hk(text)
    submission = stage.prepared()
    payment = stage.declared(submission)
    Payment.objects.filter(pk=payment.pk).update(opened_at=moment - timedelta(minutes=1))
    stage.settle(payment, received_at=moment)
    submission.refresh_from_db()
    return submission


@pytest.mark.parametrize(
    ("completed", "deemed"),
    [
        ("2026-09-21T10:00:00", "2026-09-21T10:00:00"),  # A37, example 1
        ("2026-09-21T19:00:00", "2026-09-22T08:45:00"),  # A37, example 2: Monday evening
        ("2026-09-21T17:30:00.900000", "2026-09-21T17:30:00"),
        ("2026-09-21T13:20:00", "2026-09-21T14:00:00"),  # lunch
        ("2026-09-19T10:00:00", "2026-09-21T08:45:00"),  # Saturday
        ("2026-09-30T18:00:00", "2026-10-02T08:45:00"),  # the National Day is a general holiday
    ],
)
def test_a37_the_deemed_time_follows_the_registrys_hours(completed: str, deemed: str):
    submission = settled_at(completed)
    assert submission.completed_at == hk(completed).replace(microsecond=0)
    assert submission.deemed_at == hk(deemed)


def test_a38_the_arrival_of_the_settlement_counts_and_not_the_start_of_the_submission():
    moment = hk("2026-09-21T17:30:01")
    submission = stage.prepared()
    payment = stage.declared(submission)
    Payment.objects.filter(pk=payment.pk).update(opened_at=hk("2026-09-21T17:20:00"))
    stage.settle(payment, received_at=moment)
    submission.refresh_from_db()
    assert submission.completed_at == moment
    assert submission.deemed_at == hk("2026-09-22T08:45:00")
    why = stage.browser().get(reverse("filing:why", args=["sct", submission.pk])).json()
    assert why["submitted_at"] == "2026-09-21T17:30:01+08:00"
    assert why["payment_time_by_gateway"] == "2026-09-21T17:29:58+08:00"
    assert why["reasons"][0]["code"] == "after_closing"


def test_a39_the_acknowledgement_shows_the_submission_date_and_time_at_once():
    submission = settled_at("2026-09-21T10:00:00")
    words = stage.page(stage.browser(), "acknowledgement", submission.pk)
    assert "Submission date and time Monday, 21 September 2026, 10:00:00" in words
    assert "Deemed time of receipt Monday, 21 September 2026, 10:00:00" in words
    assert "If the Registry opens then" not in words
    assert submission.reference in words
    assert references.is_wellformed(submission.reference)
    assert "Number of claims 21" in words


@pytest.mark.parametrize("kind", [Closure.Kind.GALE, Closure.Kind.BLACK_RAINSTORM])
def test_a40_in_a_closure_the_next_opening_counts(kind: str):
    Closure.objects.create(
        court=Court.objects.get(code="sct"),
        kind=kind,
        starts_at=hk("2026-09-21T11:00:00"),
        reopens_at=hk("2026-09-21T15:00:00"),
    )
    assert settled_at("2026-09-21T11:30:00").deemed_at == hk("2026-09-21T15:00:00")


def test_a40_while_a_closure_has_no_end_the_deemed_time_waits_and_the_page_says_so():
    Closure.objects.create(
        court=Court.objects.get(code="sct"), kind=Closure.Kind.GALE, starts_at=hk("2026-09-21T11:00:00")
    )
    submission = settled_at("2026-09-21T11:30:00")
    assert submission.state == SubmissionState.SUBMITTED
    assert submission.deemed_at is None
    words = stage.page(stage.browser(), "acknowledgement", submission.pk)
    assert "Fixed when the Registry reopens" in words
    assert stage.browser().get(reverse("filing:why", args=["sct", submission.pk])).json()["deemed_at"] is None


def test_a_year_without_holidays_makes_the_deemed_time_wait():
    GeneralHoliday.objects.filter(day__year=2026).delete()
    assert settled_at("2026-09-21T19:00:00").deemed_at is None


def test_a_deemed_time_that_lies_ahead_is_called_provisional():
    submission = stage.submitted()
    if submission.deemed_at == submission.completed_at:  # the suite runs while the registry is open
        Submission.objects.filter(pk=submission.pk).update(
            deemed_at=submission.completed_at + timedelta(days=1)
        )
    words = stage.page(stage.browser(), "acknowledgement", submission.pk)
    assert "If the Registry opens then" in words


def test_a5_acknowledgement_reference_and_message_are_written_with_the_payment():
    submission = stage.submitted()
    message = Message.objects.get(account=submission.filer)
    assert message.template == "submission_acknowledged"
    assert message.params["reference"] == submission.reference
    assert message.params["claims"] == 21
    assert message.params["total_cents"] == Payment.objects.get().total_cents
    assert Acknowledgement.objects.get().submission == submission
    assert submission.batch.claims.filter(state=ClaimState.SUBMITTED).count() == 21
    assert OutboxJob.objects.get(topic="submission.completed").payload == {"submission": submission.pk}


def test_a5_the_pdf_follows_and_is_enclosed_once_however_often_the_job_runs():
    submission = stage.submitted()
    client = stage.browser()
    assert client.get(reverse("filing:pdf", args=["sct", submission.pk])).status_code == 404
    assert "is being made" in stage.page(client, "document", submission.pk)
    assert outbox.drain() == 1
    OutboxJob.objects.update(done_at=None, leased_until=None)
    assert outbox.drain() == 1
    answer = client.get(reverse("filing:pdf", args=["sct", submission.pk]))
    data = b"".join(answer.streaming_content)
    assert data.startswith(b"%PDF-")
    assert submission.reference in answer["Content-Disposition"]
    document = IssuedDocument.objects.get()
    assert document.kind == "acknowledgement"
    assert Attachment.objects.get().reference == document.reference
    assert document.reference in stage.page(client, "document", submission.pk)


def test_a6_the_acknowledgement_says_that_no_paper_copy_is_needed():
    words = stage.page(stage.browser(), "acknowledgement", stage.submitted().pk)
    assert "No paper copy is needed" in words
    assert "cannot be withdrawn" in words


def test_the_acknowledgement_is_a_link_of_the_audit_chain():
    submission = stage.submitted()
    link = AuditEvent.objects.get(action="submission.acknowledged")
    assert json.loads(link.data)["reference"] == submission.reference
    assert json.loads(link.data)["person"].startswith("Chan Mei Ling")
    assert list(audit.breaks(AuditEvent.objects.all())) == []


def test_the_act_needs_at_most_17_statements_for_21_and_for_99_claims():
    counts = []
    stage.submitted(21, 20)  # the first of a day makes its rows of numbers
    for claims, seed in ((21, 21), (99, 22)):
        payment = stage.declared(stage.prepared(claims, seed))
        moment = stage.last_open_moment()
        with CaptureQueriesContext(connection) as queries:
            stage.settle(payment, received_at=moment)
        own = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        counts.append(len([each for each in queries.captured_queries if not each["sql"].startswith(own)]))
    assert counts[0] == counts[1]
    # One statement is the test's own re-reading of the payment.
    assert counts[0] - 1 <= 17, counts


def test_the_same_notice_again_changes_nothing():
    submission = stage.submitted()
    before = (submission.reference, submission.completed_at, AuditEvent.objects.count())
    stage.settle(Payment.objects.get())
    submission.refresh_from_db()
    assert (submission.reference, submission.completed_at) == before[:2]
    assert Message.objects.count() == 1
    assert Acknowledgement.objects.count() == 1


def test_a_submission_that_changed_since_the_payment_was_opened_is_not_filed_and_the_money_is_due_back():
    submission = stage.prepared()
    payment = stage.declared(submission)
    orders.expire(payment.reference, by=stage.GATEWAY)
    stage.receive(submission, [("letter.pdf", makers.pdf(text="letter"))])
    paid = stage.settle(payment)
    submission.refresh_from_db()
    assert paid.refund_reason == "submission_changed"
    assert submission.state == SubmissionState.PREPARING
    assert not Acknowledgement.objects.exists()


def test_a_late_settlement_of_an_unchanged_submission_still_files():
    submission = stage.prepared()
    payment = stage.declared(submission)
    orders.expire(payment.reference, by=stage.GATEWAY)
    assert stage.settle(payment).refund_reason == ""
    submission.refresh_from_db()
    assert submission.state == SubmissionState.SUBMITTED


def test_two_payments_for_one_submission_file_once_and_the_second_is_due_back():
    submission = stage.prepared()
    first = stage.declared(submission)
    orders.expire(first.reference, by=stage.GATEWAY)
    submission.refresh_from_db()
    second = stage.declared(submission)
    stage.settle(first)
    assert stage.settle(second).refund_reason == "already_submitted"
    submission.refresh_from_db()
    assert Acknowledgement.objects.get().payment == first
    assert Payment.objects.filter(state=PaymentState.PAID).count() == 2


def test_the_money_for_a_discarded_preparation_is_due_back():
    submission = stage.prepared()
    payment = stage.declared(submission)
    orders.expire(payment.reference, by=stage.GATEWAY)
    transitions.discard(submission.pk, by=stage.account())
    assert stage.settle(payment).refund_reason == "submission_changed"


def test_an_act_that_fails_at_its_last_step_leaves_nothing_half_made(monkeypatch):
    submission = stage.prepared()
    payment = stage.declared(submission)

    def fail(*_args, **_kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(audit, "record_many", fail)
    with pytest.raises(OSError, match="the disk is full"):
        stage.settle(payment)
    submission.refresh_from_db()
    payment.refresh_from_db()
    assert submission.state == SubmissionState.PAYING
    assert payment.state == PaymentState.CREATED
    assert not Message.objects.exists()
    assert not Acknowledgement.objects.exists()


def test_transaction_references_of_a_day_are_numbered_without_gaps():
    first, second = stage.submitted(21, 1), stage.submitted(21, 2)
    assert int(second.reference.split("-")[1]) == int(first.reference.split("-")[1]) + 1


def test_the_list_and_the_timeline_tell_where_a_submission_stands():
    submission = stage.submitted()
    client = stage.browser()
    assert submission.reference in stage.page(client, "submissions")
    words = stage.page(client, "submission", submission.pk)
    assert "Submitted and acknowledged" in words
    assert "Declared as true and complete" in words
    assert "With the Registry" in words
    assert "No submissions yet" in stage.page(stage.browser(stage.COLLEAGUE), "submissions")
