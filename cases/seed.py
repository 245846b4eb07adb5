"""Shipped reference data of the courts: the table of CRT-1, hours, general holidays, claimants, demo sittings.

Everything may be loaded again and again: what staff have changed, ended or removed stays as they left it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import holidays
from django.db import transaction

from cases.models import (
    ApprovedClaimant,
    CaseType,
    Court,
    GeneralHoliday,
    HearingSession,
    OfficeHours,
)
from cases.office import calendar_of
from cases.rules.calendar import is_open
from cases.seed_documents import load_document_types
from cases.seed_modes import load_modes
from icms.lib import clock
from icms.lib.clock import HONG_KONG

BOTH, CAUSE_BOOK, NEITHER = (
    CaseType.Inspection.DOCUMENTS,
    CaseType.Inspection.CAUSE_BOOK,
    CaseType.Inspection.NEITHER,
)


class CourtRow(NamedTuple):
    """A court: code, names in English, Traditional and Simplified Chinese, its registry's address."""

    code: str
    names: tuple[str, str, str]
    address: tuple[str, str]


class TypeRow(NamedTuple):
    """A case type. `efiling_from` None: not offered until staff set the day (CRT-1)."""

    court: str
    prefix: str
    names: tuple[str, str, str]
    efiling_from: date | None
    inspection: str = BOTH


WEST_KOWLOON = (
    "3/F, Tower B, West Kowloon Law Courts Building, 501 Tung Chau Street, Sham Shui Po, Kowloon",
    "九龍深水埗通州街501號西九龍法院大樓B座3樓",
)
COURTS = (
    CourtRow("sct", ("Small Claims Tribunal", "小額錢債審裁處", "小额钱债审裁处"), WEST_KOWLOON),
    CourtRow("dc", ("District Court", "區域法院", "区域法院"), ("", "")),
    CourtRow(
        "mag",
        ("Magistrates' Courts (Summons Courts)", "裁判法院（傳票法庭）", "裁判法院（传票法庭）"),
        ("", ""),
    ),
    CourtRow("hc", ("High Court", "高等法院", "高等法院"), ("", "")),
)
REFERENCE_PREFIXES = {"sct": "SC", "dc": "DC", "mag": "MC", "hc": "HC"}

_DC, _DC_CIVIL, _MC = date(2022, 5, 6), date(2022, 7, 29), date(2022, 12, 30)
_CACV, _CFI, _HCA = date(2025, 6, 30), date(2025, 8, 29), date(2025, 12, 19)

# Prefixes of the Magistrates' types are ours [D]; those of the other courts are in use.
CASE_TYPES = (
    TypeRow("sct", "SCTC", ("Bulk claims", "批量申索", "批量申索"), date(2024, 10, 31)),
    TypeRow("dc", "DCPI", ("Personal injuries action", "傷亡訴訟", "伤亡诉讼"), _DC),
    TypeRow("dc", "DCTC", ("Tax claim", "稅款申索", "税款申索"), _DC),
    TypeRow("dc", "DCCJ", ("Civil action", "民事訴訟", "民事诉讼"), _DC_CIVIL),
    TypeRow("dc", "DCEC", ("Employees' compensation case", "僱員補償案件", "雇员补偿案件"), None),
    TypeRow("mag", "MCDS", ("Departmental summons", "部門傳票", "部门传票"), _MC, NEITHER),
    TypeRow("mag", "MCPS", ("Private summons", "私人傳票", "私人传票"), _MC, NEITHER),
    TypeRow(
        "mag",
        "MCDP",
        ("Driving-offence points summons", "交通違例扣分傳票", "交通违例扣分传票"),
        _MC,
        NEITHER,
    ),
    TypeRow("mag", "MCFS", ("Fixed penalty summons", "定額罰款傳票", "定额罚款传票"), _MC, NEITHER),
    TypeRow("mag", "MCDN", ("Departmental notice", "部門通知書", "部门通知书"), _MC, NEITHER),
    TypeRow("mag", "MCFN", ("Fixed penalty notice", "定額罰款令", "定额罚款令"), _MC, NEITHER),
    TypeRow(
        "mag",
        "MCRO",
        ("Fixed penalty recovery order", "定額罰款追討令", "定额罚款追讨令"),
        _MC,
        NEITHER,
    ),
    TypeRow("hc", "CACV", ("Civil appeal", "民事上訴", "民事上诉"), _CACV),
    TypeRow("hc", "HCCL", ("Commercial action", "商業訴訟", "商业诉讼"), _CFI),
    TypeRow(
        "hc",
        "HCCT",
        ("Construction and arbitration proceedings", "建築及仲裁訴訟", "建筑及仲裁诉讼"),
        _CFI,
    ),
    TypeRow("hc", "HCIP", ("Intellectual property proceedings", "知識產權訴訟", "知识产权诉讼"), _CFI),
    TypeRow("hc", "HCA", ("Civil action", "民事訴訟", "民事诉讼"), _HCA),
    TypeRow("hc", "HCPI", ("Personal injuries action", "傷亡訴訟", "伤亡诉讼"), None),
    TypeRow("hc", "HCAP", ("Probate action", "遺產訴訟", "遗产诉讼"), None),
    TypeRow(
        "hc",
        "CAMP",
        ("Miscellaneous proceedings (Court of Appeal)", "雜項案件（上訴法庭）", "杂项案件（上诉法庭）"),
        None,
    ),
    TypeRow("hc", "HCMA", ("Magistracy appeal", "裁判法院上訴", "裁判法院上诉"), None, CAUSE_BOOK),
    TypeRow(
        "hc",
        "HCCP",
        ("Miscellaneous criminal proceedings", "雜項刑事案件", "杂项刑事案件"),
        None,
        NEITHER,
    ),
    TypeRow("hc", "HCZZ", ("Intended action", "擬進行的訴訟", "拟进行的诉讼"), None, NEITHER),
)

