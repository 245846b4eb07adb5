"""The portal refuses settings that are unsafe, and names those that contradict one another."""

from __future__ import annotations

import inspect
import re
from collections import Counter

import pytest

from icms import checks
from icms.kernel import crash_points


def found(messages) -> list[str]:
    return [message.id for message in messages]


def test_the_paces_as_shipped_agree():
    assert checks.paces_agree() == []


@pytest.mark.parametrize(
    ("name", "seconds", "code"),
    [
        ("SWEEP_SECONDS", 121.0, "icms.W003"),
        ("JOB_LEASE_SECONDS", 59.0, "icms.W003"),
        ("JOB_PAUSE_SECONDS", 0.0, "icms.E009"),
        ("PAYMENT_SILENCE_SECONDS", -1.0, "icms.E009"),
    ],
)
def test_paces_that_contradict_one_another_are_named(settings, name: str, seconds: float, code: str):
    settings.SWEEP_SECONDS, settings.JOB_LEASE_SECONDS = 60.0, 120.0
    setattr(settings, name, seconds)
    assert found(checks.paces_agree()) == [code]


def test_crash_plans_do_not_reach_a_court(monkeypatch):
    assert "icms.E010" not in found(checks.settings_are_safe())
    monkeypatch.setattr(crash_points, "PLANS", "plans")
    assert "icms.E010" in found(checks.settings_are_safe())


def test_each_kind_of_finding_has_a_number_of_its_own():
    numbers = Counter(re.findall(r'id="(icms\.[EW]\d+)"', inspect.getsource(checks)))
    assert len(numbers) > 10
    assert set(numbers.values()) == {1}
