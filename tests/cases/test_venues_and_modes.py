"""Places and modes of use of a type of case, limits and prefixes: rows that pages and acts obey (CRT-1, CRT-3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import translation

from cases import known_courts, seed
from cases.models import Case, CaseType, Court, ModeOfUse, Venue
from cases.modes import duties
from cases.registering import register_case
from icms.lib import clock
from icms.lib.errors import Refused
from tests import cast
from tests.cases.test_registering import entered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def everybody() -> None:
    cast.load()


@pytest.fixture
def place() -> Venue:
    """The one place at which civil actions of the District Court are electronic."""
    names = {"name_en": "Wan Chai", "name_zh_hant": "灣仔", "name_zh_hans": "湾仔"}
    civil = CaseType.objects.get(code="dccj")
    return Venue.objects.create(case_type=civil, valid_from=clock.today() - timedelta(days=1), **names)


def test_a_type_without_places_needs_none_and_takes_none(place: Venue):
    officer = cast.person(cast.OFFICER)
    Venue.objects.filter(pk=place.pk).update(case_type=CaseType.objects.get(code="dcpi"))
    assert register_case(entered("dccj", "123/2026"), by=officer).venue is None
    with pytest.raises(Refused, match="electronic at certain places"):
        register_case(entered("dccj", "124/2026", venue_id=place.pk), by=officer)


def test_a_type_with_places_is_registered_at_one_of_them_that_is_open_today(place: Venue):
    officer = cast.person(cast.OFFICER)
    with pytest.raises(Refused) as refused:
        register_case(entered("dccj", "123/2026"), by=officer)
    assert refused.value.code == "venue_not_open"
    assert not Case.objects.exists()
    assert register_case(entered("dccj", "123/2026", venue_id=place.pk), by=officer).venue == place
    Venue.objects.update(valid_to=clock.today() - timedelta(days=1))
    with pytest.raises(Refused):
        register_case(entered("dccj", "124/2026", venue_id=place.pk), by=officer)


def test_the_page_offers_the_places_of_the_type_and_asks_for_one(place: Venue):
    desk = cast.browser(cast.OFFICER)
    assert "Wan Chai" in desk.get("/admin/cases/case/register/dccj/").content.decode()
    assert "Wan Chai" not in desk.get("/admin/cases/case/register/dcpi/").content.decode()
    answer = desk.post(
        "/admin/cases/case/register/dccj/", {"party-TOTAL_FORMS": "0", "party-INITIAL_FORMS": "0"}
    )
    assert "Choose one of the places" in answer.content.decode()


def test_the_home_page_tells_law_firms_of_their_duty_in_the_high_court_and_staff_set_the_next_one():
    page = Client().get("/").content.decode()
    assert "from Monday, 1 June 2026 a law firm begins its first new case electronically" in page
    ModeOfUse.objects.create(
        case_type=CaseType.objects.get(code="dccj"), mode="represented", valid_from=date(2026, 12, 31)
    )
    known_courts.forget()
    assert (
        "Civil action: from Thursday, 31 December 2026 parties with a legal representative"
        in Client().get("/").content.decode()
    )


def test_types_with_the_same_duty_share_one_sentence_in_the_readers_language():
    court = Court.objects.prefetch_related("case_types__modes").get(code="hc")
    [sentence] = duties(court, date(2026, 6, 1))
    assert sentence.startswith("Civil appeal, Commercial action, ")
    with translation.override("zh-hant"):
        [sentence] = duties(court, date(2026, 5, 31))
    assert sentence.startswith("民事上訴、商業訴訟、")
    assert "律師行" in sentence


def test_a_mode_that_staff_have_set_is_not_shipped_again():
    appeal = CaseType.objects.get(code="cacv")
    appeal.modes.update(mode="optional", valid_from=date(2026, 7, 1))
    seed.load()
    assert [row.mode for row in appeal.modes.all()] == ["optional"]


def test_a_claim_is_checked_against_the_limit_of_its_courts_row():
    from tests.filing import stage

    CaseType.objects.filter(code="sctc").update(claim_cents_max=20_000)
    known_courts.forget()
    client = cast.browser()
    answer = client.post(
        "/sct/filing/new/claims/import/",
        {"file": stage.upload("b.xml", stage.xml(), "text/xml")},
        follow=True,
    )
    assert "this court hears claims up to HK$200.00" in answer.content.decode()
    assert "at most HK$200.00" in client.get("/sct/filing/format/").content.decode()
