"""What the courts' questions and answers promise about messages: A5, A41."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import HearingSession
from cases.seed import load_sessions
from filing.models import RejectionReason
from filing.transitions import decide
from icms.kernel import outbox
from icms.lib import clock
from messaging.models import Message
from tests import cast
from tests.filing.stage import Page

pytestmark = pytest.mark.usefixtures("people")


def words_of(email: str, message: Message) -> str:
    return Page(
        cast.browser(email).get(reverse("messaging:message", args=[message.pk])).content.decode()
    ).text


def test_a5_the_acknowledgement_lies_in_the_box_of_the_filer_with_number_and_time():
    """A5: an acknowledgement with the transaction reference number and the time goes to the message box at once."""
    submission = cast.submitted_submission()
    message = Message.objects.get()
    assert message.account == cast.account()
    words = words_of(cast.FILER, message)
    assert f"Transaction reference number: {submission.reference}" in words
    assert "Submission date and time: " in words
    assert "Deemed time of receipt: " in words
    assert "21 claims" in words


def test_a41_what_the_registry_decided_comes_to_the_message_box():
    """A41: accepted and rejected alike; documents are enclosed, and nothing is sent to anybody else."""
    submission = cast.submitted_submission()
    load_sessions()
    officer = cast.person(cast.OFFICER)
    session = HearingSession.objects.filter(starts_at__lt=clock.now() + timedelta(days=50)).latest(
        "starts_at"
    )
    reason = RejectionReason.objects.earliest("pk")
    decide.decide(submission.pk, [1], decide.Acceptance(session.pk), by=officer)
    decide.decide(submission.pk, [2], decide.Rejection(reason.pk, "Say which month."), by=officer)
    outbox.drain()
    accepted = Message.objects.get(template="claim_accepted")
    rejected = Message.objects.get(template="claim_rejected")
    assert accepted.account == rejected.account == cast.account()
    words = words_of(cast.FILER, accepted)
    assert "accepted as case SCTC 000001/" in words
    assert "Hearing: " in words
    assert sorted(accepted.attachments.values_list("title", flat=True)) == ["form_1", "form_2", "form_3"]
    words = words_of(cast.FILER, rejected)
    assert reason.name_en in words
    assert "Say which month." in words
    assert "refund" in words
    assert not Message.objects.exclude(account=cast.account()).exists()
