"""Officers who register the same case at the same moment: one case comes of it, the others are told (CRT-3, F12)."""

from __future__ import annotations

import pytest

from cases.models import Case, CaseType, Party
from cases.registering import Registration, register_case
from icms.kernel import audit
from icms.kernel.models import AuditEvent
from icms.lib.errors import Refused
from tests.cases import bench
from tests.concurrency.test_officers import at_once, officers

pytestmark = [pytest.mark.usefixtures("scene"), pytest.mark.concurrency]


def entered(code: str, number: str, role: str) -> Registration:
    parties = (bench.party(role, "Pang Wai Ming"),)
    return Registration(CaseType.objects.get(code=code).pk, "registered", number, "en", parties)


def test_ten_officers_at_once_with_one_number_register_one_case():
    written = ["HCA 123/2026", "hca 0123/2026"] * 5
    given = [entered("hca", number, "plaintiff") for number in written]
    acts = [
        (lambda case=case, by=by: register_case(case, by=by))
        for case, by in zip(given, officers(10), strict=True)
    ]
    results = at_once(acts)
    assert sum(isinstance(result, Case) for result in results) == 1
    assert {result.code for result in results if isinstance(result, Refused)} == {"case_number_exists"}
    assert Case.objects.count() == Party.objects.count() == 1
    assert AuditEvent.objects.filter(action="case.registered").count() == 1
    assert list(audit.breaks(AuditEvent.objects.all())) == []


def test_officers_at_once_get_numbers_of_the_portal_without_a_gap():
    given = entered("sctc", "", "claimant")
    results = at_once([(lambda by=by: register_case(given, by=by)) for by in officers(5)])
    assert sorted(case.running_number for case in results) == [1, 2, 3, 4, 5]
