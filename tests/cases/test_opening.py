"""A claim becomes a case: numbers, places, links, documents, messages (REG-3, CRT-3, LNK-6)."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import transaction

from accounts.models import Account
from accounts.states import AccountState
from cases import issuing, transitions
from cases.models import Case, CaseDocument, CaseLink, HearingSession, SessionBooking
from icms.files.keep import open_file
from icms.kernel import outbox
from icms.kernel.models import AuditEvent, IssuedDocument, OutboxJob
from icms.lib import clock
from icms.lib.errors import Refused, word
from messaging.models import Message
from tests.cases.bench import Registry, session_in


def test_a_case_has_number_parties_link_hearing_and_the_forms_as_filed(desk: Registry):
    case = desk.accept()
    assert case.number == f"SCTC 000001/{clock.today().year}"
    assert [(row.role, row.position) for row in case.parties.all()] == [("claimant", 1), ("defendant", 2)]
    assert case.parties.get(role="defendant").addresses.get().serve
    link = CaseLink.objects.get(case=case)
    assert (link.organisation, link.capacity, link.unlinked_at) == (desk.filer.organisation, "party", None)
    assert [party.role for party in link.parties.all()] == ["claimant"]
    assert (case.origin, case.state, case.result) == ("bulk_claim", "open", "")
    assert case.hearings.get().session == desk.session
    assert [(row.number, row.document_type.code, row.received_at) for row in case.documents.all()] == [
        (1, "form_1", case.deemed_at),
        (2, "form_2", case.deemed_at),
    ]
    assert OutboxJob.objects.get(topic="case.opened").payload == {"case": case.pk}
    assert AuditEvent.objects.filter(action="case.opened", target=f"cases.case:{case.pk}").count() == 1


def test_numbers_have_no_gap_when_an_acceptance_fails_after_its_number_was_taken(desk: Registry):
    desk.accept()

    def taken_back():
        with transaction.atomic(durable=True):
            transitions.open_case(desk.opening(), by=desk.officer)
            raise RuntimeError("the act fails after the step")

    with pytest.raises(RuntimeError):
        taken_back()
    assert desk.accept().running_number == 2
    assert list(Case.objects.order_by("pk").values_list("running_number", flat=True)) == [1, 2]
    assert SessionBooking.objects.get().taken == 2


def test_a_step_outside_an_act_is_refused(desk: Registry):
    with pytest.raises(RuntimeError):
        transitions.open_case(desk.opening(), by=desk.officer)
    with pytest.raises(RuntimeError):
        transitions.issue(1, (), by=desk.officer)
    with pytest.raises(RuntimeError):
        transitions.book_session(desk.session.pk, batch="T", places=1, filed_on=clock.today())


def test_the_claims_of_a_batch_are_heard_together_and_keep_their_places(desk: Registry):
    small = session_in(31, court=desk.court, capacity=30, place="Courtroom 3")
    desk.book(25, batch="T-A", session=small)
    with pytest.raises(Refused) as refused:
        desk.book(6, batch="T-B", session=small)
    assert refused.value.code == "session_full"
    assert "5" in word(refused.value)
    for _ in range(3):
        desk.accept(desk.opening(batch="T-A", session_id=small.pk))
    booking = SessionBooking.objects.get(batch="T-A")
    assert (booking.places, booking.taken) == (25, 3)


def test_a_batch_that_has_a_session_cannot_be_given_another(desk: Registry):
    other = session_in(32, court=desk.court)
    desk.book(21, batch="T-A")
    with pytest.raises(Refused) as refused:
        desk.book(1, batch="T-A", session=other)
    assert refused.value.code == "batch_heard_elsewhere"


def test_what_is_still_undecided_when_the_session_of_a_batch_has_begun_may_be_heard_at_a_later_one(
    desk: Registry,
):
    desk.accept()
    HearingSession.objects.filter(pk=desk.session.pk).update(starts_at=clock.now() - timedelta(hours=1))
    later = session_in(days=40, court=desk.court)
    offered = transitions.proposals(
        court_id=desk.court.pk, filed_on=clock.today(), places=1, batch=SessionBooking.objects.get().batch
    )
    assert later in offered
    assert desk.session not in offered
    assert desk.accept(desk.opening(session_id=later.pk)).hearings.get().session == later
    assert SessionBooking.objects.get().session == later


def test_a_claim_beyond_the_places_of_its_batch_takes_one_more_if_there_is_room(desk: Registry):
    tight = session_in(33, court=desk.court, capacity=2, place="Courtroom 4")
    desk.book(1, batch="T-A", session=tight)
    desk.accept(desk.opening(batch="T-A", session_id=tight.pk))
    desk.accept(desk.opening(batch="T-A", session_id=tight.pk))
    with pytest.raises(Refused) as refused:
        desk.accept(desk.opening(batch="T-A", session_id=tight.pk))
    assert refused.value.code == "session_full"
    assert Case.objects.count() == 2


def test_a_hearing_is_within_sixty_days_of_filing_to_the_day(desk: Registry):
    last, late = session_in(60, court=desk.court), session_in(61, court=desk.court)
    desk.book(1, batch="T-A", session=last)
    with pytest.raises(Refused) as refused:
        desk.book(1, batch="T-B", session=late)
    assert refused.value.code == "session_too_late"


def test_a_session_that_is_over_or_of_another_court_is_refused(desk: Registry):
    past = session_in(-1, court=desk.court)
    with pytest.raises(Refused) as refused:
        desk.book(1, batch="T-A", session=past)
    assert refused.value.code == "session_over"
    from cases.models import Court

    foreign = session_in(20, court=Court.objects.get(code="hc"))
    with pytest.raises(Refused) as refused:
        desk.accept(desk.opening(batch="T-B", session_id=foreign.pk))
    assert refused.value.code == "session_of_another_court"
    assert not SessionBooking.objects.exists()


def test_the_officer_is_offered_sessions_in_time_with_room_and_the_booked_one_afterwards(desk: Registry):
    session_in(61, court=desk.court)
    session_in(40, court=desk.court, capacity=10, place="Courtroom 5")
    soon = session_in(5, court=desk.court)
    ask = {"court_id": desk.court.pk, "filed_on": clock.today(), "places": 21, "batch": "T-A"}
    assert transitions.proposals(**ask) == [desk.session, soon]
    desk.book(21, batch="T-A", session=soon)
    assert transitions.proposals(**ask) == [soon]


def test_issuing_gives_form_3_and_both_sealed_forms_in_one_message_to_filer_and_default_user(desk: Registry):
    case = desk.accept()
    outbox.drain()
    documents = {row.document_type.code: row for row in case.documents.select_related("issued", "reference")}
    assert set(documents) == {"form_1", "form_2", "form_3"}
    for row in documents.values():
        assert row.reference.sha256 == row.issued.sha256
        with open_file(row.issued, verified=True) as opened:
            assert hashlib.sha256(opened.read()).hexdigest() == row.reference.sha256
    messages = Message.objects.filter(event=f"case:{case.pk}:opened")
    assert sorted(messages.values_list("account_id", flat=True)) == sorted([desk.filer.pk, desk.default.pk])
    assert [row.title for row in messages[0].attachments.all()] == ["form_1", "form_2", "form_3"]
    assert {row.reference for row in messages[0].attachments.all()} == {
        row.reference.reference for row in documents.values()
    }


def test_the_filed_bytes_stay_as_they_were(desk: Registry):
    case = desk.accept()
    before = {row.number: row.filed.sha256 for row in case.documents.select_related("filed")}
    outbox.drain()
    for row in case.documents.filter(filed__isnull=False).select_related("filed", "issued"):
        assert row.filed.sha256 == before[row.number] != row.issued.sha256
        open_file(row.filed, verified=True).close()


def test_a_form_that_was_altered_on_the_disk_is_never_sealed(desk: Registry, settings):
    from pathlib import Path

    case = desk.accept()
    stored = case.documents.get(document_type__code="form_1").filed
    path = Path(settings.MEDIA_ROOT) / stored.path
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")
    outbox.drain()
    assert dict(case.documents.values_list("document_type__code", "outstanding")) == {
        "form_1": "file_altered",
        "form_2": "",
        "form_3": "",
    }
    assert not case.documents.get(document_type__code="form_1").issued


def test_issuing_twice_gives_one_set_of_documents_and_one_message(desk: Registry):
    case = desk.accept()
    first, second = (issuing.make_papers({"case": case.pk}) for _ in range(2))
    with transaction.atomic(durable=True):
        assert transitions.issue(case.pk, first, by=desk.officer)
    with transaction.atomic(durable=True):
        assert not transitions.issue(case.pk, second, by=desk.officer)
    outbox.drain()
    assert IssuedDocument.objects.count() == CaseDocument.objects.count() == 3
    assert {row.reference for row in IssuedDocument.objects.all()} == {file.reference for file in first.files}
    assert Message.objects.filter(account=desk.filer).count() == 1
    assert AuditEvent.objects.filter(action="case.issued").count() == 1
    assert issuing.make_papers({"case": case.pk}).files == ()


def test_a_filer_who_is_the_default_user_gets_one_message(desk: Registry):
    case = desk.accept(desk.opening(filer_id=desk.default.pk))
    outbox.drain()
    assert list(Message.objects.values_list("account_id", "event")) == [
        (desk.default.pk, f"case:{case.pk}:opened")
    ]


def test_documents_reach_somebody_even_if_every_account_is_suspended(desk: Registry):
    case = desk.accept()
    Account.objects.update(state=AccountState.SUSPENDED)
    outbox.drain()
    assert list(Message.objects.values_list("account_id", "event")) == [
        (desk.filer.pk, f"case:{case.pk}:opened")
    ]


def test_the_year_of_a_number_is_the_hong_kong_year_of_acceptance(desk: Registry, monkeypatch):
    new_year = clock.now().replace(month=12, day=31, hour=16, minute=0, second=0)
    session = session_in(50, court=desk.court)
    desk.book(1, batch="T-A", session=session)
    monkeypatch.setattr("icms.lib.clock.now", lambda: new_year)
    case = desk.accept(
        desk.opening(batch="T-A", session_id=session.pk, deemed_at=new_year - timedelta(days=1))
    )
    assert case.number == f"SCTC 000001/{new_year.year + 1}"
