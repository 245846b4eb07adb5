"""The whole flow as a browser without script meets it: import, forms, review, declare, pay, acknowledgement (A10)."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from cases.models import HearingSession
from filing.models import Submission
from filing.states import ClaimState, SubmissionState
from icms.kernel import outbox
from messaging.models import Attachment, Message
from payments.models import Payment
from tests.filing import stage

pytestmark = pytest.mark.usefixtures("scene")


def test_a10_from_the_xml_file_to_the_acknowledgement():
    client = stage.browser()
    words = stage.page(client, "commence")
    for step in ("Small Claims Tribunal", "e-Filing", "Send documents", "Commence new case"):
        assert step in words

    answer = client.post(
        reverse("filing:import"), {"file": stage.upload("b.xml", stage.xml(), "text/xml"), "act": "import"}
    )
    if "checks" in answer.url:  # warnings are shown before anything is created
        assert not Submission.objects.exists()
        answer = client.post(answer.url + "import/")
    submission = Submission.objects.get()
    assert answer.url == reverse("filing:forms", args=[submission.pk])

    files = [stage.upload(name, data) for name, data in stage.forms(stage.batch())]
    for part in (files[:20], files[20:]):
        assert client.post(reverse("filing:upload", args=[submission.pk]), {"files": part}).status_code == 302
    assert "Every claim has both forms" in stage.page(client, "forms", submission.pk)

    review = stage.page(client, "review", submission.pk)
    assert "Total" in review
    assert "cannot be changed or withdrawn" in review
    submission.refresh_from_db()
    declaration = {
        "version": submission.version,
        "is_true": "on",
        "is_final": "on",
        "abandons": "on",
        "means": "card",
    }
    answer = client.post(reverse("filing:declare_now", args=[submission.pk]), declaration)
    payment = Payment.objects.get()
    assert answer.url == reverse("payments:pay", args=[payment.reference])

    stage.settle(payment)
    answer = client.get(reverse("payments:return", args=[payment.reference]))
    assert answer.url == reverse("filing:acknowledgement", args=[submission.pk])
    submission.refresh_from_db()
    words = stage.page(client, "acknowledgement", submission.pk)
    assert submission.reference in words
    assert "21 claims submitted" in words
    assert Message.objects.filter(template="submission_acknowledged").count() == 1

    assert outbox.drain() >= 1
    pdf = client.get(reverse("filing:pdf", args=[submission.pk]))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    assert Attachment.objects.get().message.template == "submission_acknowledged"
    assert mail.outbox == []
    assert set(submission.claims.values_list("state", flat=True)) == {ClaimState.SUBMITTED}
    assert submission.state == SubmissionState.SUBMITTED
    assert HearingSession.objects.count() == 0
