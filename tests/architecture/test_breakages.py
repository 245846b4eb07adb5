"""The list of deliberate breakages keeps up with the code: `make breakages` itself takes too long for every run."""

from __future__ import annotations

from icms.bootstrap import ROOT
from tests.faults.breakages import BREAKAGES


def test_the_text_that_a_breakage_takes_out_stands_exactly_once_in_its_file():
    times = {
        each.what: (ROOT / each.file).read_text(encoding="utf-8").count(each.right) for each in BREAKAGES
    }
    assert {what: count for what, count in times.items() if count != 1} == {}
