"""Clashes of numbers and names: found by their keys, in as many statements however many there are (ACC-2)."""

from __future__ import annotations

import importlib
import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction

from accounts import clashes, transitions
from accounts.models import Application, Organisation, User
from accounts.rules import application as rules
from accounts.rules.likeness import organisation_keys
from icms.kernel.audit import PUBLIC
from tests.accounts import applicants, firm

MANY = 300
INDEX = re.compile(r"(?:organisation|application)_(?:by|number_is)_\w+")


@pytest.fixture(autouse=True)
def bench(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def officer() -> User:
    return firm.support_officer()


def register_many() -> None:
    Organisation.objects.bulk_create(
        Organisation(
            kind="company",
            name_en=f"Company {number}",
            name_zh=f"公司{number}",
            registration_number=f"N-{number}",
            **organisation_keys(f"N-{number}", f"Company {number}", f"公司{number}"),
        )
        for number in range(MANY)
    )


def found(application: Application) -> tuple[list[str], list[str]]:
    application = Application.objects.select_related("account").get(pk=application.pk)
    return (
        [each.registration_number for each in clashes.organisations_like(application)],
        [each.reference for each in clashes.applications_like(application)],
    )


@pytest.mark.parametrize(
    "given",
    [
        {"registration_number": "1234 5678", "organisation_name_en": "Other", "organisation_name_zh": ""},
        {"organisation_name_en": "CHAN  PARTNERS Ltd.", "organisation_name_zh": ""},
        {"organisation_name_en": "", "organisation_name_zh": "陳律師行有限公司"},
        {"organisation_name_en": "", "organisation_name_zh": "陈律师行"},
        {"organisation_name_en": "陳律師行", "organisation_name_zh": ""},
    ],
    ids=["number", "english name", "chinese name", "other script", "chinese name in the other field"],
)
def test_what_looks_alike_is_found(officer: User, given: dict[str, str]):
    first = applicants.approved(officer)
    second = applicants.sent(email="b@firm.example", **{"registration_number": "99", **given})
    organisations, applications = found(second)
    assert organisations == ["12345678"]
    assert applications == ([first.reference] if given.get("registration_number") else [])


def test_an_application_does_not_clash_with_itself_nor_with_what_has_ended(officer: User):
    first = applicants.sent()
    transitions.withdraw(first.pk, by=PUBLIC)
    second = applicants.approved(officer)
    assert found(second) == ([], [])


def test_a_public_body_without_a_number_clashes_with_no_other_without_one(officer: User):
    body = {"organisation_kind": "statutory_body", "registration_number": ""}
    applicants.approved(officer, **body)
    second = applicants.sent(
        email="b@body.example", **body, organisation_name_en="X", organisation_name_zh=""
    )
    assert found(second) == ([], [])


def test_changing_the_number_changes_what_it_clashes_with():
    first, second = applicants.sent(), applicants.filled(email="b@firm.example", registration_number="77")
    assert found(second)[1] == []
    transitions.save(
        second.pk, rules.BODY, {**applicants.BODY, "registration_number": "12-345678"}, by=PUBLIC
    )
    assert found(second)[1] == [first.reference]


def test_as_many_statements_with_three_hundred_organisations_as_with_one(
    officer: User, django_assert_num_queries
):
    application = applicants.sent()
    for register in (lambda: None, register_many):
        register()
        shown = Application.objects.select_related("account").get(pk=application.pk)
        with django_assert_num_queries(2):
            clashes.organisations_like(shown)
            clashes.applications_like(shown)


def test_the_database_looks_into_indexes_alone():
    """PostgreSQL reads a table that fits a few pages whole where it may; here it may not."""
    application = applicants.sent()
    register_many()
    asked = {clashes._organisations: 3, clashes._applications: 2}
    for find, indexes in asked.items():
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute(
                    "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"
                )
            plan = find(application).explain()
        assert "SCAN accounts" not in plan
        assert "Seq Scan" not in plan
        assert len(set(INDEX.findall(plan))) == indexes, plan


def test_one_number_in_two_spellings_is_registered_once_whoever_asks():
    keys = organisation_keys("1234-5678", "A", "")
    Organisation.objects.create(kind="company", name_en="A", registration_number="1234-5678", **keys)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(kind="company", name_en="B", registration_number="12345678", **keys)


def test_the_migration_writes_the_keys_of_what_is_there_and_keeps_a_number_once():
    application = applicants.sent()
    Application.objects.update(number_key="")
    for number in ("1234-5678", "12345678", "9"):
        Organisation.objects.create(kind="company", name_en=f"Chan {number} Ltd", registration_number=number)
    step = importlib.import_module("accounts.migrations.0006_keys_of_likeness")
    step.write_keys(apps, None)
    application.refresh_from_db()
    assert application.number_key == "12345678"
    kept = Organisation.objects.order_by("pk").values_list("number_key", "name_en_key")
    assert list(kept) == [("12345678", "chan12345678"), ("", "chan12345678"), ("9", "chan9")]


def test_the_keys_of_names_are_written_again_and_those_of_numbers_stay():
    names = {"kind": "company", "name_en": "Chan Ltd", "name_zh": "陳律師行"}
    for number, key in (("1234-5678", "12345678"), ("12345678", "")):
        Organisation.objects.create(registration_number=number, number_key=key, **names)
    Organisation.objects.update(name_zh_search="")
    step = importlib.import_module("accounts.migrations.0009_names_in_one_script")
    step.write_keys(apps, connection.schema_editor())
    kept = Organisation.objects.order_by("pk")
    assert list(kept.values_list("number_key", flat=True)) == ["12345678", ""]
    keys = kept.values_list("name_en_key", "name_zh_key", "name_zh_search")
    assert list(keys) == [("chan", "陈律师行", "陈律师行")] * 2
