"""A case is found in the registry by every number and name that a paper of it bears (REG-2a)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from cases.models import Case
from icms.kernel import outbox
from tests.cases import bench
from tests.cases.bench import Registry, party

BATCH = "T20261122-0000123-F"


def wide(text: str) -> str:
    return "".join(
        "\u3000" if sign == " " else chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text
    )


@pytest.fixture
def staff(desk: Registry) -> Client:
    User.objects.filter(pk=desk.officer.pk).update(is_superuser=True)
    client = Client()
    client.force_login(User.objects.get(pk=desk.officer.pk))
    return client


@pytest.fixture
def case(desk: Registry) -> Case:
    """One case among others, which have other parties and numbers."""
    for serial in (1, 2):
        desk.accept(desk.opening(claim_reference=f"ZZ-{serial}", batch_reference="ZZ", parties=others()))
    found = desk.accept(
        desk.opening(
            claim_reference="HL-00042", batch_reference="HL-2026-0011", batch=BATCH, parties=parties()
        )
    )
    desk.accept(desk.opening(claim_reference="ZZ-3", batch_reference="ZZ", parties=others()))
    outbox.drain()
    found.refresh_from_db()
    return found


def parties() -> tuple:
    return (
        party("claimant", "The Harbour Light Energy Co., Ltd.", "海港光能源有限公司"),
        party("defendant", "Wong Ka Yan, Mary", "黃嘉欣", serve=True),
    )


def others() -> tuple:
    return (
        party("claimant", "Another Body", "另一機構"),
        party("defendant", "Lee Siu Ming", "李小明", serve=True),
    )


def found(staff: Client, typed: str) -> list[str]:
    answer = staff.get(reverse("admin:cases_case_changelist"), {"q": typed})
    assert answer.status_code == 200
    return [case.number for case in answer.context["cl"].result_list]


def forms_of_number(case: Case) -> list[str]:
    prefix, number, year = case.case_type.number_prefix, case.running_number, case.year
    return [
        case.number,
        case.number.lower().replace(" ", ""),
        wide(case.number),
        f"{number:06d}",
        str(number),
        f"{number}/{year}",
        f"{prefix} {number}",
        f"{prefix}-{number:06d}-{year}",
        f" {case.number}。",
    ]


def test_d11_a_case_is_found_by_its_number_as_printed_and_as_typed(staff: Client, case: Case):
    for typed in forms_of_number(case):
        assert found(staff, typed) == [case.number], typed


@pytest.mark.parametrize(
    "typed",
    [
        "The Harbour Light Energy Co., Ltd.",
        "Harbour Light Energy",
        "harbour light energy company limited",
        "海港光能源有限公司",
        "海港光",
        "Wong Ka Yan, Mary",
        "wong ka",
        "ＷＯＮＧ　ＫＡ　ＹＡＮ",
        "黃嘉欣",
        "黄嘉欣",
    ],
)
def test_d11_a_case_is_found_by_a_partys_name_whole_or_its_beginning(staff: Client, case: Case, typed: str):
    assert found(staff, typed) == [case.number]


def test_a_name_in_one_script_is_found_by_the_other(staff: Client, desk: Registry, case: Case):
    parties = (
        party("claimant", "", "中国移动（香港）有限公司"),
        party("defendant", "", "陳發記雲吞麵", serve=True),
    )
    other = desk.accept(desk.opening(claim_reference="HL-00043", batch_reference="ZZ", parties=parties))
    for typed in ("中國移動", "中国移动(香港", "中國移動（香港）有限公司", "陈发记云吞面", "陈髮記", "陳發"):
        assert found(staff, typed) == [other.number], typed


def test_d11_a_case_is_found_by_the_references_of_all_its_papers(staff: Client, case: Case):
    documents = list(case.documents.exclude(reference=None).values_list("reference__reference", flat=True))
    assert len(documents) == 3
    for reference in [*documents, BATCH]:
        for typed in (reference, reference.lower().replace("-", ""), wide(reference), f"({reference})."):
            assert found(staff, typed) == [case.number], typed
    assert found(staff, "T20261122-123-F") == [case.number]


@pytest.mark.parametrize(
    "typed", ["HL-00042", "hl42", "HL 42", "ＨＬ－０００４２", "HL-2026-0011", "hl20260011", "HL 2026 11"]
)
def test_d11_a_case_is_found_by_the_claimants_own_references(staff: Client, case: Case, typed: str):
    assert found(staff, typed) == [case.number]


def test_d11_a_party_without_an_english_name_and_a_trading_name_find_the_case(
    staff: Client, desk: Registry, case: Case
):
    parties = (
        bench.party("claimant", "Harbour Light Energy Limited"),
        bench.party("defendant", "", "金龍麵家", trading_as="Golden Dragon Noodles"),
    )
    other = desk.accept(desk.opening(parties=parties))
    assert found(staff, "golden dragon") == found(staff, "金龍") == [other.number]


def test_d11_a_case_is_found_by_the_name_of_a_party_before_its_correction_and_after_it(
    staff: Client, case: Case
):
    bench.correct(case.parties.get(position=2), name_en="Wong Ka Yin")
    assert found(staff, "Wong Ka Yan") == found(staff, "Wong Ka Yin") == [case.number]


def test_d11_what_is_not_there_is_answered_by_what_was_searched(staff: Client, case: Case):
    page = staff.get(reverse("admin:cases_case_changelist"), {"q": "Nobody <b>at all</b>"}).text
    assert "Nothing found for “Nobody &lt;b&gt;at all&lt;/b&gt;”" in page
    assert "Numbers are found with or without zeros" in page
    for language, words in (("zh-hant", "編號不論有沒有零"), ("zh-hans", "编号不论有没有零")):
        staff.cookies["language"] = language
        answer = staff.get(
            reverse("admin:cases_case_changelist"), {"q": "Nobody"}, headers={"accept-language": language}
        )
        assert words in answer.text


@pytest.mark.parametrize(
    "typed", ["\0", "SCTC\0 000001/2026", "x" * 5_000, "9" * 400, "%", "_", "'", "\u200b", "/"]
)
def test_d11_junk_in_the_box_is_no_fault(staff: Client, case: Case, typed: str):
    assert staff.get(reverse("admin:cases_case_changelist"), {"q": typed}).status_code == 200
    if "\0" not in typed:
        assert found(staff, typed) == []


def test_d11_a_search_takes_the_same_number_of_statements_however_many_cases_it_finds(
    staff: Client, desk: Registry, case: Case
):
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert found(staff, "Harbour Light")
        return len(queries)

    before = statements()
    for serial in range(5):
        desk.accept(desk.opening(claim_reference=f"HL-9{serial}", parties=parties()))
    assert statements() == before
    assert len(found(staff, "Harbour Light")) == 6


def test_d11_searches_by_number_and_name_use_their_indexes(staff: Client, case: Case):
    with CaptureQueriesContext(connection) as queries:
        found(staff, "Harbour Light")
    statement = next(row["sql"] for row in queries if "cases_party" in row["sql"] and "UNION" in row["sql"])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + statement.replace("%", "%%"), [])
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
        assert "name_en_search" in plan
        assert "SCAN cases_party" not in plan
        assert "SCAN cases_case\n" not in plan + "\n", plan
