"""The register of a case: what is entered gets a number and stays, whatever its type and form (CRT-2, DOC-8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cases import register, transitions
from cases.models import Case, CaseDocument, Court, DocumentType
from cases.register import Entry
from icms.kernel import outbox
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.lib.errors import Refused, word
from tests.cases.bench import Registry, stored, type_of

Original = CaseDocument.Original


@pytest.fixture
def case(desk: Registry) -> Case:
    """A case with its three forms issued."""
    opened = desk.accept()
    outbox.drain()
    return opened


def enter(desk: Registry, case: Case, code: str = "affidavit", **values: object) -> CaseDocument:
    """An affidavit by default, electronic and with a file."""
    given = {"received_at": clock.now(), **values}
    if given.get("original") != Original.PAPER:
        given.setdefault("file_id", stored().pk)
    entry = Entry(document_type_id=type_of(code).pk, **given)
    with transaction.atomic(durable=True):
        return register.enter(case.pk, entry, by=desk.officer)


def refusal(desk: Registry, case: Case, **values: object) -> str:
    with pytest.raises(Refused) as refused:
        enter(desk, case, **values)
    assert "Nothing was changed" in word(refused.value)
    return refused.value.code


def test_two_affidavits_stand_side_by_side_with_the_next_numbers(desk: Registry, case: Case):
    first = enter(desk, case, filed_by_id=desk.filer.pk)
    second = enter(desk, case, title="Second affidavit of Chan Tai Man")
    assert [row.number for row in case.documents.all()] == [1, 2, 3, first.number, second.number]
    assert (first.name, second.name) == ("Affidavit or affirmation", "Second affidavit of Chan Tai Man")
    assert AuditEvent.objects.filter(action="document.entered").count() == 2


def test_a_step_of_the_register_outside_an_act_is_refused(desk: Registry, case: Case):
    with pytest.raises(RuntimeError):
        register.enter(case.pk, Entry(type_of("letter").pk, clock.now()), by=desk.officer)


def test_amended_versions_follow_each_other_and_each_has_one_successor(desk: Registry, case: Case):
    form = case.documents.get(document_type__code="form_2")
    assert refusal(desk, case, code="form_2", version=1) == "document_needs_the_one_before"
    first = enter(desk, case, "form_2", version=1, supersedes_id=form.pk)
    again = {"code": "form_2", "version": 1, "supersedes_id": form.pk}
    assert refusal(desk, case, **again) == "document_superseded_already"
    second = enter(desk, case, "form_2", version=2, supersedes_id=first.pk)
    assert second.supersedes.supersedes == form
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseDocument.objects.filter(pk=second.pk).update(supersedes=form)


def test_a_document_of_another_case_is_not_superseded(desk: Registry, case: Case):
    other = desk.accept().documents.first()
    assert refusal(desk, case, version=1, supersedes_id=other.pk) == "document_of_another_case"


def test_an_original_on_paper_has_no_file_and_everything_else_has_one(desk: Registry, case: Case):
    paper = enter(desk, case, original=Original.PAPER)
    assert (paper.filed_id, paper.issued_id) == (None, None)
    assert refusal(desk, case, original=Original.PAPER, file_id=stored().pk) == "paper_original_has_no_file"
    for original in (Original.ELECTRONIC, Original.REFERENCE):
        assert refusal(desk, case, original=original, file_id=None) == "document_needs_a_file"
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseDocument.objects.filter(pk=paper.pk).update(original=Original.REFERENCE)


@pytest.mark.parametrize(
    "harm",
    [
        {"number": 0},
        {"number": 2},
        {"received_at": None},
        {"version": 1},
        {"filed": None},
        {"original": "paper"},
    ],
)
def test_the_database_refuses_what_no_register_may_hold(desk: Registry, case: Case, harm: dict):
    form = case.documents.get(number=1)
    CaseDocument.objects.filter(pk=form.pk).update(issued=None, reference=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseDocument.objects.filter(pk=form.pk).update(**harm)


def test_a_document_does_not_supersede_itself(desk: Registry, case: Case):
    form = case.documents.get(number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseDocument.objects.filter(pk=form.pk).update(supersedes=form)


def test_a_type_that_ended_yesterday_or_is_of_another_court_is_refused_in_words(desk: Registry, case: Case):
    DocumentType.objects.filter(code="affidavit").update(valid_to=clock.today() - timedelta(days=1))
    assert refusal(desk, case) == "document_type_ended"
    enter(desk, case, received_at=clock.now() - timedelta(days=1))
    DocumentType.objects.filter(code="letter").update(court=Court.objects.get(code="hc"))
    elsewhere = DocumentType.objects.get(code="letter")
    with pytest.raises(Refused) as refused, transaction.atomic(durable=True):
        register.enter(case.pk, Entry(elsewhere.pk, clock.now(), file_id=stored().pk), by=desk.officer)
    assert refused.value.code == "document_of_another_court"


def test_a_claim_is_filed_under_the_rows_of_its_day(desk: Registry):
    yesterday = clock.today() - timedelta(days=1)
    DocumentType.objects.filter(code="form_1").update(valid_to=yesterday)
    court, old = desk.court.pk, type_of("form_1").pk
    assert register.types_in_force(court, ["form_1"], yesterday) == {"form_1": old}
    with pytest.raises(Refused) as refused:
        register.types_in_force(court, ["form_1", "form_2"], clock.today())
    assert refused.value.code == "document_type_ended"
    assert "Form 1" in word(refused.value)


def test_openness_is_as_the_type_says_unless_it_was_decided_for_the_document(desk: Registry, case: Case):
    document = enter(desk, case)
    assert not document.is_open_to_inspection
    DocumentType.objects.filter(code="affidavit").update(open_to_inspection=True)
    document = CaseDocument.objects.get(pk=document.pk)
    assert document.is_open_to_inspection
    document.open_to_inspection = False
    assert not document.is_open_to_inspection


def test_a_closure_moves_what_was_filed_with_the_case_and_nothing_that_came_later(desk: Registry, case: Case):
    later = enter(desk, case, received_at=case.deemed_at + timedelta(days=1))
    moved = case.deemed_at + timedelta(hours=3)
    with transaction.atomic(durable=True):
        transitions.move_deemed_times({moved: [case.pk]})
    times = dict(case.documents.values_list("number", "received_at"))
    assert times == {1: moved, 2: moved, 3: None, later.number: later.received_at}
