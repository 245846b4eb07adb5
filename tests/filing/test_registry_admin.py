"""What the registry's staff see and do in the admin: queue, review, the page that asks once (REG-1, REG-2, REG-7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from cases.models import Case, HearingSession
from filing.models import Claim, Decision, Submission
from filing.states import ClaimState
from icms.files.models import ScanState, StoredFile
from icms.kernel import outbox
from icms.kernel.models import AuditEvent, OutboxJob
from icms.lib import clock
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


def test_the_home_page_counts_what_waits_and_since_when(sent, desk):
    words = registry.see(desk, "index")
    assert "Claims to decide 21" in words
    assert "The oldest waits since" in words
    registry.accept(sent, range(1, 20))
    assert "Claims to decide 2 " in registry.see(desk, "index")
    registry.reject(sent, [20, 21])
    assert "Claims to decide 0" in registry.see(desk, "index")


def test_the_queue_shows_the_oldest_first_with_counts_and_only_what_is_submitted(sent, desk):
    later = registry.before_the_officer(22, 2)
    stage.prepared(23, 3)
    Submission.objects.filter(pk=sent.pk).update(completed_at=clock.now() - timedelta(days=3))
    words = registry.see(desk, "filing_submission_changelist")
    assert words.index(sent.reference) < words.index(later.reference)
    assert "21 of 21" in words
    assert "22 of 22" in words
    assert "23 of 23" not in words
    assert "3 days" in words


def test_the_queue_is_filtered_into_waiting_decided_and_all(sent, desk):
    later = registry.before_the_officer(21, 2)
    registry.reject(sent, range(1, 22))
    for progress, shown, hidden in (
        ("", later, sent),
        ("decided", sent, later),
    ):
        words = registry.see(
            desk, "filing_submission_changelist", **({"progress": progress} if progress else {})
        )
        assert shown.reference in words, progress
        assert hidden.reference not in words, progress
    words = registry.see(desk, "filing_submission_changelist", progress="all")
    assert sent.reference in words
    assert later.reference in words


def test_a_submission_is_found_by_either_reference_as_people_type_it(sent, desk):
    later = registry.before_the_officer(21, 2)
    typed = sent.reference.lower().replace("-", " ")
    for term in (typed, sent.reference, sent.batch_reference):
        words = registry.see(desk, "filing_submission_changelist", q=term, progress="all")
        assert sent.reference in words, term
        assert later.reference not in words, term
    words = registry.see(desk, "filing_submission_changelist", q="T2026", progress="all")
    assert "No submission has this reference" in words


def test_an_empty_queue_says_what_will_appear(desk):
    assert "Nothing waits for a decision" in registry.see(desk, "filing_submission_changelist")


def test_the_batch_shows_every_claim_with_its_checks_and_the_proposed_session_first(sent, desk):
    early = registry.session(10, place="Courtroom 9")
    page = desk.get(reverse("admin:filing_review", args=[sent.pk])).content.decode()
    words = stage.Page(page).text
    for claim in sent.claims.all():
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
    Claim.objects.filter(submission=sent, position=2).update(kind="service_charge")
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
        ({"form_1_sha256": "0" * 64}, "not the hash that the claimant gave"),
    ],
)
def test_what_an_officer_should_look_at_is_marked_on_the_claim_and_in_the_batch(sent, desk, change, concern):
    Claim.objects.filter(submission=sent, position=2).update(**change)
    assert concern in registry.see(desk, "filing_review_claim", sent.pk, 2)
    assert "1 to look at" in registry.see(desk, "filing_review", sent.pk)


def test_another_name_of_the_claimant_and_a_claim_entered_twice_are_marked(sent, desk):
    one, two = sent.claims.get(position=2), sent.claims.get(position=3)
    one.parties.filter(role="claimant").update(name_en="Harbour Lights Limited")
    assert "not that of the approved organization" in registry.see(desk, "filing_review_claim", sent.pk, 2)
    Claim.objects.filter(pk=two.pk).update(amount_cents=one.amount_cents)
    first = one.parties.filter(role="defendant").earliest("position")
    two.parties.filter(role="defendant").update(name_en=first.name_en, name_zh=first.name_zh)
    assert "Claim 2 has the same defendant and the same amount" in registry.see(
        desk, "filing_review_claim", sent.pk, 3
    )


def test_rejecting_asks_once_then_needs_reason_and_words_then_does_it(sent, desk):
    asked = registry.post(desk, sent, registry.form_of([5], "reject"))
    assert asked.status_code == 200
    assert "The filer is told why" in text_of(asked)
    assert "Cap. 338 s. 13" in text_of(asked)
    assert registry.decisions() == 0

    empty = registry.post(desk, sent, registry.form_of([5], "reject", confirmed="1"))
    assert empty.status_code == 422
    assert "There are 2 problems" in text_of(empty)
    assert registry.decisions() == 0

    filled = {"confirmed": "1", "reject-reason": "form_not_signed", "reject-text": registry.WORDS}
    done = registry.post(desk, sent, registry.form_of([5], "reject", **filled), follow=True)
    assert "1 claim is rejected" in text_of(done)
    assert Decision.objects.get().claim.position == 5


def test_accepting_asks_once_and_a_second_click_gives_the_same_result(sent, desk):
    chosen = {"accept-session": HearingSession.objects.get().pk}
    asked = registry.post(desk, sent, registry.form_of(range(1, 22), "accept", **chosen))
    assert asked.status_code == 200
    assert "21 claims become cases" in text_of(asked)
    assert registry.decisions() == 0
    for _ in range(2):
        done = registry.post(
            desk, sent, registry.form_of(range(1, 22), "accept", confirmed="1", **chosen), follow=True
        )
        assert "21 claims are accepted" in text_of(done)
    assert registry.decisions() == 21
    outbox.drain()
    assert Case.objects.count() == 21
    words = registry.see(desk, "filing_review", sent.pk)
    assert "Every claim of this batch is decided" in words
    assert Case.objects.earliest("pk").number in words


def test_the_second_officer_reads_who_decided_and_goes_on_with_the_claims_that_wait(sent, desk):
    registry.accept(sent, [4], by=registry.officer("second@court.example"))
    filled = {"confirmed": "1", "reject-reason": "form_not_signed", "reject-text": "Typed with care."}
    answer = registry.post(desk, sent, registry.form_of([4, 5], "reject", **filled))
    assert answer.status_code == 409
    words = text_of(answer)
    assert "Second has decided on claim 4 already" in words
    assert "1 claim is left out" in words
    assert "Typed with care." in words
    assert registry.decisions() == 1
    gone = registry.post(desk, sent, registry.form_of([4], "reject", **filled), follow=True)
    assert "Second has decided on claim 4 already" in text_of(gone)


def test_no_claim_chosen_is_told_and_decides_nothing(sent, desk):
    for claims in ([], ["x"], ["-1"], ["9" * 400], ["77"]):
        answer = registry.post(desk, sent, registry.form_of(claims, "reject", confirmed="1"), follow=True)
        assert "No claim of this batch was chosen" in text_of(answer), claims
    assert registry.decisions() == 0


def test_an_address_for_decisions_that_is_only_opened_decides_nothing_and_goes_back(sent, desk):
    answer = desk.get(
        reverse("admin:filing_decide", args=[sent.pk]), registry.form_of([1], "reject", confirmed="1")
    )
    assert answer.status_code == 302
    assert answer.url == reverse("admin:filing_review", args=[sent.pk])
    assert registry.decisions() == 0


def test_a_form_from_elsewhere_without_the_token_decides_nothing(sent):
    registry.officer()
    client = stage.browser(registry.OFFICER)
    client.handler.enforce_csrf_checks = True
    assert registry.post(client, sent, registry.form_of([1], "reject", confirmed="1")).status_code == 403
    assert registry.decisions() == 0


def test_without_a_session_the_officer_reads_what_to_do(sent, desk):
    HearingSession.objects.update(capacity=20)
    page = desk.get(reverse("admin:filing_review", args=[sent.pk])).content.decode()
    assert "No hearing session can take the batch" in stage.Page(page).text
    assert reverse("admin:cases_hearingsession_add") in page
    assert 'value="accept"' not in page
    answer = registry.post(desk, sent, registry.form_of([1], "accept"), follow=True)
    assert "Add a hearing session" in text_of(answer)


def test_a_session_that_is_not_offered_is_refused_with_words(sent, desk):
    late = registry.session(80, place="Courtroom 3")
    answer = registry.post(
        desk, sent, registry.form_of([1], "accept", confirmed="1", **{"accept-session": late.pk})
    )
    assert answer.status_code == 422
    assert "cannot be heard at that session" in text_of(answer)
    assert registry.decisions() == 0


def test_while_the_deemed_time_waits_the_page_says_so_and_offers_no_acceptance(sent, desk):
    Submission.objects.update(deemed_at=None)
    page = desk.get(reverse("admin:filing_review", args=[sent.pk])).content.decode()
    assert "The deemed time of receipt waits" in stage.Page(page).text
    assert 'value="accept"' not in page
    assert 'value="reject"' in page
    answer = registry.post(desk, sent, registry.form_of([1], "accept"), follow=True)
    assert "not fixed yet" in text_of(answer)


def test_with_a_scanner_an_unscanned_claim_is_not_ticked_and_says_that_it_waits(sent, desk, settings):
    settings.ICMS_CLAMD = "127.0.0.1:1"
    StoredFile.objects.update(scan_state=ScanState.CLEAN)
    StoredFile.objects.filter(uploads__claim__position=5).update(scan_state=ScanState.PENDING)
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
    bad = sent.claims.get(position=3)
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


def test_what_was_submitted_has_no_form_to_add_change_or_delete(sent, desk):
    change = reverse("admin:filing_submission_change", args=[sent.pk])
    assert desk.get(reverse("admin:filing_submission_add")).status_code == 403
    assert desk.get(change).url == reverse("admin:filing_review", args=[sent.pk])
    assert desk.post(change, {"state": "preparing"}).status_code == 302
    assert (
        desk.post(reverse("admin:filing_submission_delete", args=[sent.pk]), {"post": "yes"}).status_code
        == 403
    )
    data = {"action": "delete_selected", "_selected_action": [sent.pk], "post": "yes"}
    desk.post(reverse("admin:filing_submission_changelist"), data)
    sent.refresh_from_db()
    assert sent.state == "submitted"
    assert Claim not in admin.site._registry
    assert Decision not in admin.site._registry


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


@pytest.mark.parametrize("who", ["accounts_officer", "newcomer"])
def test_staff_without_the_registrys_group_neither_see_nor_decide(sent, who):
    client = stage.browser(getattr(registry, who)().email)
    addresses = [
        reverse("admin:filing_submission_changelist"),
        reverse("admin:filing_review", args=[sent.pk]),
        reverse("admin:filing_review_claim", args=[sent.pk, 1]),
        reverse("admin:filing_review_page", args=[sent.pk, 1, "form_1", 1]),
    ]
    for address in addresses:
        assert client.get(address).status_code == 403, address
    assert registry.post(client, sent, registry.form_of([1], "reject", confirmed="1")).status_code == 403
    assert "Claims to decide" not in registry.see(client, "index")
    assert registry.decisions() == 0


def test_staff_to_whom_nothing_is_given_read_whom_to_ask(scene):
    words = registry.see(stage.browser(registry.newcomer().email), "index")
    assert "Nothing has been given to your account yet" in words


def test_a_reader_of_submissions_without_the_right_to_decide_sees_no_buttons(sent, desk):
    user = User.objects.get(email=registry.OFFICER)
    group = user.groups.get()
    group.permissions.remove(group.permissions.get(codename="add_decision"))
    page = desk.get(reverse("admin:filing_review", args=[sent.pk])).content.decode()
    assert 'name="claim"' not in page
    assert 'name="act"' not in page
    assert (
        'name="act"' not in desk.get(reverse("admin:filing_review_claim", args=[sent.pk, 1])).content.decode()
    )
    assert registry.post(desk, sent, registry.form_of([1], "reject")).status_code == 403


def test_parties_and_strangers_have_no_way_in(sent):
    address = reverse("admin:filing_review", args=[sent.pk])
    for email in (stage.FILER, stage.ADMINISTRATOR, stage.STRANGER):
        assert stage.browser(email).get(address, follow=True).status_code == 403


def test_people_accounts_and_organisations_are_looked_up_and_never_changed(sent, desk):
    for model, shown in (
        ("user", "Chan Mei Ling"),
        ("organisation", "Harbour Light"),
        ("account", "Chan Mei Ling"),
    ):
        words = registry.see(desk, f"accounts_{model}_changelist")
        assert shown in words
        assert desk.get(reverse(f"admin:accounts_{model}_add")).status_code == 403
    person = User.objects.get(email=stage.FILER)
    change = reverse("admin:accounts_user_change", args=[person.pk])
    page = desk.get(change).content.decode()
    assert person.password not in page
    assert "assword" not in page
    assert 'name="email"' not in page
    assert desk.post(change, {"is_staff": "on", "email": "me@example.org"}).status_code == 403
    person.refresh_from_db()
    assert not person.is_staff


def test_the_audit_trail_is_searched_by_target_and_its_length_is_not_counted(sent, desk):
    registry.reject(sent, [2])
    claim = sent.claims.get(position=2)
    with CaptureQueriesContext(connection) as queries:
        registry.see(desk, "kernel_auditevent_changelist")
    counting = [row["sql"] for row in queries if "COUNT(" in row["sql"] and "auditevent" in row["sql"]]
    assert counting == []
    words = registry.see(desk, "kernel_auditevent_changelist", q=f"filing.claim:{claim.pk}")
    assert "claim.decided.reject" in words
    assert "submission.acknowledged" not in words


def test_reasons_for_rejection_are_kept_by_officers_and_every_change_is_recorded(desk):
    changelist = registry.see(desk, "filing_rejectionreason_changelist")
    assert "A form is not signed" in changelist
    assert (
        desk.post(reverse("admin:filing_rejectionreason_delete", args=[1]), {"post": "yes"}).status_code
        == 403
    )


def test_nothing_that_an_officer_does_by_looking_leaves_a_trace_in_the_claim(sent, desk):
    before = AuditEvent.objects.count(), Message.objects.count(), OutboxJob.objects.count()
    registry.see(desk, "filing_review", sent.pk)
    registry.see(desk, "filing_review_claim", sent.pk, 1)
    assert (AuditEvent.objects.count(), Message.objects.count(), OutboxJob.objects.count()) == before
