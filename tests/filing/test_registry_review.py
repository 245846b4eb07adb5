"""The batch and the claim as an officer sees them: data, checks, pages, history, and what to do next (REG-2)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Case, HearingSession
from filing.models import Claim, Submission, SubmittedDocument
from filing.states import ClaimState
from icms.files.models import ScanState, StoredFile
from icms.kernel import outbox
from icms.kernel.models import AuditEvent, OutboxJob
from messaging.models import Message
from tests.filing import registry, stage

pytestmark = pytest.mark.usefixtures("scene")


@pytest.fixture
def sent(scene) -> Submission:
    return registry.before_the_officer()


@pytest.fixture
def desk(scene):
    return registry.desk()


def text_of(answer) -> str:
    return stage.Page(answer.content.decode()).text


def test_the_batch_shows_every_claim_with_its_checks_and_the_proposed_session_first(sent, desk):
    early = registry.session(10, place="Courtroom 9")
    page = desk.get(reverse("admin:filing_review", args=[sent.pk])).content.decode()
    words = stage.Page(page).text
    for claim in sent.batch.claims.all():
        assert claim.reference in words
    assert words.count("To be decided") >= 21
    assert "No malware scanner is set up here" in words
    assert page.count('name="claim"') == 21
    # The session in ten days leaves too little time for service, so the later one is proposed.
    assert page.index("Proposed:") < page.index("Courtroom 1 ") < page.index("Courtroom 9")
    assert f'value="{early.pk}"' in page


def test_the_number_of_queries_of_the_pages_does_not_grow_with_the_batch(desk):
    counts = {}
    for claims, seed in ((21, 1), (99, 2)):
        sent = registry.before_the_officer(claims, seed)
        registry.see(desk, "filing_review", sent.pk)
        for name, args in (("filing_review", [sent.pk]), ("filing_review_claim", [sent.pk, 4])):
            with CaptureQueriesContext(connection) as queries:
                registry.see(desk, name, *args)
            counts[name, claims] = len(queries)
    for name in ("filing_review", "filing_review_claim"):
        assert counts[name, 21] == counts[name, 99], counts
        assert counts[name, 99] <= 35, counts


def test_a_claim_is_shown_in_words_with_checks_history_and_page_pictures(sent, desk):
    Claim.objects.filter(batch__submission=sent, position=2).update(kind="service_charge")
    page = desk.get(reverse("admin:filing_review_claim", args=[sent.pk, 2])).content.decode()
    words = stage.Page(page).text
    for code in ("service_charge", "form_1", "to_serve", "submission.acknowledged"):
        assert code not in words, code
    for shown in (
        "The name is that of the approved organization.",
        "The approval covers this kind: service charge.",
        "Not above the limit of HK$75,000.00.",
        "PDF with a sound structure",
        "Not scanned on this server",
        "claimant · company",
        "to be served",
        "Paid, submitted and acknowledged",
    ):
        assert shown in words, shown
    assert "officer@" not in words
    assert "<details" in page
    address = reverse("admin:filing_review_page", args=[sent.pk, 2, "form_1", 1])
    assert f'src="{address}" width="900"' in page
    picture = desk.get(address)
    assert picture["Content-Type"] == "image/webp"
    assert picture["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(picture.streaming_content)[:4] == b"RIFF"


@pytest.mark.parametrize(
    ("change", "concern"),
    [
        ({"particulars": "They owe us."}, "The particulars are very short."),
        ({"kind": "goods_sold"}, "The approval does not cover this kind: goods sold."),
        ({"signed_on": "2099-01-01"}, "It is dated after the submission."),
    ],
)
def test_what_an_officer_should_look_at_is_marked_on_the_claim_and_in_the_batch(sent, desk, change, concern):
    Claim.objects.filter(batch__submission=sent, position=2).update(**change)
    assert concern in registry.see(desk, "filing_review_claim", sent.pk, 2)
    assert "1 to look at" in registry.see(desk, "filing_review", sent.pk)


def test_a_form_with_another_hash_than_the_claimant_gave_is_marked(sent, desk):
    papers = SubmittedDocument.objects.filter(submission=sent, claim__position=2)
    papers.filter(document_type__code="form_1").update(expected_sha256="0" * 64)
    assert "not the hash that the claimant gave" in registry.see(desk, "filing_review_claim", sent.pk, 2)
    assert "1 to look at" in registry.see(desk, "filing_review", sent.pk)


def test_another_name_of_the_claimant_and_a_claim_entered_twice_are_marked(sent, desk):
    one, two = sent.batch.claims.get(position=2), sent.batch.claims.get(position=3)
    one.parties.filter(role="claimant").update(name_en="Harbour Lights Limited")
    assert "not that of the approved organization" in registry.see(desk, "filing_review_claim", sent.pk, 2)
    Claim.objects.filter(pk=two.pk).update(amount_cents=one.amount_cents)
    first = one.parties.filter(role="defendant").earliest("position")
    two.parties.filter(role="defendant").update(name_en=first.name_en, name_zh=first.name_zh)
    assert "Claim 2 has the same defendant and the same amount" in registry.see(
        desk, "filing_review_claim", sent.pk, 3
    )


def test_without_a_session_the_officer_reads_what_to_do(sent, desk):
    HearingSession.objects.update(capacity=20)
    page = desk.get(reverse("admin:filing_review", args=[sent.pk])).content.decode()
    assert "No hearing session can take the batch" in stage.Page(page).text
    assert reverse("admin:cases_hearingsession_add") in page
    assert 'value="accept"' not in page
    answer = registry.post(desk, sent, registry.form_of([1], "accept"), follow=True)
    assert "Add a hearing session" in text_of(answer)


def test_while_the_deemed_time_waits_the_page_says_so_and_takes_a_decision(sent, desk):
    Submission.objects.update(deemed_at=None)
    page = desk.get(reverse("admin:filing_review", args=[sent.pk])).content.decode()
    assert "The deemed time of receipt waits" in stage.Page(page).text
    assert 'value="accept"' in page
    assert 'value="reject"' in page
    registry.accept(sent, [1])
    assert "accepted, to be issued when received" in registry.see(desk, "filing_review", sent.pk)
    assert "to be issued when the claim is received" in registry.see(desk, "filing_review_claim", sent.pk, 1)


def test_with_a_scanner_an_unscanned_claim_is_not_ticked_and_says_that_it_waits(sent, desk, settings):
    settings.ICMS_CLAMD = "127.0.0.1:1"
    StoredFile.objects.update(scan_state=ScanState.CLEAN)
    StoredFile.objects.filter(uploads__document__claim__position=5).update(scan_state=ScanState.PENDING)
    page = desk.get(reverse("admin:filing_review", args=[sent.pk])).content.decode()
    assert page.count(" checked") >= 20
    assert 'value="5" aria-label' in page
    assert 'value="4" checked aria-label' in page
    assert "Scan in progress" in stage.Page(page).text
    assert "This claim waits for the malware scan" in registry.see(desk, "filing_review_claim", sent.pk, 5)


def test_a_decided_claim_shows_who_decided_and_offers_no_decision(sent, desk):
    registry.accept(sent, [1])
    registry.reject(sent, [2])
    assert "the case number follows within seconds" in registry.see(desk, "filing_review_claim", sent.pk, 1)
    outbox.drain()
    accepted = registry.see(desk, "filing_review_claim", sent.pk, 1)
    assert f"Accepted as {Case.objects.get().number}" in accepted
    assert "Cheung Siu Fan" in accepted
    rejected = registry.see(desk, "filing_review_claim", sent.pk, 2)
    assert "Rejected: A form is not signed" in rejected
    assert registry.WORDS in rejected
    assert "Reject this claim" not in rejected + accepted


def test_a_claim_that_could_not_be_carried_out_is_marked_and_its_job_can_be_tried_again(sent, desk):
    bad = sent.batch.claims.get(position=3)
    bad.parties.filter(role="claimant").update(role="third_party")
    registry.accept(sent, [3])
    for _ in range(outbox.ATTEMPTS):
        outbox.drain()
        OutboxJob.objects.filter(done_at=None, given_up_at=None).update(due_at=sent.completed_at)
    assert "could not be carried out" in registry.see(desk, "filing_review", sent.pk)
    assert "could not be carried out" in registry.see(desk, "filing_review_claim", sent.pk, 3)
    assert "Jobs that could not be done 1" in registry.see(desk, "index")
    words = registry.see(desk, "kernel_outboxjob_changelist")
    assert "Carry out a decision on a claim" in words
    assert "a claim has a claimant" in words
    bad.parties.filter(position=1).update(role="claimant")
    job = OutboxJob.objects.get(given_up_at__isnull=False)
    data = {"action": "try_again", "_selected_action": [job.pk]}
    answer = desk.post(reverse("admin:kernel_outboxjob_changelist"), data, follow=True)
    assert "1 job will be tried again" in text_of(answer)
    assert "officer@demo.example" in AuditEvent.objects.get(action="job.retried").person
    outbox.drain()
    bad.refresh_from_db()
    assert bad.state == ClaimState.ACCEPTED


def test_what_is_still_in_preparation_does_not_exist_for_an_officer(desk):
    mine = stage.prepared()
    for name, args in (("filing_review", [mine.pk]), ("filing_review_claim", [mine.pk, 1])):
        assert desk.get(reverse(f"admin:{name}", args=args)).status_code == 404
    address = reverse("admin:filing_review_page", args=[mine.pk, 1, "form_1", 1])
    assert desk.get(address).status_code == 404


def test_pages_that_are_not_there_are_not_found(sent, desk):
    for position, form, page in ((99, "form_1", 1), (1, "form_9", 1), (1, "form_1", 2), (1, "form_1", 0)):
        address = reverse("admin:filing_review_page", args=[sent.pk, position, form, page])
        assert desk.get(address).status_code == 404, address
    assert desk.get(reverse("admin:filing_review_claim", args=[sent.pk, 22])).status_code == 404


def test_nothing_that_an_officer_does_by_looking_leaves_a_trace_in_the_claim(sent, desk):
    before = AuditEvent.objects.count(), Message.objects.count(), OutboxJob.objects.count()
    registry.see(desk, "filing_review", sent.pk)
    registry.see(desk, "filing_review_claim", sent.pk, 1)
    assert (AuditEvent.objects.count(), Message.objects.count(), OutboxJob.objects.count()) == before
