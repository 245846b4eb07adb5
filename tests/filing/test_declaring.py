"""Declaring and paying: once, of what was seen, and with no way back afterwards (A6, A10, A33; BLK-11, FEE-1)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from cases.models import ApprovedClaimant
from filing import transitions
from filing.models import Submission
from filing.states import ClaimState, SubmissionState
from icms.kernel.audit import SYSTEM
from icms.lib.errors import Refused
from payments.models import Concession, FeeBand, FeeItem, MeansOfPayment, Payment
from payments.states import PaymentState
from payments.transitions import orders
from tests.files import makers
from tests.filing import stage

pytestmark = pytest.mark.usefixtures("scene")

ANSWERS = {"is_true": "on", "is_final": "on", "abandons": "on", "means": "card"}


def post(client, submission: Submission, **answers: object):
    given = {**ANSWERS, "version": submission.version, **answers}
    return client.post(
        reverse("filing:declare_now", args=["sct", submission.pk]),
        {name: each for name, each in given.items() if each},
    )


def refusal(submission: Submission) -> str:
    with pytest.raises(Refused) as refused:
        stage.declared(submission)
    assert not Payment.objects.exists()
    return refused.value.code


def test_the_review_shows_each_claim_its_fee_the_total_and_the_means():
    submission = stage.prepared()
    words = stage.page(stage.browser(), "review", submission.pk)
    payment = stage.declared(submission)
    assert f"HK${payment.total_cents / 100:,.2f}" in words
    assert "Card: Visa, MasterCard, China UnionPay or JCB" in words
    assert "PPS" in words
    assert "Why this fee?" in words
    assert all(claim.reference in words for claim in stage.batch().claims)


def test_a6_and_a33_the_review_says_that_no_paper_is_needed_and_nothing_can_be_withdrawn():
    words = stage.page(stage.browser(), "review", stage.prepared().pk)
    assert "Do not send paper copies, unless the Tribunal directs it" in words
    assert "cannot be changed or withdrawn" in words


def test_the_pages_need_as_many_statements_for_60_claims_as_for_21():
    client, counts = stage.browser(), {}
    for claims, seed in ((21, 1), (60, 2)):
        submission = stage.prepared(claims, seed)
        for name in ("details", "forms", "review", "declare"):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(f"filing:{name}", args=["sct", submission.pk]))
            counts.setdefault(name, []).append(len(queries))
    assert all(few == many for few, many in counts.values()), counts
    assert max(many for _few, many in counts.values()) <= 32, counts


def test_a_missing_form_keeps_from_declaring():
    submission = stage.prepared()
    transitions.remove(submission.pk, [submission.uploads.first().pk], by=stage.account())
    submission.refresh_from_db()
    assert refusal(submission) == "forms_missing"
    assert "Forms that are still missing: 1" in stage.page(stage.browser(), "review", submission.pk)


def test_nobody_can_pay_while_a_file_is_refused_or_belongs_nowhere():
    submission = stage.prepared()
    stage.receive(submission, [("bad.pdf", b"MZ")])
    submission.refresh_from_db()
    assert refusal(submission) == "files_refused"
    transitions.remove(
        submission.pk, list(submission.uploads.unsound().values_list("pk", flat=True)), by=stage.account()
    )
    stage.receive(submission, [("letter.pdf", makers.pdf(text="letter"))])
    submission.refresh_from_db()
    assert refusal(submission) == "files_unplaced"


def test_a1_an_approval_that_ended_or_shrank_since_the_import_keeps_from_declaring():
    submission = stage.prepared()
    approval = ApprovedClaimant.objects.filter(organisation=submission.organisation)
    approval.update(kinds=["rates"])
    assert refusal(submission) == "kinds_outside_approval"
    approval.update(organisation=None)
    assert refusal(submission) == "approval_missing"


def test_what_changed_in_another_tab_is_not_declared_unseen():
    submission = stage.prepared()
    stage.receive(submission, [("letter.pdf", makers.pdf(text="letter"))])
    answer = stage.browser().post(
        reverse("filing:declare_now", args=["sct", submission.pk]),
        {**ANSWERS, "version": submission.version},
        follow=True,
    )
    assert "belong to no form" in answer.content.decode()
    transitions.remove(
        submission.pk,
        list(submission.uploads.filter(document=None).values_list("pk", flat=True)),
        by=stage.account(),
    )
    answer = post(stage.browser(), submission)
    assert answer.url == reverse("filing:review", args=["sct", submission.pk])
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ("is_true", "Declare that the claims are true"),
        ("is_final", "nothing can be withdrawn"),
        ("abandons", "Declare that the excess is abandoned"),
        ("means", "Choose how you will pay"),
    ],
)
def test_a_declaration_is_whole_or_not_made(left_out: str, words: str):
    submission = stage.prepared()
    answer = post(stage.browser(), submission, **{left_out: ""})
    assert words in answer.content.decode()
    assert not Payment.objects.exists()


def test_a_double_click_and_a_second_tab_get_the_same_payment():
    submission = stage.prepared()
    first, second = (post(stage.browser(), submission) for _click in range(2))
    assert first.url == second.url
    assert Payment.objects.count() == 1
    assert stage.declared(submission) == Payment.objects.get()


def test_a_submission_cannot_be_changed_while_its_payment_is_open():
    submission = stage.prepared()
    payment = stage.declared(submission)
    client = stage.browser()
    for change in (
        lambda: stage.receive(submission, [("x.pdf", makers.pdf())]),
        lambda: transitions.discard(submission.pk, by=stage.account()),
        lambda: transitions.remove(submission.pk, [submission.uploads.first().pk], by=stage.account()),
        lambda: transitions.import_batch(
            stage.batch(), into=submission.pk, court=stage.court(), by=stage.account()
        ),
    ):
        with pytest.raises(Refused):
            change()
    answer = client.get(reverse("filing:forms", args=["sct", submission.pk]))
    assert answer.url == reverse("payments:pay", args=[payment.reference])
    assert client.get(reverse("filing:acknowledgement", args=["sct", submission.pk])).url == answer.url


@pytest.mark.parametrize("end", ["fail", "expire", "cancel"])
def test_a_payment_that_comes_to_nothing_opens_the_submission_again_with_nothing_lost(end: str):
    submission = stage.prepared()
    payment = stage.declared(submission)
    if end == "fail":
        orders.send_to_gateway(payment.reference, by=stage.account())
    getattr(orders, end)(payment.reference, by=SYSTEM("gateway"))
    submission.refresh_from_db()
    assert submission.state == SubmissionState.PREPARING
    assert submission.uploads.present().count() == 42
    again = stage.declared(submission)
    assert again != payment
    stage.settle(again)
    submission.refresh_from_db()
    assert submission.state == SubmissionState.SUBMITTED


def test_where_nothing_is_to_pay_the_declaration_submits():
    FeeBand.objects.update(fee_cents=0)
    FeeItem.objects.filter(code="service_fee").update(cents=0)
    submission = stage.prepared()
    answer = post(stage.browser(), submission, means="")
    assert answer.url == reverse("filing:acknowledgement", args=["sct", submission.pk])
    submission.refresh_from_db()
    assert submission.state == SubmissionState.SUBMITTED
    assert submission.completed_at == submission.declared_at.replace(microsecond=0)
    assert "HK$0.00" in stage.page(stage.browser(), "acknowledgement", submission.pk)
    assert post(stage.browser(), submission).url == answer.url
    assert not Payment.objects.exists()


def test_a_sum_that_no_means_carries_is_told_with_advice():
    MeansOfPayment.objects.update(total_limit_cents=100, per_item_limit_cents=100)
    submission = stage.prepared()
    words = stage.page(stage.browser(), "review", submission.pk)
    assert "No means of payment carries this sum" in words
    assert post(stage.browser(), submission).url == reverse("filing:review", args=["sct", submission.pk])


def test_a_fee_that_the_court_has_not_set_is_told_and_nothing_breaks():
    FeeItem.objects.filter(code="service_fee").update(cents=None)
    submission = stage.prepared()
    assert "has not set a fee" in stage.page(stage.browser(), "review", submission.pk)
    assert refusal(submission) == "fee_not_set"


def test_without_a_concession_the_full_fee_is_charged():
    submission = stage.prepared()
    Concession.objects.all().delete()
    words = stage.page(stage.browser(), "review", submission.pk)
    assert "No concession for electronic filing is in force today" in words
    full = sum(line.full_cents for line in stage.declared(submission).lines.all())
    assert Payment.objects.get().total_cents == full


def test_a33_nothing_that_was_submitted_can_be_changed_or_withdrawn_by_any_route():
    submission = stage.submitted()
    client = stage.browser()
    upload = submission.uploads.first()
    values = {"submission_id": submission.pk, "upload_id": upload.pk, "number": 1}
    routes = [
        (name, pattern)
        for (name, pattern) in (
            (each.name, each.pattern) for each in get_resolver("filing.urls").url_patterns
        )
        if "submission_id" in pattern.converters
    ]
    assert len(routes) > 10
    for name, pattern in routes:
        address = reverse(f"filing:{name}", args=["sct", *(values[each] for each in pattern.converters)])
        for method in ("post", "delete", "put", "patch"):
            answer = getattr(client, method)(address)
            assert answer.status_code in (302, 404, 405), (name, method, answer.status_code)
            if answer.status_code == 302:
                assert answer.url == reverse("filing:acknowledgement", args=["sct", submission.pk])
    submission.refresh_from_db()
    assert submission.state == SubmissionState.SUBMITTED
    assert submission.uploads.count() == 42
    assert submission.batch.claims.filter(state=ClaimState.SUBMITTED).count() == 21
    assert Payment.objects.get().state == PaymentState.PAID
