"""The registry accepts and rejects claims: all chosen or none, each carried out by itself (A17, A41; REG-1, REG-3)."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account, User
from cases.models import Case, CaseLink, Hearing, HearingSession, SessionBooking
from filing.models import Claim, Decision, Submission
from filing.states import ClaimState
from filing.transitions import decide as acts
from icms.files.models import ScanState, StoredFile
from icms.kernel import audit, outbox
from icms.kernel.models import AuditEvent, OutboxJob, Sequence
from icms.lib import errors
from icms.lib.errors import Refused
from messaging.models import Message
from tests.filing import registry, stage

pytestmark = pytest.mark.usefixtures("scene")


@pytest.fixture
def sent(scene) -> Submission:
    return registry.before_the_officer()


def refused(act, *args, **named) -> Refused:
    """The refusal, after looking that it decided nothing and has words."""
    before = registry.decisions(), OutboxJob.objects.count(), SessionBooking.objects.count()
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    assert (registry.decisions(), OutboxJob.objects.count(), SessionBooking.objects.count()) == before
    words = str(caught.value)
    assert caught.value.code in errors.known_codes()
    assert "%(" not in words
    assert "othing was" in words
    return caught.value


def states(submission: Submission) -> set[str]:
    return set(submission.batch.claims.values_list("state", flat=True))


def test_a41_an_accepted_claim_becomes_a_case_with_number_parties_link_and_hearing(sent):
    registry.accept(sent, [3])
    outbox.drain()
    claim = sent.batch.claims.get(position=3)
    case = Case.objects.get()
    assert claim.state == ClaimState.ACCEPTED
    assert claim.case == case
    assert case.number.startswith("SCTC 000001/")
    assert (case.completed_at, case.deemed_at) == (sent.completed_at, sent.deemed_at)
    assert case.amount_cents == claim.amount_cents
    assert [(row.role, row.name_en, row.name_zh) for row in case.parties.all()] == [
        (row.role, row.name_en, row.name_zh) for row in claim.parties.all()
    ]
    assert CaseLink.objects.get(case=case).organisation == sent.organisation
    assert Hearing.objects.get(case=case).session == HearingSession.objects.get()
    issued = case.documents.filter(issued__isnull=False).values_list("document_type__code", flat=True)
    assert set(issued) == {"form_1", "form_2", "form_3"}


def test_a41_the_documents_of_an_accepted_claim_go_to_filer_and_default_users_once_each(sent):
    Account.objects.filter(user__email=stage.COLLEAGUE).update(is_default_user=True)
    Account.objects.filter(pk=sent.filer_id).update(is_default_user=True)
    registry.accept(sent, [1])
    outbox.drain()
    OutboxJob.objects.filter(topic__in=["claim.decided", "case.opened"]).update(
        done_at=None, leased_until=None
    )
    outbox.drain()
    told = Message.objects.filter(template="claim_accepted")
    assert sorted(told.values_list("account__user__email", flat=True)) == sorted(
        [stage.FILER, stage.COLLEAGUE]
    )
    assert all(message.attachments.count() == 3 for message in told)
    assert Case.objects.count() == 1


def test_a17_a_rejected_claim_is_told_to_the_filer_with_reason_and_words_and_makes_no_case(sent):
    registry.reject(sent, [2])
    outbox.drain()
    claim = sent.batch.claims.get(position=2)
    assert claim.state == ClaimState.REJECTED
    assert not Case.objects.exists()
    message = Message.objects.get(template="claim_rejected")
    assert message.account == sent.filer
    assert message.params["claim"] == claim.reference
    assert message.params["text"] == registry.WORDS
    assert message.params["reason"]["en"] == "A form is not signed"
    assert message.params["reason"]["zh_hant"] == "表格未經簽署"


def test_a17_the_filer_of_a_rejected_claim_reads_that_a_corrected_one_is_sent_again_with_a_new_fee(sent):
    registry.reject(sent, [2])
    outbox.drain()
    client = stage.browser()
    message = Message.objects.get(template="claim_rejected")
    words = stage.Page(client.get(f"/messages/{message.pk}/").content.decode()).text
    assert registry.WORDS in words
    assert "send it again in your next batch" in words
    assert "A new filing fee is payable" in words


def test_a_whole_batch_is_decided_with_single_exceptions_and_heard_at_one_session(sent):
    registry.reject(sent, [7])
    assert registry.accept(sent, [n for n in range(1, 22) if n != 7]) == 20
    booking = SessionBooking.objects.get()
    assert (booking.batch, booking.places) == (sent.reference, 20)
    outbox.drain()
    assert sent.batch.claims.filter(state=ClaimState.ACCEPTED).count() == 20
    assert sent.batch.claims.get(position=7).state == ClaimState.REJECTED
    assert Hearing.objects.values("session").distinct().count() == 1
    assert sorted(Case.objects.values_list("running_number", flat=True)) == list(range(1, 21))
    assert Message.objects.filter(template="claim_accepted").count() == 20
    booking.refresh_from_db()
    assert booking.taken == 20


def test_a_decision_is_a_link_of_the_audit_chain_with_the_officers_name(sent):
    registry.accept(sent, [1])
    registry.reject(sent, [2])
    outbox.drain()
    actions = dict(
        AuditEvent.objects.filter(target__startswith="filing.claim:").values_list("action", "person")
    )
    assert set(actions) == {
        "claim.decided.accept",
        "claim.decided.reject",
        "claim.accepted",
        "claim.rejected",
    }
    assert all("officer@demo.example" in person for person in actions.values())
    assert list(audit.breaks(AuditEvent.objects.all())) == []


def test_the_same_decision_of_the_same_officer_again_changes_nothing(sent):
    for _ in range(2):
        assert registry.accept(sent, [1, 2]) == 2
        assert registry.reject(sent, [3]) == 1
    assert registry.decisions() == 3
    assert OutboxJob.objects.filter(topic="claim.decided").count() == 3
    outbox.drain()
    assert registry.accept(sent, [2, 1]) == 2
    assert Case.objects.count() == 2


def test_a_second_officer_is_told_who_decided_and_none_of_his_choice_is_decided(sent):
    registry.accept(sent, [4])
    other = registry.officer("second@court.example")
    found = refused(registry.reject, sent, [3, 4, 5], by=other)
    assert found.code == "claim_already_decided"
    assert "Cheung Siu Fan has decided on claim 4" in str(found)


def test_an_officer_cannot_turn_his_own_decision_round(sent):
    registry.accept(sent, [4])
    assert refused(registry.reject, sent, [4]).code == "claim_already_decided"
    assert refused(registry.accept, sent, [4, 5]).code == "claim_already_decided"


@pytest.mark.parametrize("positions", [[], [22], [1, 22], [0]])
def test_claims_that_are_not_there_are_not_decided(sent, positions):
    assert refused(registry.accept, sent, positions).code == "claims_not_chosen"


def test_a_batch_that_is_not_submitted_cannot_be_decided(scene):
    submission = stage.prepared()
    registry.session()
    assert refused(registry.accept, submission, [1]).code == "submission_not_submitted"


def test_a_rejection_needs_a_reason_from_the_list_and_words(sent):
    unknown = acts.Rejection(reason_id=10**6, text="Because.")
    assert refused(acts.decide, sent.pk, [1], unknown, by=registry.officer()).code == "reason_unknown"
    assert refused(registry.reject, sent, [1], text="  \n").code == "explanation_missing"


def test_a_session_without_room_for_the_whole_batch_is_refused_even_for_one_claim(sent):
    small = registry.session(20, capacity=20, place="Courtroom 2")
    assert refused(registry.accept, sent, [1], to=small).code == "session_full"


def test_a_session_after_sixty_days_and_one_elsewhere_are_refused(sent):
    late = registry.session(70, place="Courtroom 3")
    assert refused(registry.accept, sent, [1], to=late).code == "session_too_late"
    registry.accept(sent, [1])
    other = registry.session(25, place="Courtroom 4")
    assert refused(registry.accept, sent, [2], to=other).code == "batch_heard_elsewhere"


def test_with_no_scanner_a_file_that_was_not_scanned_may_be_accepted(sent, settings):
    assert not settings.ICMS_CLAMD
    assert set(StoredFile.objects.values_list("scan_state", flat=True)) == {ScanState.NOT_SCANNED}
    assert registry.accept(sent, [1]) == 1


@pytest.mark.parametrize("state", [ScanState.NOT_SCANNED, ScanState.PENDING])
def test_with_a_scanner_a_claim_waits_until_its_files_are_clean(sent, settings, state):
    settings.ICMS_CLAMD = "127.0.0.1:1"
    StoredFile.objects.update(scan_state=ScanState.CLEAN)
    stage.file_of(5, "form_2").update(scan_state=state)
    found = refused(registry.accept, sent, [4, 5])
    assert found.code == "files_not_scanned"
    assert "claim 5" in str(found)
    assert registry.accept(sent, [4]) == 1
    assert registry.reject(sent, [5]) == 1


def test_a_claim_in_whose_form_malware_was_found_is_never_accepted(sent):
    stage.file_of(5, "form_1").update(scan_state=ScanState.INFECTED)
    assert refused(registry.accept, sent, [5]).code == "files_infected"


@pytest.mark.parametrize("who", ["accounts", "newcomer", "filer"])
def test_only_registry_officers_decide(sent, who):
    people = {
        "accounts": registry.accounts_officer,
        "newcomer": registry.newcomer,
        "filer": lambda: User.objects.get(email=stage.FILER),
    }
    by = people[who]()
    assert refused(registry.accept, sent, [1], by=by).code == "may_not_decide"


def test_one_bad_claim_ends_on_the_staffs_list_and_never_blocks_the_others(sent):
    # Its claimant has gone, as no act would ever leave it: opening the case fails each time.
    bad = sent.batch.claims.get(position=11)
    bad.parties.filter(role="claimant").update(role="third_party")
    registry.accept(sent, range(1, 22))
    for _ in range(outbox.ATTEMPTS):
        outbox.drain()
        OutboxJob.objects.filter(done_at=None, given_up_at=None).update(due_at=sent.completed_at)
    assert sent.batch.claims.filter(state=ClaimState.ACCEPTED).count() == 20
    bad.refresh_from_db()
    assert bad.state == ClaimState.SUBMITTED
    stuck = OutboxJob.objects.get(given_up_at__isnull=False)
    assert (stuck.topic, stuck.payload) == ("claim.decided", {"claim": bad.pk})
    # What failed gave its number back: the others have no gap.
    assert sorted(Case.objects.values_list("running_number", flat=True)) == list(range(1, 21))
    assert Sequence.objects.get(name__startswith="case:SCTC").last == 20
    bad.parties.filter(role="third_party", position=1).update(role="claimant")
    outbox.retry(stuck.pk)
    outbox.drain()
    bad.refresh_from_db()
    assert bad.state == ClaimState.ACCEPTED
    assert Message.objects.filter(template="claim_accepted").count() == 21


def test_a_decision_cannot_be_carried_out_outside_the_transaction_of_its_job(sent):
    registry.accept(sent, [1])
    with pytest.raises(RuntimeError):
        acts.carry_out(Claim.objects.get(batch__submission=sent, position=1).pk)


def test_a_claim_that_was_decided_otherwise_meanwhile_is_left_as_it_is(sent):
    registry.accept(sent, [1])
    Claim.objects.filter(batch__submission=sent, position=1).update(state=ClaimState.REJECTED)
    outbox.drain()
    job = OutboxJob.objects.get(topic="claim.decided")
    assert job.done_at is None
    assert "cannot be carried out" in job.last_error
    assert not Case.objects.exists()


def test_the_act_needs_as_many_statements_for_99_claims_as_for_21(scene):
    registry.session(31, capacity=300)
    by = registry.officer()
    counts = {}
    for claims, seed in ((21, 21), (99, 22)):
        sent = registry.before_the_officer(claims, seed)
        fresh = User.objects.get(pk=by.pk)
        session = HearingSession.objects.get(capacity=300)
        with CaptureQueriesContext(connection) as queries:
            registry.accept(sent, range(1, claims + 1), by=fresh, to=session)
        counts[claims] = len(queries)
    assert counts[21] == counts[99]
    assert counts[99] <= 25, counts


def test_what_an_officer_wrote_is_kept_as_it_was_decided(sent):
    registry.reject(sent, [9], text="  Page 2 is blank. \n")
    row = Decision.objects.get()
    assert row.text == "Page 2 is blank."
    assert json.loads(AuditEvent.objects.get(action="claim.decided.reject").data) == {"position": 9}
