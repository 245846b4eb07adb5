"""Money at the edges: cents in, Hong Kong dollars out, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icms.lib.money import dollars, parse_dollars


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "HK$0.00"),
        (5, "HK$0.05"),
        (530_000, "HK$5,300.00"),
        (123_450, "HK$1,234.50"),
        (7_500_000, "HK$75,000.00"),
        (-1_250, "-HK$12.50"),
        (-5, "-HK$0.05"),
    ],
)
def test_cents_are_shown_as_dollars(cents, shown):
    assert dollars(cents) == shown


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("60000", 6_000_000),
        ("60000.5", 6_000_050),
        ("60000.05", 6_000_005),
        ("60,000.00", 6_000_000),
        ("1,234,567.89", 123_456_789),
        (" 96 ", 9_600),
        ("0", 0),
        ("0.01", 1),
        ("007", 700),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed, cents):
    assert parse_dollars(typed) == cents


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", ".", ".5", "60000.", "1.005", "60000.000", "+1", "-1", "1e3", "1E3", "NaN", "inf", "0x10",
        "\uff16\uff10", "\u0666\u0660", "6O0", "60 000", "6,0000", "60,00", ",600", "1,23,456", "60000,00",
        "1.000,00", "HK$60", "$60", "1_000", "60\n", "9" * 13,
    ],
)  # fmt: skip
def test_what_is_no_plain_amount_is_refused(typed):
    with pytest.raises(ValueError, match="looks like"):
        parse_dollars(typed)


@given(st.integers(0, 10**14 - 1))
def test_what_is_shown_is_read_back(cents):
    shown = dollars(cents).removeprefix("HK$")
    assert parse_dollars(shown) == cents
    assert parse_dollars(shown.replace(",", "")) == cents