# Roles of parties [D]: of an action, of proceedings that begin in either way, of an appeal, before the Magistrates.
ACTION = ("plaintiff", "defendant", "third_party")
PROCEEDINGS = ("plaintiff", "applicant", "defendant", "respondent", "third_party")
APPEAL, APPLICATION = ("appellant", "respondent"), ("applicant", "respondent")
PROSECUTION = ("prosecutor", "summons_defendant")
ROLES: dict[str, tuple[str, ...]] = {
    "SCTC": ("claimant", "defendant", "represented", "third_party"),
    "DCPI": ACTION,
    "DCTC": ("plaintiff", "defendant"),
    "DCCJ": ACTION,
    "DCEC": ("applicant", "respondent", "third_party"),
    "MCDS": PROSECUTION,
    "MCPS": ("informant", "summons_defendant"),
    "MCDP": PROSECUTION,
    "MCFS": PROSECUTION,
    "MCDN": PROSECUTION,
    "MCFN": PROSECUTION,
    "MCRO": ("applicant", "summons_defendant"),
    "CACV": APPEAL,
    "HCCL": PROCEEDINGS,
    "HCCT": PROCEEDINGS,
    "HCIP": PROCEEDINGS,
    "HCA": ACTION,
    "HCPI": ACTION,
    "HCAP": ("plaintiff", "applicant", "defendant"),
    "CAMP": APPLICATION,
    "HCMA": APPEAL,
    "HCCP": APPLICATION,
    "HCZZ": ("plaintiff", "applicant", "defendant", "respondent"),
}
# Whose cases this portal numbers: those that begin here. Other courts number theirs, and staff enter the number.
NUMBERED_BY_PORTAL = {"SCTC"}

# Cap. 338 since 3 December 2018.
CLAIM_CENTS_MAX = {"SCTC": 7_500_000}
# A37 and the other registries alike (icms-general 5.1.8). From long before e-filing: the calendar has no gap.
HOURS = ((time(8, 45), time(13, 0)), (time(14, 0), time(17, 30)))
HOURS_FROM = date(2000, 1, 1)

HOLIDAY_YEARS = range(2024, 2029)

# CRT-5, A1. Kinds: an empty list allows every kind of claim.
BULK_FROM = date(2024, 10, 31)
CLAIMANTS: tuple[tuple[str, str, list[str]], ...] = (
    ("China Mobile Hong Kong Company Limited", "中國移動香港有限公司", []),
    ("DSG Energy Limited", "特爾高能源有限公司", []),
    ("Hospital Authority", "醫院管理局", ["medical_charges"]),
    ("MTR Corporation Limited", "香港鐵路有限公司", ["surcharges"]),
    ("Rating and Valuation Department", "差餉物業估價署", []),
    ("Sun Mobile Limited", "新移動通訊有限公司", []),
)

