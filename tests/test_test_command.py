"""`manage.py test` uses every core, unless what is asked for needs one process."""

from __future__ import annotations

import pytest

from icms.management.commands.test import pytest_arguments


@pytest.mark.parametrize(
    "given",
    [
        ["-k", "closures"],
        ["tests/cases"],
        ["tests/cases", "-q", "-m", "not slow"],
        ["-knext"],
        ["--durations=5"],
    ],
)
def test_a_chosen_part_of_the_suite_is_spread_over_the_cores(given: list[str]):
    assert pytest_arguments(given) == ["-n", "auto", *given]


def test_the_whole_suite_is_spread_over_the_cores_and_says_little():
    assert pytest_arguments([]) == ["-q", "-n", "auto"]


@pytest.mark.parametrize(
    "given",
    [
        ["-x"],
        ["-n", "3"],
        ["-n0"],
        ["--pdb"],
        ["-s"],
        ["-vxs", "tests/cases"],
        ["--capture=no"],
        ["--maxfail=2"],
    ],
)
def test_what_needs_one_process_or_names_a_number_is_left_as_it_is(given: list[str]):
    assert pytest_arguments(given) == given
