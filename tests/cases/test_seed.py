"""Shipped reference data: courts, hours, general holidays, claimants, and the demo's sittings (CRT-1, CRT-5, TIM-4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases import seed
from cases.codes import ADDRESS_KINDS as ADDRESS_KIND_WORDS
from cases.codes import CLAIM_KINDS as KIND_WORDS
from cases.codes import PARTY_KINDS as PARTY_KIND_WORDS
from cases.codes import PARTY_ROLES as PARTY_ROLE_WORDS
from cases.models import ApprovedClaimant, CaseType, Court, GeneralHoliday, HearingSession, OfficeHours
from cases.office import calendar_of
from filing.rules.claim import ADDRESS_KINDS, CLAIM_KINDS, PARTY_KINDS, PARTY_ROLES
from icms.lib import clock
from tests.rules.sct_calendar import GAZETTED, HOLIDAYS, HOURS, registry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", sorted(GAZETTED))
def test_the_general_holidays_of_each_year_are_the_seventeen_of_the_gazette(year: int):
    seed.load_holidays(range(year, year + 1))
    shipped = list(GeneralHoliday.objects.values_list("day", flat=True))
    assert shipped == sorted(day for day in HOLIDAYS if day.year == year)
    assert len(shipped) == 17


def test_every_holiday_has_a_name_in_the_three_languages():
    seed.load()
    for row in GeneralHoliday.objects.all():
        assert row.name_en.isascii() or "’" in row.name_en
        assert row.name_zh_hant
        assert row.name_zh_hans
    assert GeneralHoliday.objects.get(day=date(2026, 4, 3)).name_zh_hans == "耶稣受难节"


def test_loading_again_changes_nothing_and_keeps_what_staff_have_changed():
    seed.load()
    GeneralHoliday.objects.get(day=date(2028, 5, 29)).delete()
    OfficeHours.objects.filter(court__code="sct", weekday=0).update(valid_to=date(2027, 1, 1))
    CaseType.objects.filter(code="dcec").update(efiling_from=date(2027, 3, 1))
    ApprovedClaimant.objects.filter(name_en="Sun Mobile Limited").update(valid_to=date(2027, 1, 1))
    models = (Court, CaseType, OfficeHours, GeneralHoliday, ApprovedClaimant)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    seed.load()
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_the_courts_calendar_from_rows_is_the_one_that_the_rules_are_tested_with():
    seed.load()
    calendar, expected = calendar_of(Court.objects.get(code="sct").pk), registry()
    assert set(calendar.holidays) == set(expected.holidays)
    assert calendar.known_years == expected.known_years
    spans = {(row.weekday, row.opens, row.closes) for row in calendar.hours}
    assert spans == {(row.weekday, row.opens, row.closes) for row in HOURS}


def test_the_table_of_courts_says_from_when_each_kind_of_case_is_taken():
    seed.load()
    dates = dict(CaseType.objects.values_list("code", "efiling_from"))
    expected = {
        "sctc": date(2024, 10, 31), "dcpi": date(2022, 5, 6), "dctc": date(2022, 5, 6), "dccj": date(2022, 7, 29),
        "dcec": None, "mcds": date(2022, 12, 30), "cacv": date(2025, 6, 30), "hccl": date(2025, 8, 29),
        "hcct": date(2025, 8, 29), "hcip": date(2025, 8, 29), "hca": date(2025, 12, 19),
    }  # fmt: skip
    assert {code: dates[code] for code in expected} == expected
    assert [row.code for row in CaseType.objects.filter(in_bulk_only=True)] == ["sctc"]


def test_a1_the_six_approved_claimants_with_their_kinds_of_claim():
    seed.load()
    kinds = dict(ApprovedClaimant.objects.values_list("name_en", "kinds"))
    assert len(kinds) == 6
    assert kinds["Hospital Authority"] == ["medical_charges"]
    assert kinds["MTR Corporation Limited"] == ["surcharges"]
    assert ApprovedClaimant.objects.get(name_en="DSG Energy Limited").name_zh == "特爾高能源有限公司"
    assert not ApprovedClaimant.objects.filter(organisation__isnull=False).exists()


def test_every_code_of_a_claim_has_words():
    assert tuple(KIND_WORDS) == CLAIM_KINDS
    assert set(PARTY_ROLES) < set(PARTY_ROLE_WORDS)
    assert tuple(PARTY_KIND_WORDS) == PARTY_KINDS
    assert tuple(ADDRESS_KIND_WORDS) == ADDRESS_KINDS


def test_every_case_type_names_the_roles_of_its_parties_in_the_order_of_the_lists():
    seed.load()
    order = list(PARTY_ROLE_WORDS)
    for case_type in CaseType.objects.all():
        assert len(case_type.roles) >= 2
        assert case_type.roles == sorted(case_type.roles, key=order.index), case_type.code
    assert CaseType.objects.get(code="sctc").roles == list(PARTY_ROLES)


def test_nobody_is_represented_at_the_tribunal_and_it_alone_takes_its_numbers_from_the_portal():
    seed.load()
    sct = CaseType.objects.filter(court__code="sct")
    assert list(sct.values_list("allows_representatives", "numbered_by_portal")) == [(False, True)]
    others = CaseType.objects.exclude(court__code="sct")
    assert set(others.values_list("allows_representatives", "numbered_by_portal")) == {(True, False)}


def test_sittings_reach_ninety_days_ahead_on_opening_days_only_and_top_up(monkeypatch):
    seed.load()
    added = seed.load_sessions()
    sessions = list(HearingSession.objects.all())
    assert added == len(sessions) > 100
    days = {clock.hk(session.starts_at).date() for session in sessions}
    assert max(days) > clock.today() + timedelta(days=85)
    assert not days & set(GeneralHoliday.objects.values_list("day", flat=True))
    assert all(day.weekday() < 5 for day in days)
    assert min(session.capacity for session in sessions) >= 99
    assert seed.load_sessions() == 0
    assert seed.load_sessions(clock.today() + timedelta(days=100)) > 0
