"""The whole flow as a browser without script meets it: import, forms, review, declare, pay, acknowledgement (A10)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from filing.models import Submission
from filing.states import ClaimState, SubmissionState
from icms.kernel import outbox
from messaging.models import Attachment, Message
from payments.models import Payment
from tests.filing import stage

pytestmark = pytest.mark.usefixtures("scene")


def imported(client) -> Submission:
    """Step 1: the file is checked and imported; warnings are shown before anything is created."""
    file = stage.upload("b.xml", stage.xml(), "text/xml")
    answer = client.post(reverse("filing:import", args=["sct"]), {"file": file, "act": "import"})
    if "checks" in answer.url:
        assert not Submission.objects.exists()
        answer = client.post(answer.url + "import/")
    submission = Submission.objects.get()
    assert answer.url == reverse("filing:forms", args=["sct", submission.pk])
    return submission


def with_forms(client, submission: Submission) -> None:
    """Step 2: the forms arrive in two parts and find their claims."""
    files = [stage.upload(name, data) for name, data in stage.forms(stage.batch())]
    for part in (files[:20], files[20:]):
        assert (
            client.post(reverse("filing:upload", args=["sct", submission.pk]), {"files": part}).status_code
            == 302
        )
    outbox.drain()
    assert "Every claim has both forms" in stage.page(client, "forms", submission.pk)


def declared(client, submission: Submission) -> Payment:
    """Steps 3 and 4: looked at, declared, and taken to the payment."""
    review = stage.page(client, "review", submission.pk)
    assert "Total" in review
    assert "cannot be changed or withdrawn" in review
    submission.refresh_from_db()
    ticks = {"is_true": "on", "is_final": "on", "abandons": "on"}
    answer = client.post(
        reverse("filing:declare_now", args=["sct", submission.pk]),
        {**ticks, "version": submission.version, "means": "card"},
    )
    payment = Payment.objects.get()
    assert answer.url == reverse("payments:pay", args=[payment.reference])
    return payment


def test_a10_from_the_xml_file_to_the_acknowledgement():
    client = stage.browser()
    words = stage.page(client, "commence")
    for step in ("Small Claims Tribunal", "e-Filing", "Send documents", "Commence new case"):
        assert step in words
    submission = imported(client)
    with_forms(client, submission)
    payment = declared(client, submission)

    stage.settle(payment)
    answer = client.get(reverse("payments:return", args=[payment.reference]))
    assert answer.url == reverse("filing:acknowledgement", args=["sct", submission.pk])
    submission.refresh_from_db()
    words = stage.page(client, "acknowledgement", submission.pk)
    assert submission.reference in words
    assert "21 claims submitted" in words
    assert Message.objects.filter(template="submission_acknowledged").count() == 1

    assert outbox.drain() >= 1
    pdf = client.get(reverse("filing:pdf", args=["sct", submission.pk]))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    assert Attachment.objects.get().message.template == "submission_acknowledged"
    assert set(submission.batch.claims.values_list("state", flat=True)) == {ClaimState.SUBMITTED}
    assert submission.state == SubmissionState.SUBMITTED
