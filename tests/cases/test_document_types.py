"""Document types are dated rows that staff edit: shipped whole, checked when saved, every change recorded (CRT-2)."""

from __future__ import annotations

import importlib
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from accounts import seed as accounts_seed
from cases import seed, seed_documents, type_changes
from cases.admin.document_types import DocumentTypeForm
from cases.codes import PAPER_TEMPLATES
from cases.models import DocumentType
from cases.papers import DRAWN
from icms import checks
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.lib.errors import Refused
from tests.cases.bench import Registry, type_of


@pytest.fixture
def officer(desk: Registry) -> Client:
    accounts_seed.load()
    desk.officer.groups.add(Group.objects.get(name=accounts_seed.REGISTRY_OFFICERS))
    client = Client()
    client.force_login(desk.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def filled(row: DocumentType, **changes: object) -> dict[str, object]:
    """What the form of a row sends, with changes."""
    values = {**model_to_dict(row, DocumentTypeForm.Meta.fields), **changes}
    return {name: value for name, value in values.items() if value not in (None, False)}


def page_of(row: DocumentType) -> str:
    return reverse("admin:cases_documenttype_change", args=[row.pk])


@pytest.mark.django_db
def test_the_31_types_are_shipped_sound_and_once():
    seed.load()
    seed_documents.load_document_types()
    assert DocumentType.objects.count() == 31
    assert checks.document_types_are_sound(databases=["default"]) == []
    for row in DocumentType.objects.all():
        row.full_clean()


@pytest.mark.django_db
def test_the_rows_that_the_migration_makes_are_those_that_are_shipped():
    made = importlib.import_module("cases.migrations.0011_fill_the_register")
    seed.load()
    for code, columns in made.TYPES.items():
        shipped, row = type_of(code), DocumentType(code=code, valid_from=made.FROM, **columns)
        row.pk, row.court = shipped.pk, shipped.court
        assert model_to_dict(row) == model_to_dict(shipped)


def test_every_paper_that_cases_draw_is_a_template_that_a_type_may_name():
    assert set(DRAWN) <= set(PAPER_TEMPLATES)


def test_an_officer_edits_a_type_and_the_change_is_recorded(officer: Client, desk: Registry):
    row = type_of("letter")
    answer = officer.post(page_of(row), filled(row, filed_by=["defendant"], purposes=["refund"], versions=2))
    assert answer.status_code == 302, answer.text
    row.refresh_from_db()
    assert (row.filed_by, row.purposes, row.versions) == (["defendant"], ["refund"], 2)
    event = AuditEvent.objects.get(action="documenttype.changed")
    assert event.target == f"cases.documenttype:{row.pk}"
    assert "defendant" in event.data


def test_court_and_code_of_a_type_are_fixed_and_nothing_is_deleted(officer: Client, desk: Registry):
    row = type_of("letter")
    officer.post(page_of(row), filled(row, code="epistle", court=desk.court.pk + 1))
    row.refresh_from_db()
    assert (row.code, row.court_id) == ("letter", desk.court.pk)
    page = officer.get(page_of(row)).text
    assert 'name="code"' not in page
    assert "let a changed row hold from a day" in page
    assert officer.post(reverse("admin:cases_documenttype_delete", args=[row.pk])).status_code == 403


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"companions": ["no_such_type"]}, "no_such_type"),
        ({"purposes": ["for_fun"]}, "for_fun"),
        ({"filed_by": ["judge"]}, "judge"),
        ({"valid_to": "2020-01-01"}, "last day is before the first day"),
    ],
)
def test_what_an_officer_enters_wrongly_is_refused_in_words(
    officer: Client, desk: Registry, changes: dict, says: str
):
    row = type_of("letter")
    answer = officer.post(page_of(row), filled(row, **changes))
    assert answer.status_code == 200
    assert says in answer.text
    row.refresh_from_db()
    assert row.valid_to is None


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("filed_by", ["judge"], "judge"),
        ("purposes", ["for_fun"], "for_fun"),
        ("companions", ["no_such_type"], "no_such_type"),
        ("companions", ["letter"], "own companion"),
        ("template", "poem", "poem"),
    ],
)
def test_codes_that_nothing_knows_are_found_by_saving_and_by_the_check(
    desk: Registry, column: str, value: object, says: str
):
    row = type_of("letter")
    setattr(row, column, value)
    with pytest.raises(ValidationError, match=says):
        row.clean()
    row.save()
    [found] = checks.document_types_are_sound(databases=["default"])
    assert (found.id, says in found.msg) == ("icms.E012", True)


def test_two_rows_of_one_code_do_not_hold_on_one_day(desk: Registry):
    row = type_of("letter")
    row.pk, row.valid_from = None, clock.today()
    with pytest.raises(ValidationError, match="no other row of it holds"):
        row.clean()
    DocumentType.objects.filter(code="letter").update(valid_to=clock.today() - timedelta(days=1))
    row.clean()


def test_a_change_by_notice_is_a_new_row_from_a_day(officer: Client, desk: Registry):
    old, day = type_of("letter"), clock.today() + timedelta(days=30)
    way = reverse("admin:cases_change_type_from", args=[old.pk])
    assert "First day of the change" in officer.get(way).text
    answer = officer.post(way, {"day": day.isoformat()})
    new = DocumentType.objects.exclude(pk=old.pk).get(code="letter")
    assert answer["Location"] == page_of(new)
    old.refresh_from_db()
    assert (old.valid_to, new.valid_from, new.valid_to) == (day - timedelta(days=1), day, None)
    assert (new.name_en, new.purposes, new.position) == (old.name_en, old.purposes, old.position)
    for on, row in ((day - timedelta(days=1), old), (day, new)):
        assert DocumentType.objects.find(desk.court.pk, "letter", on) == row
    actions = list(AuditEvent.objects.filter(action__startswith="documenttype.").values_list("action"))
    assert actions == [("documenttype.ended",), ("documenttype.added",)]
    before = list(DocumentType.objects.values())
    seed_documents.load_document_types()
    assert list(DocumentType.objects.values()) == before


@pytest.mark.parametrize(
    ("days", "code"),
    [(-1, "type_change_in_the_past"), (0, "type_change_before_it_holds"), (20, "document_type_ended")],
)
def test_a_change_from_a_day_that_cannot_be_is_refused(desk: Registry, days: int, code: str):
    row, today = type_of("letter"), clock.today()
    DocumentType.objects.filter(pk=row.pk).update(valid_from=today, valid_to=today + timedelta(days=10))
    with pytest.raises(Refused) as refused:
        type_changes.change_from(row.pk, today + timedelta(days=days), by=desk.officer)
    assert refused.value.code == code
    assert DocumentType.objects.filter(code="letter").count() == 1


def test_a_day_that_is_none_is_refused_on_the_page(officer: Client, desk: Registry):
    way = reverse("admin:cases_change_type_from", args=[type_of("letter").pk])
    for day in ("", "31.12.", date(2025, 1, 1).isoformat()):
        answer = officer.post(way, {"day": day})
        assert answer.status_code == 422
        assert "There is a problem" in answer.text
    assert DocumentType.objects.filter(code="letter").count() == 1


@pytest.mark.django_db
def test_short_names_stand_in_lists_where_a_type_has_one():
    seed.load()
    assert (type_of("form_1").short_name, type_of("letter").short_name) == ("Form 1", "Letter")
