"""The courts' codes as words of addresses: old databases follow, and what staff entered stays (CRT-1)."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from cases import seed as cases_seed
from cases.models import Court
from payments import seed as payments_seed
from payments.models import Concession

IN_CASES = import_module("cases.migrations.0015_court_codes")
IN_PAYMENTS = import_module("payments.migrations.0006_court_codes")
HERE = SimpleNamespace(connection=connection)

pytestmark = pytest.mark.django_db


def codes() -> set[str]:
    return set(Court.objects.values_list("code", flat=True))


def courts_of_concessions() -> set[str]:
    return set(Concession.objects.values_list("court", flat=True))


def go_back() -> None:
    IN_PAYMENTS.lengthen(apps, HERE)
    IN_CASES.lengthen(apps, HERE)


def go_on() -> None:
    IN_CASES.shorten(apps, HERE)
    IN_PAYMENTS.shorten(apps, HERE)


@pytest.fixture(autouse=True)
def an_old_database() -> None:
    cases_seed.load()
    payments_seed.load()
    go_back()


def test_every_court_gets_its_short_code_and_its_fees_follow_it():
    assert codes() == courts_of_concessions() == {"sct", "district-court", "high-court", "magistrates"}
    go_on()
    assert codes() == courts_of_concessions() == {"sct", "dc", "hc", "mag"}


def test_the_seeds_add_nothing_to_a_database_whose_codes_were_shortened():
    go_on()
    before = Concession.objects.count(), Court.objects.count()
    cases_seed.load()
    payments_seed.load()
    assert (Concession.objects.count(), Court.objects.count()) == before


def test_a_court_that_staff_entered_under_a_short_code_keeps_it_and_no_fee_changes_courts():
    ours = Court.objects.create(code="dc", name_en="Drainage Court", name_zh_hant="渠", name_zh_hans="渠")
    Concession.objects.create(court="dc", percent=50, valid_from="2020-01-01")
    go_on()
    assert Court.objects.get(code="dc") == ours
    assert Court.objects.get(code="district-court").name_en == "District Court"
    assert Concession.objects.get(court="dc").percent == 50
    assert Concession.objects.get(court="district-court").percent == 80


def test_a_fee_that_staff_entered_under_a_code_without_a_court_stays_beside_the_old_row():
    first = Concession.objects.get(court="high-court").valid_from
    Concession.objects.create(court="hc", percent=50, valid_from=first)
    go_on()
    assert Concession.objects.get(court="hc").percent == 50
    assert Concession.objects.get(court="high-court").percent == 80
