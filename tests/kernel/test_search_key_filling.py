"""Rows that were there before the registry's search had keys get them by the migration (REG-2a)."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts.models import Organisation, User
from icms.lib.key_fields import NameKeyField, RegisteredNameKeyField, fill_keys, with_keys

pytestmark = pytest.mark.django_db


def test_d11_old_rows_get_the_keys_that_new_rows_have():
    made = Organisation.objects.create(
        kind="company",
        name_en="The Harbour Light Co., Ltd.",
        name_zh="海港光有限公司",
        registration_number="00-42",
    )
    keys = (made.name_en_search, made.name_zh_search, made.number_search)
    assert all(keys)
    Organisation.objects.update(name_en_search="", name_zh_search="", number_search="")
    fill_keys(Organisation, connection.alias)
    made.refresh_from_db()
    assert (made.name_en_search, made.name_zh_search, made.number_search) == keys


def test_d11_a_fill_writes_every_batch_of_a_long_table(monkeypatch):
    monkeypatch.setattr("icms.lib.key_fields.BATCH", 2)
    for number in range(5):
        User.objects.create_user(f"p{number}@example.org", name_en=f"Person {number}")
    User.objects.update(name_en_search="")
    fill_keys(User, connection.alias)
    assert not User.objects.filter(name_en_search="").exists()


def test_a_saved_name_brings_its_key_and_other_fields_bring_none():
    assert with_keys(User, ["name_en"]) == {"name_en", "name_en_search"}
    assert with_keys(User, ["language"]) == {"language"}


@pytest.mark.parametrize(
    ("field", "key"), [(RegisteredNameKeyField, "thechan&coltd"), (NameKeyField, "chanandcompanylimited")]
)
def test_a_column_keeps_the_key_that_its_class_says(field: type, key: str):
    column = field("a key", of="name_en")
    column.set_attributes_from_name("name_en_kept")
    person = User(name_en="The Chan & Co. Limited")
    assert column.pre_save(person, add=True) == person.name_en_kept == key
    assert column.deconstruct()[3] == {"verbose_name": "a key", "of": "name_en"}
