"""What the acts prevent the database refuses too: each of these happens once, whoever writes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, models, transaction

from filing.models import Decision, RejectionReason, Submission
from messaging.models import Message
from tests.filing import stage

pytestmark = pytest.mark.django_db(transaction=True)


def again(row: models.Model, **other: object) -> Callable[[], None]:
    """The same row once more, but for what is given."""

    def write() -> None:
        row.pk = None
        for name, value in other.items():
            setattr(row, name, value)
        row.save(force_insert=True)

    return write


def refused_by(key: str, write: Callable[[], None]) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    assert key in str(refusal.value) or "UNIQUE" in str(refusal.value)


def test_a_second_open_payment_of_a_submission_is_refused():
    stage.load()
    payment = stage.declared(stage.prepared())
    refused_by("payment_open_once_for_its_subject", again(payment, reference="PY26-OTHER"))


def another_batch(submission: Submission) -> Callable[[], None]:
    """A preparation of its own with the batch of another."""

    def write() -> None:
        batch = submission.batch
        submission.pk = None
        submission.save(force_insert=True)
        batch.submission = submission
        batch.save(force_insert=True)

    return write


def test_a_second_preparation_of_a_batch_is_refused():
    stage.load()
    submission = stage.prepared(with_forms=False)
    refused_by("batch_once_for_organisation", another_batch(submission))


def test_a_second_message_of_an_event_is_refused():
    stage.load()
    stage.submitted()
    refused_by("message_once_for_account_and_event", again(Message.objects.get()))


def test_a_second_decision_on_a_claim_is_refused():
    stage.load()
    claim = stage.submitted().batch.claims.get(position=1)
    decision = Decision(
        claim=claim,
        officer=claim.batch.submission.filer.user,
        act=Decision.Act.REJECT,
        reason=RejectionReason.objects.first(),
        text="Not signed.",
        decided_at=claim.batch.submission.completed_at,
    )
    decision.save()
    refused_by("claim_id", again(decision))
