"""Staff register a case that did not come through the portal: the act (CRT-1, CRT-3, REG-7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from accounts import seed as accounts_seed
from accounts.models import User
from cases import registering
from cases.models import Case, CaseLink, CaseType, Court, DocumentType, Party
from cases.opening import OpeningAddress
from cases.registering import PaperDocument, Registration, register_case
from cases.rules.limits import ADDRESSES_MAX, PARTIES_MAX
from filing.rules import limits as claim_limits
from icms.kernel.models import AuditEvent, OutboxJob, Sequence
from icms.lib import clock
from icms.lib.errors import Refused
from messaging.models import Message
from tests.cases import bench
from tests.cases.bench import Registry


@pytest.fixture
def officer(desk: Registry) -> User:
    """A registry officer with the rights of the group."""
    accounts_seed.load()
    desk.officer.groups.add(Group.objects.get(name=accounts_seed.REGISTRY_OFFICERS))
    return User.objects.get(pk=desk.officer.pk)


PLAINTIFF = bench.party("plaintiff", "Pang Wai Ming", "彭偉明")
DEFENDANT = bench.party("defendant", "Golden Dragon Limited", trading_as="Golden Dragon Noodles")


def entered(code: str = "hca", number: str = "HCA 123/2026", **changes: object) -> Registration:
    values = {
        "case_type_id": CaseType.objects.get(code=code).pk,
        "origin": "registered",
        "number": number,
        "language": "en",
        "parties": (PLAINTIFF, DEFENDANT),
    }
    return Registration(**{**values, **changes})


def refusal(given: Registration, *, by: User) -> Refused:
    """The refusal of the act, which left nothing behind."""
    before = (
        Case.objects.count(),
        Party.objects.count(),
        AuditEvent.objects.count(),
        Sequence.objects.count(),
    )
    with pytest.raises(Refused) as refused:
        register_case(given, by=by)
    after = (
        Case.objects.count(),
        Party.objects.count(),
        AuditEvent.objects.count(),
        Sequence.objects.count(),
    )
    assert before == after
    assert str(refused.value) != refused.value.code
    return refused.value


def test_a_case_of_another_court_comes_into_the_record_with_its_number_and_parties(officer: User):
    case = register_case(entered(origin="transferred_in"), by=officer)
    assert (case.number, case.running_number, case.year) == ("HCA 123/2026", 123, 2026)
    assert (case.court.code, case.origin, case.state) == (case.case_type.court.code, "transferred_in", "open")
    assert [(row.role, row.name_en, row.name_zh) for row in case.parties.current()] == [
        ("plaintiff", "Pang Wai Ming", "彭偉明"),
        ("defendant", "Golden Dragon Limited", ""),
    ]
    assert case.parties.first().addresses.get().text.startswith("Flat A")
    event = AuditEvent.objects.get(action="case.registered")
    assert event.target == f"cases.case:{case.pk}"
    assert "HCA 123/2026" in event.data


def test_registering_links_nobody_issues_nothing_and_tells_nobody(officer: User):
    case = register_case(entered(), by=officer)
    assert not CaseLink.objects.exists()
    assert not OutboxJob.objects.exists()
    assert not Message.objects.exists()
    assert not case.hearings.exists()


def test_the_portal_gives_the_next_number_where_it_numbers_the_cases(desk: Registry, officer: User):
    first = desk.accept()
    parties = (bench.party("claimant", "Pang Wai Ming"), bench.party("defendant", "Lo Siu"))
    case = register_case(entered("sctc", "", parties=parties), by=officer)
    assert (first.running_number, case.running_number) == (1, 2)
    assert case.number == f"SCTC 000002/{clock.today().year}"
    assert desk.accept().running_number == 3


@pytest.mark.parametrize("number", ["KTS 77-A of 2026", "2026年第5號", "HCMP 5/2026"])
def test_a_number_in_a_form_of_its_own_is_kept_as_the_court_gave_it(officer: User, number: str):
    case = register_case(entered(number=f" {number} "), by=officer)
    assert (case.number, case.running_number, case.year) == (number, None, None)


@pytest.mark.parametrize("again", ["HCA 123/2026", "hca 000123 / 2026", "HCA123/2026"])
def test_a_number_that_is_in_the_record_is_refused(officer: User, again: str):
    register_case(entered(), by=officer)
    refused = refusal(entered(number=again), by=officer)
    assert refused.code == "case_number_exists"
    assert again in str(refused)
    assert "High Court" in str(refused)


def test_another_court_may_have_given_the_same_number(officer: User):
    register_case(entered(number="123/2026"), by=officer)
    assert register_case(entered("dccj", "123/2026"), by=officer).court.code != "hc"


def test_a_court_that_numbers_its_cases_itself_is_asked_for_the_number(officer: User):
    assert refusal(entered(number=" "), by=officer).code == "court_numbers_by_itself"
    assert refusal(entered(number="//-"), by=officer).code == "case_number_unreadable"


def test_a_number_typed_for_a_case_that_the_portal_numbers_is_refused(officer: User):
    parties = (bench.party("claimant", "Pang Wai Ming"),)
    given = entered("sctc", "SCTC 000900/2026", parties=parties)
    assert refusal(given, by=officer).code == "number_comes_from_portal"


def test_a_case_has_one_to_fifty_parties(officer: User):
    assert refusal(entered(parties=()), by=officer).code == "parties_missing"
    refused = refusal(entered(parties=(PLAINTIFF, *[DEFENDANT] * PARTIES_MAX)), by=officer)
    assert (refused.code, refused.params["count"]) == ("too_many_parties", 51)
    case = register_case(entered(parties=(PLAINTIFF, *[DEFENDANT] * (PARTIES_MAX - 1))), by=officer)
    assert case.parties.count() == 50


def test_a_party_has_a_role_of_the_case_type_a_name_and_twenty_addresses_at_most(officer: User):
    appellant = replace(DEFENDANT, role="appellant")
    refused = refusal(entered(parties=(PLAINTIFF, appellant)), by=officer)
    assert refused.code == "role_unknown"
    assert "Party 2 cannot be “appellant”" in str(refused)
    nobody = replace(DEFENDANT, name_en=" ", name_zh="")
    assert refusal(entered(parties=(PLAINTIFF, nobody)), by=officer).code == "party_without_name"
    address = OpeningAddress("", "1 Queen's Road Central", False)
    roaming = replace(DEFENDANT, addresses=(address,) * (ADDRESSES_MAX + 1))
    assert refusal(entered(parties=(PLAINTIFF, roaming)), by=officer).code == "too_many_addresses"


def test_a_case_type_without_a_day_or_with_one_to_come_is_not_open(officer: User):
    assert refusal(entered("dcec", "DCEC 1/2026"), by=officer).code == "case_type_not_open"
    tomorrow = clock.today() + timedelta(days=1)
    CaseType.objects.filter(code="hca").update(efiling_from=tomorrow)
    assert "Civil action" in str(refusal(entered(), by=officer))
    CaseType.objects.filter(code="hca").update(efiling_from=clock.today())
    assert register_case(entered(), by=officer).pk


def test_only_officers_with_the_right_register_cases(desk: Registry, officer: User):
    plain = User.objects.create_user("plain@example.test", None, is_staff=True)
    for nobody in (plain, desk.filer.user):
        assert refusal(entered(), by=nobody).code == "may_not_register"


def test_a_bulk_claim_is_not_registered_but_accepted(officer: User):
    with pytest.raises(ValueError, match="acceptance"):
        register_case(entered(origin="bulk_claim"), by=officer)
    assert not Case.objects.exists()


def writ(valid_to_days: int | None = None) -> DocumentType:
    today = clock.today()
    return DocumentType.objects.create(
        court=Court.objects.get(code="hc"),
        code="writ",
        position=1,
        origin="party",
        name_en="Writ of summons",
        name_zh_hant="傳訊令狀",
        name_zh_hans="传讯令状",
        valid_from=today - timedelta(days=100),
        valid_to=None if valid_to_days is None else today + timedelta(days=valid_to_days),
    )


def test_the_paper_that_began_the_case_is_recorded_with_its_time(officer: User):
    received = clock.now() - timedelta(hours=2)
    paper = PaperDocument(writ().pk, "Writ with statement of claim", received)
    case = register_case(entered(paper=paper), by=officer)
    event = AuditEvent.objects.get(action="document.entered")
    assert event.target == f"cases.casedocument:{case.documents.get().pk}"
    for words in ("writ", "Writ with statement of claim", "paper"):
        assert words in event.data


def test_a_type_of_document_that_ended_yesterday_is_refused_with_the_whole_case(officer: User):
    paper = PaperDocument(writ(valid_to_days=-1).pk, "", clock.now())
    refused = refusal(entered(paper=paper), by=officer)
    assert refused.code == "document_type_ended"
    assert "Writ of summons" in str(refused)


def test_a_type_of_document_of_another_court_is_refused_with_the_whole_case(officer: User):
    paper = PaperDocument(DocumentType.objects.get(code="form_1").pk, "", clock.now())
    assert refusal(entered(paper=paper), by=officer).code == "document_of_another_court"


def test_a_case_takes_as_many_parties_and_addresses_as_a_claim():
    assert (claim_limits.PARTIES_MAX, claim_limits.ADDRESSES_MAX) == (PARTIES_MAX, ADDRESSES_MAX)


def test_a_failure_that_is_no_clash_of_numbers_stays_what_it_is(officer: User, monkeypatch):
    from django.db import IntegrityError

    def fails(**_columns: object) -> None:
        raise IntegrityError("something else")

    monkeypatch.setattr(registering.Case.objects, "create", fails)
    with pytest.raises(IntegrityError, match="something else"):
        register_case(entered(), by=officer)
