"""What the law asks of a claim and of a batch, as pure functions (BLK-2, BLK-7, A11, A13; Cap. 338)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filing.bulk.sample import sample_batch
from filing.rules import limits
from filing.rules.batch import batch_findings
from filing.rules.claim import AddressData, ClaimData, FormData, findings, is_named, undeliverable
from filing.rules.text import made_visible, weight
from icms.lib.printable import unprintable

ON = date(2026, 11, 18)
CLAIM = sample_batch(3, seed=1).claims[2]
DEFENDANT = CLAIM.parties[1]
ADDRESS = DEFENDANT.addresses[0]


def codes(claim: ClaimData) -> list[str]:
    return [each.code for each in findings(claim, on=ON)]


def test_a_made_claim_is_right() -> None:
    assert codes(CLAIM) == []


@pytest.mark.parametrize(
    ("cents", "code"),
    [
        (0, "amount_not_positive"),
        (-1, "amount_not_positive"),
        (1, None),
        (7_500_000, None),
        (7_500_001, "amount_above_limit"),
    ],
)
def test_the_amount_is_above_0_and_at_most_75000(cents: int, code: str | None) -> None:
    assert codes(replace(CLAIM, amount_cents=cents)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("original", "abandoned", "expected"),
    [
        (None, False, []),
        (None, True, ["original_amount_missing"]),
        (7_500_000, True, ["original_amount_not_above"]),
        (7_500_001, True, []),
        (7_500_001, False, ["excess_not_abandoned"]),
    ],
)
def test_the_excess_is_abandoned_only_by_declaration(
    original: int | None, abandoned: bool, expected: list[str]
) -> None:
    claim = replace(CLAIM, amount_cents=7_500_000, original_amount_cents=original, excess_abandoned=abandoned)
    assert codes(claim) == expected


@pytest.mark.parametrize(("parties", "right"), [(2, True), (50, True), (51, False)])
def test_a13_a_claim_has_at_most_50_parties(parties: int, right: bool) -> None:
    claim = replace(CLAIM, parties=(CLAIM.parties[0], *(DEFENDANT for _ in range(parties - 1))))
    assert codes(claim) == ([] if right else ["too_many_parties"])


@pytest.mark.parametrize(("addresses", "right"), [(1, True), (20, True), (21, False)])
def test_a13_a_party_has_at_most_20_addresses(addresses: int, right: bool) -> None:
    party = DEFENDANT._replace(addresses=(ADDRESS,) * addresses)
    claim = replace(CLAIM, parties=(CLAIM.parties[0], party))
    assert codes(claim) == ([] if right else ["too_many_addresses"])
    assert claim.addresses_to_serve == addresses


def test_every_defendant_needs_an_address_to_serve_and_nobody_else_has_one() -> None:
    away = ADDRESS._replace(serve=False)
    claimant = CLAIM.parties[0]._replace(addresses=(ADDRESS._replace(serve=True),))
    second = DEFENDANT._replace(addresses=(away, away))
    claim = replace(CLAIM, parties=(claimant, DEFENDANT, second))
    found = {each.code: each.field for each in findings(claim, on=ON)}
    assert found == {
        "served_by_mistake": "parties/party[1]/addresses/address[1]/serve",
        "no_address_to_serve": "parties/party[3]/addresses",
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("form 1.pdf", None),
        ("FORM.PDF", None),
        ("表格1（簽署）.pdf", None),
        ("x" * 96 + ".pdf", None),
        ("x" * 97 + ".pdf", "too_long"),
        ("", "empty"),
        ("../../form.pdf", "file_name_with_path"),
        ("/etc/form.pdf", "file_name_with_path"),
        ("C:\\form.pdf", "file_name_with_path"),
        ("...", "file_name_with_path"),
        ("form.pdf.exe", "file_name_not_pdf"),
        ("form\u202efdp.pdf", "control_characters"),
        ("form\x00.pdf", "control_characters"),
    ],
)
def test_a_form_has_a_plain_name_that_ends_in_pdf(name: str, code: str | None) -> None:
    assert codes(replace(CLAIM, forms=(FormData("form_1", name), *CLAIM.forms[1:]))) == (
        [code] if code else []
    )


@pytest.mark.parametrize(("days", "right"), [(-1, True), (0, True), (1, False)])
def test_nobody_signs_tomorrow(days: int, right: bool) -> None:
    claim = replace(CLAIM, signed_on=date.fromordinal(ON.toordinal() + days))
    assert codes(claim) == ([] if right else ["signed_in_future"])


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("Flat A, 3/F, Fu Wah Building", "12 Shanghai Street"), ""),
        (("觀塘海濱道八十八號",), ""),
        (("郵政信箱 123 號",), "address_post_box"),
        (("P O Box 7, Sha Tin Post Office",), "address_post_box"),
        (("12 Rd",), "address_too_short"),
        (("Green Hill Villas, Clear Water Bay",), "address_without_number"),
    ],
)
def test_an_address_that_nobody_finds_is_a_warning(lines: tuple[str, ...], code: str) -> None:
    assert undeliverable(AddressData("residence", True, lines, "", "KLN")) == code


def test_text_is_measured_by_what_it_tells() -> None:
    assert weight("a b") == 2
    assert weight("申索 a") == 7


@given(st.text())
def test_what_is_quoted_never_steers_the_display(text: str) -> None:
    assert not unprintable(made_visible(text), lines=True)


def test_a_party_bears_the_names_that_are_given_in_any_case() -> None:
    claimant = CLAIM.parties[0]
    assert is_named(claimant, name_en=claimant.name_en.upper(), name_zh="")
    assert not is_named(claimant, name_en=claimant.name_en, name_zh="別的公司")
    assert not is_named(claimant, name_en="", name_zh="")


def test_identical_particulars_are_said_once_for_the_batch_with_the_count() -> None:
    batch = sample_batch(21, seed=1)
    same = tuple(replace(claim, particulars=CLAIM.particulars) for claim in batch.claims[:7])
    found = list(batch_findings(replace(batch, claims=(*same, *batch.claims[7:])), on=ON))
    assert [(each.code, each.claim, each.severity, each.params) for each in found] == [
        ("identical_particulars", None, "warning", {"count": 7})
    ]


@pytest.mark.parametrize("count", [0, 20, 21, 99, 100])
def test_a11_21_to_99_claims(count: int) -> None:
    found = {each.code for each in batch_findings(sample_batch(count, seed=3), on=ON)}
    low, high = limits.CLAIMS_MIN, limits.CLAIMS_MAX
    assert found == ({"too_few_claims"} if count < low else {"too_many_claims"} if count > high else set())
