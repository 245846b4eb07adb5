"""The check of a batch file: every fault, each at its place, nothing fetched, nothing hidden (BLK-4, BLK-5)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks.batches import largest
from filing.bulk import words
from filing.bulk.parse import EXAMPLE_FILE, NAMESPACE, QUALIFIED, open_batch, schema
from filing.bulk.preflight import check
from filing.bulk.read import claim_elements, read_batch
from filing.bulk.read_valid import read_valid
from filing.bulk.report import NOT_CHECKED, Report
from filing.bulk.sample import sample_batch
from filing.bulk.shape import misfits, table
from filing.bulk.write import batch_xml, tree_xml
from icms.lib.language import TRADITIONAL, speaking
from tests.filing.batch_cases import CASES, HEAD, Case, claims_of, find, good, new, resized, swap, tree

ON = date(2026, 11, 18)
PORTAL = {"claimant_not_approved", "kind_not_approved", "batch_reference_used"}
# Said by the command, and by the net under `shape`: each has a test of its own below.
ELSEWHERE = PORTAL | {"file_unreadable", "not_by_schema"}


def codes(report: Report) -> list[str]:
    return [each.code for each in (*report.errors, *report.warnings)]


def line_of(data: bytes, text: str, after: int = 0) -> int:
    """The number of the first line with this text after line `after`."""
    lines = data.decode().split("\n")
    return next(n for n, line in enumerate(lines, 1) if n > after and text in line)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_each_mistake_is_found_at_its_place_with_words_and_a_remedy(case: Case) -> None:
    report = check(case.data(), on=ON)
    found = [each for each in (*report.errors, *report.warnings) if each.code == case.code]
    assert found, codes(report)
    assert report.usable is (case.path is not None)
    for each in found:
        assert each.message
        assert each.remedy
        assert "%(" not in each.message + each.remedy
    if case.path is None:
        assert len(report.errors) == 1
        assert found[0].claim is None
        return
    assert (case.claim, case.path) in [(each.claim, each.field) for each in found]
    assert all(each.line for each in found)


def test_every_code_that_has_words_is_produced_by_a_case() -> None:
    assert {case.code for case in CASES} | ELSEWHERE == set(words.WORDS)
    assert set(words.NOT_CHECKED_WORDS) == set(NOT_CHECKED)


@pytest.mark.parametrize("case", [case for case in CASES if case.claim == 3], ids=lambda case: case.code)
def test_a_mistake_in_a_claim_has_no_echo_in_other_claims(case: Case) -> None:
    allowed = {"total_amount_differs"}
    report = check(case.data(), on=ON)
    elsewhere = [each for each in report.errors if each.claim != 3 and each.code not in allowed]
    assert elsewhere == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.path is not None], ids=lambda case: case.code
)
def test_a_fault_of_the_batch_stands_on_the_line_of_the_batch_element(case: Case) -> None:
    data = b"<?xml version='1.0'?>\n\n" + case.data().split(b"?>\n", 1)[1]
    for each in check(data, on=ON).errors:
        if each.claim is None:
            assert each.line == 3


def test_in_chinese_the_parsers_english_is_only_a_detail_after_our_words() -> None:
    broken = good() + b"<batch/>"
    fault = check(broken, on=ON).errors[0]
    with speaking(TRADITIONAL):
        assert fault.message.startswith("檔案在此處不符合XML的格式規定。XML解析器的原文：Extra content")


def test_a_right_batch_passes_and_comes_back_as_it_was_written() -> None:
    for count in (21, 99):
        batch = sample_batch(count, seed=4)
        report = check(batch_xml(batch), on=ON)
        assert codes(report) == []
        assert report.batch == batch
        assert report.not_checked == NOT_CHECKED


def test_the_published_example_is_right() -> None:
    assert codes(check(EXAMPLE_FILE.read_bytes(), on=ON)) == []


@pytest.mark.parametrize(("count", "right"), [(0, False), (20, False), (21, True), (99, True), (100, False)])
def test_a11_a_batch_has_21_to_99_claims(count: int, right: bool) -> None:
    report = check(resized(count), on=ON)
    assert (report.errors == ()) is right
    assert {each.code for each in report.errors} <= {"too_few_claims", "too_many_claims"}


def test_a_fault_in_one_claim_hides_none_in_the_next_and_none_in_itself() -> None:
    root = tree()
    for number in (4, 5, 9):
        claim = claims_of(root)[number - 1]
        find(claim, "amount").text = "1,00"
        find(claim, "calculation").addprevious(new("telephone"))
        find(claim, "particulars").addprevious(new("fax"))
        find(claim, "parties/party[2]/role").text = "debtor"
        find(claim, "signatory/date").text = "tomorrow"
        find(claim, "files/form-2/name").text = f"form{number}.exe"
    report = check(tree_xml(root), on=ON)
    expected = ["amount", "telephone", "fax", "parties/party[2]/role", "signatory/date", "files/form-2/name"]
    for number in (4, 5, 9):
        assert [each.field for each in report.of_claim(number)] == expected
        assert {each.reference for each in report.of_claim(number)} == {f"HLE-1-{number:03d}"}
    assert report.faulty_claims == 3
    assert report.batch is None


def test_the_line_is_that_of_the_element_also_when_its_tag_runs_over_several_lines() -> None:
    text = swap("<amount>25000.00</amount>", "<amount\n\n>25k</amount>")
    (fault,) = check(text, on=ON).errors
    assert fault.line == line_of(text, "<amount", after=fault.line - 1)
    head = swap(HEAD, f'<batch\n  xmlns="{NAMESPACE}"\n  version="1"\n>').replace(
        b"<claim-count>21", b"<claim-count>20"
    )
    (fault,) = check(head, on=ON).errors
    assert fault.line == 2


SAID = (
    *("", " ", "x", "-1", "5", "5.123", "2026-01-05", "true", "zh", "٣", "2026-1-5", "５"),
    *("debt\u3000", "\u00a0", "5\u00a0", "\u30002026-01-05", "en\u200b"),
)


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_schema_refuses_is_explained_and_nothing_else_is(data: st.DataObject) -> None:
    """Spoils a claim at random; the schema and our own words always agree whether it fits."""
    root = tree()
    claim = claims_of(root)[data.draw(st.integers(0, 20))]
    for _n in range(data.draw(st.integers(1, 3))):
        elements = [each for each in claim.iter() if each is not claim]
        target = data.draw(st.sampled_from(elements))
        act = data.draw(st.sampled_from(("drop", "say", "repeat", "swap", "insert", "attribute")))
        parent = target.getparent()
        assert parent is not None
        if act == "drop":
            parent.remove(target)
        elif act == "say":
            target.text = data.draw(st.sampled_from(SAID))
        elif act == "repeat":
            target.addnext(etree.fromstring(etree.tostring(target)))
        elif act == "swap":
            parent.insert(0, target)
        elif act == "insert":
            target.addprevious(new(data.draw(st.sampled_from(("amount", "nonsense", "line")))))
        else:
            target.set("id", "1")
        if len(claim) == 0:
            break
    fits = schema().validate(claim)
    assert fits == (list(misfits(claim, "Claim")) == []) or _left_to_the_rules(claim)
    assert "not_by_schema" not in codes(check(tree_xml(root), on=ON))


def _left_to_the_rules(claim: etree._Element) -> bool:
    """A negative amount is refused by the schema and left to the rules, which say it better; a blank text the other
    way round: to the schema a space is a text."""
    texts = [each.text or "" for each in claim.iter() if not len(each)]
    return any(text.startswith("-") or (text and not text.strip()) for text in texts)


def test_what_nobody_named_is_still_refused_in_the_schemas_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filing.bulk.preflight.misfits", lambda *_args: iter(()))
    report = check(swap("<kind>debt</kind>", "<kind/>"), on=ON)
    assert [each.code for each in report.errors] == ["not_by_schema"]
    assert report.errors[0].claim is not None
    report = check(swap('version="1"', 'version="1" id="x"'), on=ON)
    assert [(each.code, each.claim) for each in report.errors] == [("not_by_schema", None)]


def test_the_table_of_the_schema_knows_every_type() -> None:
    kinds = {child.type for children in table().children.values() for child in children}
    assert kinds - set(table().children) - set(table().values) == {"Text", "Amount", "Count", "Day"}


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0", "amount_not_positive"),
        ("0.00", "amount_not_positive"),
        ("-1", "amount_not_positive"),
        ("75000.01", "amount_above_limit"),
        ("1.005", "too_many_decimals"),
        ("1e3", "not_an_amount"),
        ("+5", "not_an_amount"),
        ("HK$5", "not_an_amount"),
        ("５００", "not_an_amount"),
        ("1" * 500, "not_an_amount"),
        ("NaN", "not_an_amount"),
        ("5.", "not_an_amount"),
    ],
)
def test_an_amount_is_above_nothing_and_at_most_75000_with_two_decimals(amount: str, code: str) -> None:
    report = check(swap("<amount>25000.00</amount>", f"<amount>{amount}</amount>"), on=ON)
    found = [each for each in report.errors if each.claim == 2]
    assert [each.code for each in found] == [code]
    assert found[0].field == "amount"


@pytest.mark.parametrize("amount", ["0.01", "75000", "75000.0", "75000.00", "4999.9"])
def test_an_amount_within_the_limit_is_right(amount: str) -> None:
    report = check(swap("<amount>25000.00</amount>", f"<amount>{amount}</amount>"), on=ON)
    assert [each.claim for each in report.errors] == [None]  # only the total does not agree any more


def test_lengths_that_the_schema_documents_are_those_of_the_rules() -> None:
    from filing.rules import limits

    text = re.sub(r"\s+", " ", (EXAMPLE_FILE.parent / "claims-1.xsd").read_text())
    for number in (
        limits.REFERENCE_MAX, limits.NAME_MAX, limits.CAPACITY_MAX, limits.ADDRESS_LINE_MAX, limits.INTEREST_MAX,
        limits.CALCULATION_MAX, limits.PARTICULARS_MAX, limits.IDENTIFICATION_MAX, limits.FILE_NAME_MAX,
    ):  # fmt: skip
        assert f"At most {number:,} characters" in text
    assert f"1 to {limits.ADDRESS_LINES_MAX} lines" in text
    assert f"at most {limits.PARTIES_MAX}" in text
    assert f"1 to {limits.ADDRESSES_MAX} addresses" in text


def test_the_page_for_claimants_names_every_element_and_value_of_the_schema() -> None:
    page = (Path(__file__).parents[2] / "docs" / "bulk-filing.md").read_text()
    names = {child.name for children in table().children.values() for child in children}
    assert [name for name in sorted(names) if name not in page] == []
    values = {value for allowed in table().values.values() for value in allowed}
    assert [value for value in sorted(values) if f"`{value}`" not in page] == []


@pytest.mark.parametrize("seed", range(5))
def test_a_file_that_fits_is_read_alike_by_its_places_and_by_its_names(seed: int) -> None:
    roots = [open_batch(batch_xml(sample_batch(21, seed=seed))).root, open_batch(largest(2)).root]
    roots.append(open_batch(EXAMPLE_FILE.read_bytes()).root)
    for root in roots:
        claim = claim_elements(root)[0]
        for name in ("district", "country", "line"):
            for found in list(claim.iter(QUALIFIED + name))[1:]:
                found.text = f"  {name}\n\t of {seed} "
        assert schema().validate(root)
        assert read_valid(root) == read_batch(root)
