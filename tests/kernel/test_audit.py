"""The audit trail: one unbroken chain, written with the act or not at all (AUD-1)."""

from __future__ import annotations

import contextlib
import json

import pytest
from django.db import transaction

from icms.kernel import audit
from icms.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db(transaction=True)


def record(action: str, **data: object) -> AuditEvent:
    with transaction.atomic():
        return audit.record(action, "thing:1", by=audit.SYSTEM("test"), **data)


def undo() -> None:
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        audit.record("thing.undone", "thing:1", by=audit.PUBLIC)
        raise ZeroDivisionError


def test_links_follow_one_another_and_the_chain_holds():
    for number in range(5):
        record("thing.done", number=number)
    events = list(AuditEvent.objects.all())
    assert [event.sequence for event in events] == [1, 2, 3, 4, 5]
    assert list(audit.breaks(events)) == []


def test_several_records_of_one_act_are_several_links():
    with transaction.atomic():
        audit.record_many([audit.Record("a", "x:1", {}), audit.Record("b", "x:2", {})], by=audit.PUBLIC)
    assert list(audit.breaks(AuditEvent.objects.all())) == []
    assert AuditEvent.objects.count() == 2


@pytest.mark.parametrize("column", ["action", "target", "actor", "person", "organisation", "data", "at"])
def test_a_change_of_any_column_breaks_the_chain(column):
    for _ in range(3):
        record("thing.done")
    second = AuditEvent.objects.get(sequence=2)
    changed = AuditEvent.objects.get(sequence=3).at if column == "at" else "changed"
    AuditEvent.objects.filter(sequence=2).update(**{column: changed})
    assert getattr(second, column) != changed
    assert list(audit.breaks(AuditEvent.objects.all())) == [2]


def test_a_link_that_is_rewritten_with_its_hash_breaks_the_chain_at_the_next():
    for _ in range(3):
        record("thing.done")
    second = AuditEvent.objects.get(sequence=2)
    second.data = '{"changed": true}'
    forged = audit.digest(second)
    AuditEvent.objects.filter(sequence=2).update(data=second.data, hash=forged)
    AuditEvent.objects.filter(sequence=3).update(previous_hash=forged)
    assert list(audit.breaks(AuditEvent.objects.all())) == [3]


def test_a_link_taken_out_breaks_the_chain():
    for _ in range(3):
        record("thing.done")
    AuditEvent.objects.filter(sequence=2).delete()
    assert list(audit.breaks(AuditEvent.objects.all())) == [3]


def test_a_link_can_be_neither_changed_nor_deleted():
    link = record("thing.done")
    with pytest.raises(TypeError):
        link.save()
    with pytest.raises(TypeError):
        link.delete()


def test_a_record_outside_an_act_is_refused():
    with pytest.raises(RuntimeError):
        audit.record("thing.done", "thing:1", by=audit.PUBLIC)


def test_an_act_that_rolls_back_leaves_no_link():
    record("thing.done")
    undo()
    record("thing.done")
    events = list(AuditEvent.objects.all())
    assert [event.action for event in events] == ["thing.done", "thing.done"]
    assert list(audit.breaks(events)) == []


def test_particulars_are_kept_as_text_that_can_be_read_without_the_portal():
    link = record("thing.done", name="陳大文", cents=9600)
    assert json.loads(link.data) == {"cents": 9600, "name": "陳大文"}
