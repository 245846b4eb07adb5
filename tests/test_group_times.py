"""The time of each group of tests stands at the end of every run."""

from __future__ import annotations

import pytest

from tests.group_times import GroupTimes


def report(nodeid: str, when: str, seconds: float) -> pytest.TestReport:
    return pytest.TestReport(nodeid, ("", 0, ""), {}, "passed", None, when, duration=seconds)  # type: ignore[arg-type]


def test_each_folder_has_a_line_with_its_seconds_and_tests_the_slowest_first():
    times = GroupTimes()
    for when, seconds in (("setup", 1.0), ("call", 2.0), ("teardown", 0.5)):
        times.pytest_runtest_logreport(report("tests/cases/test_search.py::test_a", when, seconds))
        times.pytest_runtest_logreport(
            report("tests/faults/test_again.py::test_b[x::y/z]", when, 2 * seconds)
        )
    times.pytest_runtest_logreport(report("tests/cases/test_papers.py::Papers::test_c", "setup", 0.25))
    assert [line.split() for line in times.lines()] == [
        ["group", "faults", "7.0", "s", "1", "tests"],
        ["group", "cases", "3.8", "s", "2", "tests"],
        ["group", "all", "groups", "10.8", "s", "3", "tests"],
    ]


def test_a_run_without_tests_prints_no_groups():
    assert GroupTimes().lines() == []


def test_this_very_run_counts_its_groups(pytestconfig: pytest.Config):
    """The plugin is registered where reports arrive: here, or in the process that this one reports to."""
    spread = hasattr(pytestconfig, "workerinput")
    assert pytestconfig.pluginmanager.has_plugin("group_times") is not spread
