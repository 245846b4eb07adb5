"""What is written for submissions serves every kind: completion, times, acknowledgement, payment, closures.

The kind of these tests is a letter in a case: no batch, no claims, one paper with a state of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from cases.models import Closure, Court, DocumentType
from cases.rules import calendar as rules
from filing import filing_kind, transitions
from filing.acknowledging import shown
from filing.filing_kind import BULK, Figure, FilingKind
from filing.models import Acknowledgement, DeemedTimeMove, Submission, SubmittedDocument
from filing.states import DocumentState, SubmissionState
from filing.transitions import closures
from icms.kernel import outbox
from icms.lib import clock
from messaging.models import Message
from payments.models import Payment
from payments.rules.fees import FeeLine
from tests.filing import registry, stage

pytestmark = pytest.mark.usefixtures("scene")

LETTER = "letter"


def submit(submission: Submission) -> dict[str, Any]:
    submission.documents.update(state=DocumentState.SUBMITTED)
    return {"batch": "a letter", "claims": 1}


def parameters(ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
    return {pk: {"batch": "a letter"} for pk in ids}


KIND = FilingKind(
    code=LETTER,
    title="A letter",
    names=lambda ids: dict.fromkeys(ids, "a letter"),
    heading=lambda submission: "Letter submitted",
    figures=lambda submission: [Figure("Papers", str(submission.documents.count()))],
    after=("The Registry reads your letter.",),
    acknowledged="submission_acknowledged",
    time_moved="deemed_time_moved",
    submit=submit,
    parameters=parameters,
    obstacles=lambda submission: [],
    charges=lambda submission, on: {1: (FeeLine("letter_fee", 1, 5_000, 5_000, 5_000, conceded=False),)},
    cases=lambda ids, *, lock=False: {},
    page="filing:submission",
    review_page="admin:filing_review",
)


@pytest.fixture(autouse=True)
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(filing_kind._kinds, LETTER, KIND)


def letter(email: str = stage.FILER, **columns: Any) -> Submission:
    filer = stage.account(email)
    moment, court = clock.now(), Court.objects.get(code="sct")
    submission = Submission.objects.create(
        **{
            "kind": LETTER,
            "court": court,
            "organisation": filer.organisation,
            "filer": filer,
            "created_at": moment,
            "used_at": moment,
            **columns,
        }
    )
    SubmittedDocument.objects.create(
        submission=submission,
        position=1,
        document_type=DocumentType.objects.get(court=court, code="letter"),
        purpose="other",
        state=DocumentState.PREPARING,
    )
    return submission


def paid(submission: Submission) -> Submission:
    payment = transitions.declare(
        submission.pk, version=submission.version, means="card", by=submission.filer
    )
    assert isinstance(payment, Payment)
    assert payment.total_cents == 5_000
    stage.settle(payment)
    submission.refresh_from_db()
    return submission


def test_a_letter_is_paid_submitted_timed_and_acknowledged_like_a_batch():
    submission = paid(letter())
    assert submission.state == SubmissionState.SUBMITTED
    assert submission.deemed_at is not None
    assert submission.documents.get().state == DocumentState.SUBMITTED
    assert Acknowledgement.objects.get(submission=submission).payment.total_cents == 5_000
    message = Message.objects.get(event=f"submission:{submission.pk}:acknowledged")
    assert message.params["reference"] == submission.reference


def test_its_page_and_its_pdf_say_what_its_kind_says():
    submission = paid(letter())
    outbox.drain()
    page = stage.page(stage.browser(), "acknowledgement", submission.pk)
    for words in ("Letter submitted", "Papers", "The Registry reads your letter."):
        assert words in page
    assert shown(submission).acknowledgement.file is not None


def test_it_stands_in_the_list_of_submissions_by_the_name_that_its_kind_gives():
    paid(letter())
    page = stage.browser().get(reverse("filing:submissions", args=["sct"])).content.decode()
    assert "a letter" in page


def test_an_individual_files_without_an_organisation():
    submission = paid(letter(stage.INDIVIDUAL))
    assert submission.organisation is None
    page = stage.page(stage.browser(stage.INDIVIDUAL), "acknowledgement", submission.pk)
    assert submission.reference in page


def test_a_closure_moves_it_with_a_message():
    submission = paid(letter())
    officer = User.objects.get(email="officer@demo.example")
    start = submission.completed_at - timedelta(minutes=5)
    wanted = rules.Closure(Closure.Kind.BLACK_RAINSTORM, start, submission.completed_at + timedelta(hours=1))
    done = closures.enter(submission.court_id, wanted, by=officer)
    assert done.moved == 1
    move = DeemedTimeMove.objects.get(submission=submission)
    assert Message.objects.get(event=f"time_move:{move.pk}").params["batch"] == "a letter"


def test_the_pages_of_batches_do_not_know_it():
    submission = letter()
    client = stage.browser()
    for name in ("details", "forms", "review", "declare"):
        assert client.get(reverse(f"filing:{name}", args=["sct", submission.pk])).status_code == 404
    sent = paid(letter())
    desk = registry.desk()
    assert desk.get(reverse("admin:filing_review", args=[sent.pk])).status_code == 404


def test_paper_of_a_person_without_an_account_names_who_entered_it():
    officer = User.objects.get(email="officer@demo.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        letter(filer=None, organisation=None)
    on_paper = letter(filer=None, organisation=None, entered_by=officer, channel="post")
    assert on_paper.filer is None


def test_a_batch_without_an_organisation_cannot_be():
    with pytest.raises(IntegrityError), transaction.atomic():
        letter(kind=BULK, organisation=None)


def test_a_paper_of_its_own_has_a_state_and_one_of_a_claim_has_none():
    papers = SubmittedDocument.objects.filter(submission=letter())
    with pytest.raises(IntegrityError), transaction.atomic():
        papers.update(state="")
    batch = stage.prepared(with_forms=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.documents.update(state=DocumentState.SUBMITTED)


def test_a_kind_has_one_owner():
    with pytest.raises(ValueError, match="letter"):
        filing_kind.register(KIND)
