"""Issuing is done when its row says so, whatever papers there are (REG-3, F1)."""

from __future__ import annotations

import pytest
from django.db import transaction

from cases import issuing, transitions
from cases.models import CaseDocument, DocumentType, Issuing
from icms.kernel import outbox
from icms.kernel.models import IssuedDocument, OutboxJob
from icms.lib.errors import Refused
from messaging.models import Message
from tests.cases.bench import Registry, stored, type_of


def test_a_new_case_waits_for_its_papers_until_its_issuing_is_done(desk: Registry):
    case = desk.accept()
    row = Issuing.objects.get(case=case)
    assert (row.event, row.issued_at, row.created_at) == ("opened", None, case.accepted_at)
    outbox.drain()
    row.refresh_from_db()
    assert row.issued_at is not None
    assert set(IssuedDocument.objects.values_list("issued_at", flat=True)) == {row.issued_at}
    assert row.documents.count() == 3


def test_a_second_run_changes_nothing(desk: Registry):
    case = desk.accept()
    outbox.drain()
    before = list(CaseDocument.objects.values())
    with transaction.atomic():
        outbox.emit("case.opened", case=case.pk)
    outbox.drain()
    assert OutboxJob.objects.filter(topic="case.opened", done_at__isnull=False).count() == 2
    assert list(CaseDocument.objects.values()) == before
    assert Message.objects.filter(event=f"case:{case.pk}:opened", account=desk.filer).count() == 1


def test_a_case_without_forms_gets_its_notice_and_is_done(desk: Registry):
    case = desk.accept(desk.opening(documents=()))
    outbox.drain()
    assert [row.document_type.code for row in case.documents.all()] == ["form_3"]
    assert case.documents.get().number == 1
    assert Issuing.objects.get(case=case).issued_at is not None


def test_a_case_without_hearing_and_forms_is_done_with_no_paper(desk: Registry):
    case = desk.accept(desk.opening(documents=()))
    case.hearings.all().delete()
    made = issuing.make_papers({"case": case.pk})
    assert (made.files, made.outstanding) == ((), {})


def test_a_notice_of_hearing_in_the_register_does_not_stop_the_issuing(desk: Registry):
    case = desk.accept()
    CaseDocument.objects.create(
        case=case, document_type=type_of("form_3"), number=9, filed=stored(), received_at=case.deemed_at
    )
    outbox.drain()
    assert case.documents.filter(document_type__code="form_3").count() == 2
    assert Issuing.objects.get(case=case).issued_at is not None


def test_what_is_entered_while_the_papers_wait_is_not_sealed_with_them(desk: Registry):
    case = desk.accept()
    later = CaseDocument.objects.create(
        case=case, document_type=type_of("form_2"), number=3, filed=stored(), received_at=case.deemed_at
    )
    outbox.drain()
    later.refresh_from_db()
    assert later.issued_id is None
    assert case.documents.get(document_type__code="form_3").number == 4


def test_a_type_that_is_not_sealed_stays_as_it_was_filed(desk: Registry):
    DocumentType.objects.filter(code="form_1").update(sealed=False)
    case = desk.accept()
    outbox.drain()
    issued = case.documents.filter(issued__isnull=False).values_list("document_type__code", flat=True)
    assert list(issued) == ["form_2", "form_3"]


def test_a_court_without_a_type_for_its_notice_has_the_job_on_the_staffs_list(desk: Registry):
    case = desk.accept()
    DocumentType.objects.filter(template="hearing_notice").update(template="")
    with pytest.raises(Refused) as refused:
        issuing.make_papers({"case": case.pk})
    assert refused.value.code == "notice_type_missing"
    assert Issuing.objects.get(case=case).issued_at is None


def test_of_two_workers_the_second_issues_nothing(desk: Registry):
    case = desk.accept()
    first, second = (issuing.make_papers({"case": case.pk}) for _ in range(2))
    outcomes = []
    for made in (first, second):
        with transaction.atomic(durable=True):
            outcomes.append(transitions.issue(case.pk, made, by=desk.officer))
    assert outcomes == [True, False]
    assert IssuedDocument.objects.count() == 3
