"""What the database holds of a case, whatever it came from: origin, state, parties that never change, links."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from cases import linking, papers, recipients
from cases.models import Case, CaseLink, CaseType, LinkParty, Party, PartyAddress
from cases.parties import add_parties
from icms.lib import clock
from icms.lib.errors import Refused
from tests.cases import bench
from tests.cases.bench import Registry


def registered(code: str = "hca", **columns: object) -> Case:
    """A case that no submission began, with two parties."""
    case_type = CaseType.objects.get(code=code)
    values = {"number": "HCA 123/2026", "origin": "registered", "language": "en", "accepted_at": clock.now()}
    with transaction.atomic():
        case = Case.objects.create(court=case_type.court, case_type=case_type, **{**values, **columns})
        add_parties(
            case, [bench.party("plaintiff", "Pang Wai Ming", "彭偉明"), bench.party("defendant", "Lo Siu")]
        )
    return case


def refused_by(constraint: str, change: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        change()
    # SQLite names the columns of a unique constraint, and the check constraint itself.
    assert constraint in str(refused.value)


def written(case: Case, **columns: object) -> Callable[[], object]:
    return lambda: Case.objects.filter(pk=case.pk).update(**columns)


def test_a_case_of_a_bulk_claim_keeps_every_particular_of_it(desk: Registry):
    case = desk.accept()
    for lost in (
        {"filer": None},
        {"completed_at": None},
        {"deemed_at": None},
        {"amount_cents": None},
        {"kind": ""},
        {"transaction_reference": ""},
    ):
        refused_by("case_of_bulk_claim_has_its_particulars", written(case, **lost))


def test_a_case_of_another_origin_has_nothing_of_a_submission(desk: Registry):
    case = registered()
    for strange in (
        {"filer": desk.filer},
        {"completed_at": clock.now()},
        {"deemed_at": clock.now()},
        {"transaction_reference": "T1"},
        {"batch_reference": "B1"},
        {"claim_reference": "C1"},
    ):
        refused_by("case_of_other_origin_came_by_no_submission", written(case, **strange))
    written(case, amount_cents=100, kind="debt")()  # what is claimed may be known all the same


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "ended"},
        {"state": "ended", "result": "award"},
        {"state": "ended", "ended_at": "2026-12-01T10:00+08:00"},
        {"state": "open", "result": "award"},
        {"state": "struck_out", "ended_at": "2026-12-01T10:00+08:00"},
    ],
)
def test_a_case_has_a_result_and_an_end_if_and_only_if_it_ended(desk: Registry, columns: dict):
    refused_by("case_ended_has_a_result", written(registered(), **columns))


def test_an_ended_case_with_its_result_is_kept(desk: Registry):
    case = registered()
    written(case, state="ended", result="settled", ended_at=clock.now())()
    case.refresh_from_db()
    assert case.get_result_display() == "settled"


@pytest.mark.parametrize(
    "number", ["HCA 123/2026", "hca 000123/2026", "ＨＣＡ１２３／２０２６", "HCA-123-2026"]
)
def test_a_number_is_given_once_in_a_court_however_it_is_written(desk: Registry, number: str):
    registered()
    with pytest.raises(IntegrityError), transaction.atomic():
        registered(number=number)
    assert Case.objects.count() == 1


def test_two_courts_may_give_the_same_number(desk: Registry):
    registered(number="123/2026")
    assert registered("dccj", number="123/2026").pk


def test_a_case_without_a_number_is_refused(desk: Registry):
    refused_by("case_number_has_letters_or_figures", lambda: registered(number=" "))


def test_a_running_number_goes_with_its_year(desk: Registry):
    refused_by("case_running_number_goes_with_a_year", lambda: registered(running_number=5))


def test_a_party_row_of_a_case_is_never_changed(desk: Registry):
    case = registered()
    party = case.parties.first()
    address = party.addresses.get()
    party.name_en, address.text = "Pang Wai Man", "Elsewhere"
    changes: tuple[Callable[[], object], ...] = (
        party.save,
        lambda: party.save(update_fields=["name_en"]),
        lambda: case.parties.update(name_en="Pang Wai Man"),
        lambda: Party.objects.bulk_update([party], ["name_en"]),
        address.save,
        lambda: party.addresses.update(text="Elsewhere"),
        lambda: PartyAddress.objects.bulk_update([address], ["text"]),
    )
    for change in changes:
        with pytest.raises(TypeError, match="superseded, never changed"):
            change()
    assert case.parties.get(pk=party.pk).name_en == "Pang Wai Ming"
    assert party.addresses.get().text.startswith("Flat A")


def test_a_correction_takes_the_place_of_a_party_and_the_old_row_stays(desk: Registry):
    case = registered()
    old, other = case.parties.all()
    new = bench.correct(old, name_en="Pang Wai Man")
    newer = bench.correct(new, name_en="Pang Wai Mun")
    assert list(case.parties.all()) == [old, new, newer, other]
    assert list(case.parties.current()) == [newer, other]


def test_a_party_is_corrected_once_and_its_correction_is_corrected_next(desk: Registry):
    old = registered().parties.first()
    bench.correct(old, name_en="Pang Wai Man")
    with pytest.raises(IntegrityError), transaction.atomic():
        bench.correct(old, name_en="Pang Wai Mun")


def test_a_position_in_a_case_is_taken_once(desk: Registry):
    case = registered()
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(case=case, position=1, role="plaintiff", kind="other", name_en="Somebody")


@pytest.mark.parametrize("missing", ["correction_reason", "correction_order", "corrected_at"])
def test_a_correction_has_a_reason_an_order_and_a_time(desk: Registry, missing: str):
    party = registered().parties.first()
    whole = {"correction_reason": "Misspelt", "correction_order": "Order 1", "corrected_at": clock.now()}
    given = {name: value for name, value in whole.items() if name != missing}
    copied = {name: getattr(party, name) for name in ("case_id", "position", "role", "kind", "name_en")}
    refused_by(
        "party_that_supersedes_has_reason_and_order",
        lambda: Party.objects.create(**copied, **given, supersedes=party),
    )


def test_form_3_names_the_parties_as_they_are_now(desk: Registry, monkeypatch):
    case = desk.accept()
    bench.correct(case.parties.get(position=2), name_en="Chan Tai Wan")
    named = {}
    monkeypatch.setattr(
        papers,
        "_paper",
        lambda _template, context, reference, **_how: named.update(context(sheet(reference))),
    )

    def sheet(reference: str) -> papers.Sheet:
        return papers.Sheet(reference, "en", None)

    papers.hearing_notice(case, desk.session, "SC26-0000-0000-0")
    assert [person["name"] for person in named["defendants"]] == ["Chan Tai Wan"]


def linked(case: Case, **how: object) -> CaseLink:
    with transaction.atomic():
        return linking.link(case, list(case.parties.current()[:1]), **how)


def test_a_representative_is_linked_for_several_parties_at_once(desk: Registry):
    case = registered()
    with transaction.atomic():
        link = linking.link(
            case,
            list(case.parties.current()),
            organisation_id=desk.filer.organisation_id,
            capacity=CaseLink.Capacity.REPRESENTATIVE,
        )
    assert list(link.parties.order_by("position")) == list(case.parties.current())


def test_nobody_represents_a_party_at_the_tribunal(desk: Registry):
    case = desk.accept()
    CaseLink.objects.update(unlinked_at=clock.now(), unlink_reason="correction")
    with pytest.raises(Refused) as refused:
        linked(case, organisation_id=desk.filer.organisation_id, capacity="representative")
    assert refused.value.code == "representatives_not_allowed"
    assert case.number in str(refused.value)


def test_a_link_stands_for_parties_of_its_own_case(desk: Registry):
    case, other = registered(), registered(number="HCA 124/2026")
    for parties in ([], list(other.parties.all())):
        with pytest.raises(ValueError, match="parties of its case"), transaction.atomic():
            linking.link(case, parties, account_id=desk.filer.pk)
    with pytest.raises(RuntimeError):
        linking.link(case, list(case.parties.all()), account_id=desk.filer.pk)
    assert not CaseLink.objects.exists()


def test_one_link_of_an_organisation_and_of_an_account_is_open_for_a_case(desk: Registry):
    case = registered()
    for holder in ({"organisation_id": desk.filer.organisation_id}, {"account_id": desk.filer.pk}):
        first = linked(case, **holder)
        with pytest.raises(IntegrityError):
            linked(case, **holder)
        CaseLink.objects.filter(pk=first.pk).update(unlinked_at=clock.now(), unlink_reason="acting_in_person")
        assert linked(case, **holder).pk


def test_a_link_ends_with_a_reason_and_an_open_one_has_none(desk: Registry):
    link = linked(registered(), account_id=desk.filer.pk)
    rows = CaseLink.objects.filter(pk=link.pk)
    refused_by("link_ended_has_a_reason", lambda: rows.update(unlinked_at=clock.now()))
    refused_by("link_ended_has_a_reason", lambda: rows.update(unlink_reason="direction"))


def test_a_link_names_a_party_once_and_belongs_to_one_holder(desk: Registry):
    case = registered()
    link = linked(case, account_id=desk.filer.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkParty.objects.create(link=link, party=link.parties.get())
    other = Organisation.objects.create(kind="company", name_en="Other", registration_number="T-2")
    rows = CaseLink.objects.filter(pk=link.pk)
    refused_by("link_is_of_organisation_or_individual", lambda: rows.update(organisation=other))
    refused_by("link_is_of_organisation_or_individual", lambda: rows.update(account=None))


def test_nobody_gets_the_acceptance_of_a_case_that_no_submission_began(desk: Registry):
    assert recipients.of_new_case(registered(), None) == []


@pytest.fixture
def staff(desk: Registry) -> Client:
    User.objects.filter(pk=desk.officer.pk).update(is_superuser=True)
    client = Client()
    client.force_login(User.objects.get(pk=desk.officer.pk))
    return client


def test_the_page_and_the_list_open_for_a_case_of_any_origin_and_state(staff: Client, desk: Registry):
    case, ended = registered(), registered(number="HCA 9/2025", origin="transferred_in")
    written(ended, state="ended", result="withdrawn", ended_at=clock.now())()
    assert "HCA 123/2026" in staff.get(reverse("admin:cases_case_changelist")).text
    page = staff.get(reverse("admin:cases_case_change", args=[case.pk])).text
    for words in ("registered by staff", "Pang Wai Ming", "plaintiff"):
        assert words in page
    for words in ("HK$", "filer", "deemed time", "before their correction"):
        assert words not in page
    page = staff.get(reverse("admin:cases_case_change", args=[ended.pk])).text
    assert "withdrawn or discontinued" in page
    assert "transferred in" in page


def test_the_page_shows_old_and_new_of_a_corrected_party_side_by_side(staff: Client, desk: Registry):
    case = registered()
    bench.correct(case.parties.first(), name_en="Pang Wai Man")
    page = staff.get(reverse("admin:cases_case_change", args=[case.pk])).text
    before, after = page.index("Pang Wai Ming"), page.index("Pang Wai Man")
    assert after < page.index("before their correction") < before
    assert "Order of 2 December 2026" in page


def test_a_case_of_a_number_in_a_form_of_its_own_is_found_by_it(staff: Client, desk: Registry):
    registered(number="KTS 77-A/2026")
    page = staff.get(reverse("admin:cases_case_changelist"), {"q": "kts 77a 2026"})
    assert "KTS 77-A/2026" in page.text


def test_no_column_of_a_party_refers_to_what_may_be_deleted():
    kept = (Party, PartyAddress, LinkParty, CaseLink)
    relations = [field for model in kept for field in model._meta.fields if field.remote_field]
    assert relations
    assert {field.remote_field.on_delete for field in relations} == {models.PROTECT}
