"""Staff register a case that did not come through the portal: the pages (CRT-1, ALL-4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts import seed as accounts_seed
from cases.models import Case, CaseType, DocumentType
from icms.lib import clock
from tests.cases.bench import Registry
from tests.cases.test_registering import writ

NUMBERED = {"number": "HCA 123/2026", "origin": "registered", "language": "zh"}
PLAINTIFF = {"role": "plaintiff", "kind": "individual", "name_en": "Pang Wai Ming", "name_zh": "彭偉明"}
DEFENDANT = {
    "role": "defendant",
    "kind": "company",
    "name_en": "Golden Dragon Limited",
    "trading_as": "Golden Dragon Noodles",
    "addresses": "1 Queen's Road\r\nCentral\r\n \r\n\r\n2 Nathan Road \r\n",
}


@pytest.fixture
def officer(desk: Registry) -> Client:
    accounts_seed.load()
    desk.officer.groups.add(Group.objects.get(name=accounts_seed.REGISTRY_OFFICERS))
    client = Client()
    client.force_login(desk.officer)
    return client


def page(code: str = "hca") -> str:
    return reverse("admin:cases_register_case", args=[code])


def filled(*parties: dict[str, str], **fields: str) -> dict[str, str]:
    """What the page sends; parties without an entry are empty boxes."""
    data = {"party-TOTAL_FORMS": str(len(parties)), "party-INITIAL_FORMS": "0", **NUMBERED, **fields}
    for number, party in enumerate(parties):
        data |= {f"party-{number}-{name}": value for name, value in party.items()}
    return data


def test_the_way_leads_from_the_list_of_cases_by_the_open_case_types_to_the_page(officer: Client):
    assert reverse("admin:cases_register") in officer.get(reverse("admin:cases_case_changelist")).text
    types = officer.get(reverse("admin:cases_register")).text
    assert page("hca") in types
    assert page("dccj") in types
    assert page("dcec") not in types
    assert page("hcpi") not in types
    shown = officer.get(page()).text
    assert "Plaintiff" in shown
    assert "Appellant" not in shown
    assert 'name="number"' in shown
    portal = officer.get(page("sctc")).text
    assert "next number of this portal" in portal
    assert 'name="number"' not in portal


def test_a_case_type_that_is_not_open_leads_back_in_words(officer: Client):
    for answer in (officer.get(page("dcec"), follow=True), officer.post(page("dcec"), filled(), follow=True)):
        assert answer.redirect_chain == [(reverse("admin:cases_register"), 302)]
        assert "is not open in this portal yet" in answer.text
    assert officer.get(page("nothing")).status_code == 404


def test_what_is_entered_becomes_a_case_and_its_page_opens(officer: Client):
    answer = officer.post(page(), filled(PLAINTIFF, {}, DEFENDANT), follow=True)
    assert "Case HCA 123/2026 is registered." in answer.text
    case = Case.objects.get()
    assert (case.language, case.origin) == ("zh", "registered")
    plaintiff, defendant = case.parties.current()
    assert (plaintiff.role, str(plaintiff)) == ("plaintiff", "Pang Wai Ming 彭偉明")
    assert (defendant.kind, defendant.trading_as, defendant.position) == (
        "company",
        "Golden Dragon Noodles",
        2,
    )
    assert [row.text for row in defendant.addresses.all()] == ["1 Queen's Road\nCentral", "2 Nathan Road"]
    assert "Golden Dragon Limited" in answer.text


def test_the_first_document_is_taken_with_its_type_and_time(officer: Client):
    day = clock.today() - timedelta(days=1)
    given = {
        "document_type": str(writ().pk),
        "title": "Writ",
        "received_day": f"{day}",
        "received_time": "10:30",
    }
    assert officer.post(page(), filled(PLAINTIFF, **given)).status_code == 302
    assert Case.objects.count() == 1


def test_a_court_without_types_of_document_says_so(officer: Client):
    assert "No type of document is entered for this court yet" in officer.get(page()).text
    writ()
    shown = officer.get(page()).text
    assert "No type of document is entered" not in shown
    assert "Writ of summons" in shown


def test_every_fault_is_said_at_its_place_and_what_was_entered_stays(officer: Client):
    nameless = {"role": "defendant", "kind": "", "addresses": "3 Ice House Street"}
    answer = officer.post(page(), filled(PLAINTIFF, nameless, number="", origin="", title="Writ"))
    assert answer.status_code == 422
    for words in (
        "Enter the case number as the court gave it.",
        "Choose where the case comes from.",
        "Party 2: Choose what kind of person or body it is.",
        "Party 2: Enter the name in English, in Chinese, or in both.",
        "Choose the type of the document, or leave its fields empty.",
        "Enter the day on which the Registry received the document.",
        "Enter the time at which the Registry received the document.",
    ):
        assert words in answer.text, words
    for kept in ("Pang Wai Ming", "彭偉明", "3 Ice House Street", 'value="Writ"'):
        assert kept in answer.text
    assert not Case.objects.exists()


def test_a_number_that_is_in_the_record_is_said_at_the_number_and_the_parties_stay(officer: Client):
    officer.post(page(), filled(PLAINTIFF))
    answer = officer.post(page(), filled(PLAINTIFF, DEFENDANT, number="hca 0123/2026"))
    assert answer.status_code == 422
    assert "is in the record already" in answer.text
    assert 'href="#id_number"' in answer.text
    assert "Golden Dragon Noodles" in answer.text
    assert Case.objects.count() == 1


def test_a_case_without_parties_is_refused_in_words(officer: Client):
    answer = officer.post(page(), filled({}, {}))
    assert answer.status_code == 422
    assert "A case has at least one party." in answer.text


@pytest.mark.parametrize("count", [51, 100, 101, 500])
def test_more_than_fifty_parties_are_refused_in_words(officer: Client, count: int):
    data = filled(*[{}] * count)
    # No more than a browser may send: Django refuses more than 2,000 fields.
    data |= filled(*[PLAINTIFF] * min(count, 300)) | {"party-TOTAL_FORMS": str(count)}
    answer = officer.post(page(), data)
    assert answer.status_code == 422
    assert f"You entered {count} parties; a case has 50 at most." in answer.text
    assert not Case.objects.exists()


def test_more_parties_are_offered_with_what_was_entered_and_without_a_fault(officer: Client):
    answer = officer.post(page(), filled(PLAINTIFF, {"name_en": "Lo"}, number="", more="1"))
    assert answer.status_code == 200
    assert "There is a problem" not in answer.text
    assert 'name="party-TOTAL_FORMS" value="5"' in answer.text
    assert 'name="party-INITIAL_FORMS" value="0"' in answer.text
    assert 'value="Pang Wai Ming"' in answer.text
    assert 'value="Lo"' in answer.text
    assert '<option value="plaintiff" selected>' in answer.text
    assert not Case.objects.exists()


def test_no_more_than_fifty_parties_are_offered(officer: Client):
    answer = officer.post(page(), filled(*[PLAINTIFF] * 49, more="1"))
    assert 'name="party-TOTAL_FORMS" value="50"' in answer.text


@pytest.mark.parametrize(
    ("party", "words"),
    [
        ({"role": "appellant"}, "Choose the role of the party."),
        ({"kind": "ghost"}, "Choose what kind of person or body it is."),
        ({"name_en": "x" * 301}, "Use at most 300 characters"),
        ({"name_en": "Pang \u200b\u202eWai"}, "Party 1: "),
        (
            {"addresses": "\n\n".join(f"{n} Nathan Road" for n in range(21))},
            "20 addresses at most; you entered 21",
        ),
        ({"addresses": "x" * 201}, "Use at most 200 characters"),
    ],
)
def test_what_no_party_can_have_is_said_with_the_number_of_the_party(
    officer: Client, party: dict[str, str], words: str
):
    answer = officer.post(page(), filled({**PLAINTIFF, **party}))
    assert answer.status_code == 422
    assert "Party 1: " in answer.text
    assert words in answer.text
    assert not Case.objects.exists()


def test_a_time_to_come_and_a_type_that_ended_are_refused(officer: Client):
    ended = writ(valid_to_days=-1)
    tomorrow = clock.today() + timedelta(days=1)
    given = {"document_type": str(ended.pk), "received_day": f"{clock.today()}", "received_time": "00:01"}
    answer = officer.post(page(), filled(PLAINTIFF, **given))
    assert answer.status_code == 422
    assert "The court does not take that type any more." in answer.text
    DocumentType.objects.update(valid_to=None)
    answer = officer.post(page(), filled(PLAINTIFF, **given | {"received_day": f"{tomorrow}"}))
    assert "This time is still to come." in answer.text
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "data", [{}, {"party-TOTAL_FORMS": "many"}, {"party-TOTAL_FORMS": "-5", "number": "\x00"}]
)
def test_requests_made_by_hand_are_answered_by_the_page(officer: Client, data: dict[str, str]):
    assert officer.post(page(), data).status_code == 422
    assert officer.post(page(), {**data, "more": "1"}).status_code == 200
    assert not Case.objects.exists()


def test_others_see_no_way_to_register_and_are_refused(desk: Registry):
    desk.officer.user_permissions.clear()
    client = Client()
    client.force_login(desk.officer)
    assert client.get(reverse("admin:cases_register")).status_code == 403
    assert client.post(page(), filled(PLAINTIFF)).status_code == 403
    assert not Case.objects.exists()


def test_the_page_of_a_case_type_names_its_roles_and_keeps_those_ticked(officer: Client, desk: Registry):
    desk.officer.is_superuser = True
    desk.officer.save()
    case_type = CaseType.objects.get(code="hca")
    address = reverse("admin:cases_casetype_change", args=[case_type.pk])
    assert "Roles of parties" in officer.get(address).text
    assert "plaintiff, defendant, third party" not in officer.get(address).text
    data = {
        "name_en": case_type.name_en,
        "name_zh_hant": case_type.name_zh_hant,
        "name_zh_hans": case_type.name_zh_hans,
        "efiling_from": "2025-12-19",
        "inspection": case_type.inspection,
        "roles": ["defendant", "plaintiff"],
        "allows_representatives": "on",
    }
    assert officer.post(address, data).status_code == 302
    case_type.refresh_from_db()
    assert case_type.roles == ["plaintiff", "defendant"]
    assert "Tick at least one role" in officer.post(address, {**data, "roles": []}).text


def test_officers_who_only_look_at_a_case_type_read_its_roles_in_words(officer: Client):
    case_type = CaseType.objects.get(code="hca")
    shown = officer.get(reverse("admin:cases_casetype_change", args=[case_type.pk])).text
    assert "plaintiff, defendant, third party" in shown
