"""What a report looks like to a page, a program and a spreadsheet, and with the database asked (BLK-5)."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from lxml import etree

from filing.bulk import approval
from filing.bulk.annotate import annotated_xml
from filing.bulk.parse import QUALIFIED
from filing.bulk.preflight import check
from filing.bulk.report import NOT_CHECKED, Report
from filing.bulk.sample import DEMO_CLAIMANT
from icms.lib.language import speaking
from tests.filing.batch_cases import good, swap

ON = date(2026, 11, 18)
PORTAL = {"claimant_not_approved", "kind_not_approved", "batch_reference_used"}


def codes(report: Report) -> list[str]:
    return [each.code for each in (*report.errors, *report.warnings)]


def test_words_follow_the_reader_and_quote_nothing_dangerous() -> None:
    evil = "\u202eabc&lt;script&gt;" + "x" * 500
    report = check(swap("<kind>debt</kind>", f"<kind>{evil}</kind>"), on=ON)
    with speaking("en"):
        message = report.errors[0].message
    assert "\u202e" not in message
    assert len(message) < 150


def test_the_report_as_json_has_exactly_the_keys_of_the_contract() -> None:
    report = json.loads(check(swap("<amount>25000.00</amount>", "<amount>x</amount>"), on=ON).as_json())
    assert list(report) == ["errors", "warnings", "not_checked"]
    assert list(report["errors"][0]) == ["claim", "reference", "line", "field", "code", "message", "remedy"]
    assert [each["code"] for each in report["not_checked"]] == list(NOT_CHECKED)


def test_the_report_as_csv_opens_in_a_spreadsheet_and_runs_no_formula() -> None:
    text = check(swap("<reference>HLE-1-002", "<reference>=1+2<x/>"), on=ON).as_csv()
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0]["claim"] == "2"
    for sign in "=+-@＝＋－＠":
        cells = [cell for row in check_rows(f"{sign}HYPERLINK(1)") for cell in row.values()]
        assert f"'{sign}HYPERLINK(1)" in cells


def check_rows(reference: str) -> list[dict[str, str]]:
    data = swap("<reference>HLE-1-002", f"<reference>{reference}").replace(b"25000.00", b"x", 1)
    return list(csv.DictReader(io.StringIO(check(data, on=ON).as_csv().removeprefix("\ufeff"))))


def test_the_annotated_copy_is_the_same_batch_with_the_faults_above_each_claim() -> None:
    data = swap("<claims>", "<claims><!-- mine -->").replace(b"<kind>debt", b"<kind>a--b--", 2)
    data = data.replace(b"<claim-count>21", b"<claim-count>7")
    report = check(data, on=ON)
    copy = annotated_xml(data, report)
    assert copy is not None
    again = check(copy, on=ON)
    assert [(each.claim, each.code) for each in again.errors] == [
        (each.claim, each.code) for each in report.errors
    ]
    root = etree.fromstring(copy)
    faulty = {each.claim for each in report.errors if each.claim}
    for number, claim in enumerate(root.findall(f"{QUALIFIED}claims/{QUALIFIED}claim"), 1):
        above = claim.getprevious()
        told = above is not None and above.tag is etree.Comment and "[not_one_of]" in (above.text or "")
        assert told is (number in faulty)
    assert "claim_count_differs" in str(root[0].text)
    assert b"<!-- mine -->" in copy


def test_what_cannot_be_read_has_no_annotated_copy() -> None:
    assert annotated_xml(b"<x", check(b"<x", on=ON)) is None


def test_the_database_is_asked_within_the_same_report() -> None:
    def ask(batch):
        kinds = ("service_charge",)
        return approval.approval_findings(batch, names=("Another Limited",), kinds=kinds, reference_used=True)

    report = check(good(), on=ON, ask=ask, asks=approval.CHECKED)
    assert set(codes(report)) == PORTAL
    assert report.not_checked == ("restrictions", "fees")
    assert report.batch is None
    kind = next(each for each in report.errors if each.code == "kind_not_approved")
    assert "<kind>debt</kind>" in good().decode().split("\n")[(kind.line or 0) - 1]
    assert kind.reference.startswith("HLE-1-")
    assert (
        "Harbour Light"
        in next(each for each in report.errors if each.claim is None and each.field == "claimant").message
    )


def test_an_approved_claimant_is_recognised_whatever_the_width_and_case_of_its_name() -> None:
    def ask(batch):
        names = ("HARBOUR LIGHT  Energy Limited", DEMO_CLAIMANT.name_zh)
        return approval.approval_findings(batch, names=names, kinds=DEMO_CLAIMANT.kinds, reference_used=False)

    assert codes(check(good(), on=ON, ask=ask, asks=approval.CHECKED)) == []
