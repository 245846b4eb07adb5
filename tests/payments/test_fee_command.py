"""`manage.py fee` answers by the rows and rules of the payment itself, and refuses nonsense (issue 2, point 5)."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases import seed as cases_seed
from payments import seed
from payments.models import FeeItem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready(db, monkeypatch):
    cases_seed.load()
    seed.load()
    # The suite's database is ready; making one ready is tried with the other commands.
    monkeypatch.setattr("icms.prepare.ensure_database", lambda: None)


def fee(*arguments: str) -> str:
    out = StringIO()
    call_command("fee", *arguments, stdout=out)
    return out.getvalue()


def answer(*arguments: str) -> dict:
    return json.loads(fee(*arguments, "--json"))


def test_the_example_of_the_handbook():
    assert answer("--amount", "60000", "--addresses", "1", "--on", "2026-01-05") == {
        "total_cents": 10_600,
        "lines": [
            {
                "code": "filing_fee",
                "label": "Filing fee",
                "quantity": 1,
                "unit_cents": 9_600,
                "cents": 9_600,
                "full_cents": 12_000,
                "conceded": True,
            },
            {
                "code": "service_fee",
                "label": "Service of a claim, each address",
                "quantity": 1,
                "unit_cents": 1_000,
                "cents": 1_000,
                "full_cents": 1_000,
                "conceded": False,
            },
        ],
    }


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        ("0.01", 1_600),
        ("5000", 1_600),
        ("5000.01", 3_200),
        ("25000", 3_200),
        ("25000.01", 5_600),
        ("50000.00", 5_600),
        ("50,000.01", 9_600),
        ("75000", 9_600),
    ],
)
def test_the_bands_end_where_the_scale_says(amount, cents):
    assert answer("--amount", amount, "--on", "2026-01-05")["total_cents"] == cents


def test_the_day_decides_on_the_concession():
    assert answer("--amount", "60000", "--on", "2024-10-30")["total_cents"] == 12_000
    assert answer("--amount", "60000", "--on", "2024-10-31")["total_cents"] == 9_600
    assert answer("--amount", "60000", "--on", "2027-10-31")["total_cents"] == 12_000


def test_words_for_people_name_the_total():
    words = fee("--amount", "60000", "--addresses", "2", "--on", "2026-01-05")
    assert "Filing fee: 1 × HK$96.00 = HK$96.00 (without concession HK$120.00)" in words
    assert words.rstrip().endswith("Total: HK$116.00")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--amount", "-5"],
        ["--amount", "0"],
        ["--amount", "10.001"],
        ["--amount", "75000.01"],
        ["--amount", "1e3"],
        ["--amount", "many"],
        ["--amount", "60000", "--addresses", "-1"],
        ["--amount", "60000", "--addresses", "one"],
        ["--amount", "60000", "--on", "2026-02-30"],
        ["--amount", "60000", "--on", "2026-W01-1"],
        ["--amount", "60000", "--on", "yesterday"],
        ["--amount", "60000", "--on", "2018-12-02"],
        ["--amount", "60000", "--on", "2026-01-05", "--court", "moon"],
    ],
    ids=" ".join,
)
def test_arguments_of_no_use_end_with_2_and_words(arguments):
    with pytest.raises(CommandError) as refused:
        fee(*arguments)
    assert refused.value.returncode == 2
    assert len(str(refused.value)) > 20


def test_a_fee_that_the_court_has_still_to_set_is_told_so():
    FeeItem.objects.filter(code="service_fee").update(cents=None)
    with pytest.raises(CommandError, match="still to be set by the court"):
        fee("--amount", "60000", "--addresses", "1", "--on", "2026-01-05")