# Sittings of the demo: two a working day, each with room for a whole batch (REG-3).
SITTINGS = (
    (time(10, 0), "Courtroom 1", "第1號法庭"),
    (time(14, 30), "Courtroom 2", "第2號法庭"),
)
PLACE = (
    "{room}, Small Claims Tribunal, West Kowloon Law Courts Building, 501 Tung Chau Street, Sham Shui Po, Kowloon",
    "九龍深水埗通州街501號西九龍法院大樓小額錢債審裁處{room}",
)
CAPACITY = 200
DAYS_AHEAD = 90


@transaction.atomic
def load() -> None:
    """Adds what is missing of the shipped reference data."""
    for court in COURTS:
        _load_court(court)
    for case_type in CASE_TYPES:
        _load_case_type(case_type)
    load_document_types()
    load_modes()
    load_holidays(HOLIDAY_YEARS)
    tribunal = Court.objects.get(code="sct")
    for name_en, name_zh, kinds in CLAIMANTS:
        ApprovedClaimant.objects.get_or_create(
            court=tribunal,
            name_en=name_en,
            defaults={"name_zh": name_zh, "kinds": kinds, "valid_from": BULK_FROM},
        )


def load_holidays(years: range) -> None:
    """General holidays of the years that have no row yet; a year with rows belongs to the staff (TIM-4).

    The library's category "optional" is the list of general holidays (Cap. 149); its default is the statutory one.
    """
    for year in years:
        if GeneralHoliday.objects.filter(day__year=year).exists():
            continue
        english, traditional, simplified = (
            holidays.HongKong(years=year, language=language, categories=("optional",))
            for language in ("en_HK", "zh_HK", "zh_CN")
        )
        GeneralHoliday.objects.bulk_create(
            GeneralHoliday(day=day, name_en=name, name_zh_hant=traditional[day], name_zh_hans=simplified[day])
            for day, name in sorted(english.items())
        )


def load_sessions(until: date | None = None) -> int:
    """Tops the Tribunal's sittings up to a day, 90 days ahead by default; returns how many were added (demo only)."""
    tribunal = Court.objects.get(code="sct")
    today = clock.today()
    last = until or today + timedelta(days=DAYS_AHEAD)
    calendar = calendar_of(tribunal.pk)
    days = (today + timedelta(days=ahead) for ahead in range(1, (last - today).days + 1))
    rows = [
        HearingSession(
            court=tribunal,
            place_en=PLACE[0].format(room=room_en),
            place_zh=PLACE[1].format(room=room_zh),
            starts_at=datetime.combine(day, at, tzinfo=HONG_KONG),
            capacity=CAPACITY,
        )
        for day in days
        for at, room_en, room_zh in SITTINGS
        if is_open(calendar, datetime.combine(day, at, tzinfo=HONG_KONG))
    ]
    before = HearingSession.objects.count()
    HearingSession.objects.bulk_create(rows, ignore_conflicts=True)
    return HearingSession.objects.count() - before


def _load_court(row: CourtRow) -> None:
    court, _ = Court.objects.get_or_create(
        code=row.code,
        defaults={
            **_named(row.names),
            "registry_en": row.address[0],
            "registry_zh": row.address[1],
            "reference_prefix": REFERENCE_PREFIXES[row.code],
        },
    )
    if not court.hours.exists():
        OfficeHours.objects.bulk_create(
            OfficeHours(court=court, weekday=weekday, opens=opens, closes=closes, valid_from=HOURS_FROM)
            for weekday in range(5)
            for opens, closes in HOURS
        )


def _load_case_type(row: TypeRow) -> None:
    CaseType.objects.get_or_create(
        code=row.prefix.lower(),
        defaults={
            **_named(row.names),
            "court": Court.objects.get(code=row.court),
            "number_prefix": row.prefix,
            "claim_cents_max": CLAIM_CENTS_MAX.get(row.prefix),
            "efiling_from": row.efiling_from,
            "inspection": row.inspection,
            "in_bulk_only": row.prefix == "SCTC",
            "roles": list(ROLES[row.prefix]),
            # Never at the Small Claims Tribunal, where nobody is represented at the hearing.
            "allows_representatives": row.court != "sct",
            "numbered_by_portal": row.prefix in NUMBERED_BY_PORTAL,
        },
    )


def _named(names: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("name_en", "name_zh_hant", "name_zh_hans"), names, strict=True))
