"""The banner's court clock: where it can be moved, by whom, and what becomes of hand-made requests (ALL-6)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.models import Closure, Court, GeneralHoliday, HearingSession
from icms import demo_clock
from icms.kernel.models import AuditEvent, ClockOffset
from icms.lib import clock
from icms.lib.language import LANGUAGES
from icms.management.commands.up import _move_clock
from icms.views import CLOCK_MOVES_AN_HOUR_MAX
from tests import cast
from tests.demo import TESTER, demo_is_on
from tests.filing.storms import hk

# A Friday evening: the registry is closed until Monday, 23 November, 08:45.
EVENING, MONDAY = hk("2026-11-20T19:00:00"), hk("2026-11-23T08:45:00")


@pytest.fixture
def real_time() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EVENING, tick=False) as machine:
        yield machine


@pytest.fixture
def demo(transactional_db, real_time) -> Iterator[None]:
    cast.load()
    cache.clear()
    with demo_is_on():
        yield


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def words(client: Client, address: str = "/") -> str:
    page = client.get(address).content.decode()
    banner = page[page.index('class="demo-banner"') : page.index("<header")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", banner)).split())


def move(client: Client, to: str, at: str = "", onward: str = "/sct/what-if/") -> str:
    """The flash words of the page that comes next."""
    answer = client.post(reverse("demo_clock"), {"to": to, "at": at, "next": onward})
    assert (answer.status_code, answer.url) == (302, onward)
    page = client.get(onward).content.decode()
    [told] = re.findall(r'<div class="notice [^"]*" role="status"><p>(.*?)</p>', page)
    return html.unescape(told)


def test_the_banner_says_what_the_courts_clock_shows_and_where_it_can_go(demo):
    shown = words(Client())
    assert "Court's time: Friday, 20 November 2026, 19:00" in shown
    assert "Small Claims Tribunal: the Registry is closed." in shown
    assert "To the next opening: Monday, 23 November 2026, 08:45" in shown
    assert "To 5 minutes before closing: Monday, 23 November 2026, 12:55" in shown


def test_a_visitor_moves_the_clock_to_the_next_opening(demo):
    client = Client()
    assert move(client, "opening") == "The court's clock shows Monday, 23 November 2026, 08:45 now."
    assert clock.now() == MONDAY
    shown = words(client)
    assert "the Registry is open until 13:00" in shown
    # Now the closing comes first.
    assert shown.index("To 5 minutes before closing: Monday, 23 November 2026, 12:55") < shown.index(
        "To the next opening: Monday, 23 November 2026, 14:00"
    )
    assert AuditEvent.objects.get(action="clock.moved").actor == "system:public"


def test_again_and_again_the_closing_that_comes_next_is_five_minutes_away(demo):
    client = Client()
    for expected in ("2026-11-23T12:55:00", "2026-11-23T17:25:00", "2026-11-24T12:55:00"):
        move(client, "closing")
        assert clock.now() == hk(expected)


def test_a_date_and_time_of_hong_kong_as_a_browser_sends_it(demo):
    client = signed_in(cast.FILER)
    assert "Thursday, 3 December 2026, 08:45" in move(client, "time", "2026-12-03T08:45")
    assert clock.now() == hk("2026-12-03T08:45:00")


def test_sittings_lie_ahead_wherever_the_clock_is_moved_to(demo):
    demo_clock.move("2027-09-01 10:00", by=TESTER)
    ahead = HearingSession.objects.filter(starts_at__gt=clock.now() + timedelta(days=80))
    assert ahead.exists()


def test_into_a_storm_and_out_of_it_by_the_acts_of_the_registry(demo):
    client = Client()
    move(client, "opening")
    move(client, "storm")
    rows = Closure.objects.filter(reopens_at=None)
    assert {row.kind for row in rows} == {"black_rainstorm"}
    assert rows.count() == Court.objects.count()
    entered = AuditEvent.objects.filter(action="closure.entered")
    assert set(entered.values_list("person", flat=True)) != {""}
    shown = words(client)
    assert "the Registry is closed (black rainstorm warning)" in shown
    assert "End the storm" in shown
    assert "To the next opening" not in shown
    assert "End the storm first" in move(client, "opening")
    demo_clock.move("2026-11-23 09:30", by=TESTER)
    move(client, "storm-over")
    assert not Closure.objects.filter(reopens_at=None).exists()
    assert "the Registry is open until 13:00" in words(client)


def test_a_second_storm_or_the_end_of_none_changes_nothing(demo):
    client = Client()
    move(client, "storm-over")
    assert not Closure.objects.exists()
    move(client, "storm")
    before = list(Closure.objects.order_by("pk").values())
    move(client, "storm")
    assert list(Closure.objects.order_by("pk").values()) == before


def test_a_court_that_is_closed_out_of_the_ordinary_stays_so_in_a_storm(demo):
    tribunal = Court.objects.get(code="sct")
    directed = Closure.objects.create(court=tribunal, kind="directed", starts_at=EVENING)
    move(Client(), "storm")
    assert list(Closure.objects.filter(court=tribunal)) == [directed]
    assert Closure.objects.exclude(court=tribunal).count() == Court.objects.count() - 1


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-20T18:59", "never goes back to Friday, 20 November 2026, 18:59:00"),
        ("1900-01-01T00:00", "never goes back"),
        ("2028-10-03T00:00", "can be moved until Monday, 2 October 2028, 23:59:00"),
        ("9998-12-31T23:59", "can be moved until"),
        ("9999-12-31T23:59", "is no day and time"),
        ("2026-11-31T10:00", "is no day and time"),
        ("2026-12-03", "is no day and time"),
        ("tomorrow", "“tomorrow” is no day and time"),
        ("", "is no day and time"),
        ("\x00" * 9000, "is no day and time"),
        ("<script>alert(1)</script>", "is no day and time"),
        ("２０２６-12-03T08:45", "is no day and time"),
    ],
)
def test_hand_made_times_are_refused_in_words_and_move_nothing(demo, at, said):
    assert said in move(Client(), "time", at)
    assert not ClockOffset.objects.exists() or clock.ahead() == timedelta(0)


@pytest.mark.parametrize("to", ["", "yesterday", "move_to", "__class__", "-86400", "storm_over"])
def test_hand_made_names_are_refused_in_words_and_move_nothing(demo, to):
    assert "is no day and time" in move(Client(), to, "2026-12-03T08:45")
    assert clock.ahead() == timedelta(0)


def test_the_clock_moves_back_by_no_request_once_it_was_moved(demo):
    client = Client()
    move(client, "time", "2026-12-03T08:45")
    assert "never goes back" in move(client, "time", "2026-12-02T08:45")
    assert "never goes back" in move(client, "2026-11-23T08:45")
    assert clock.now() == hk("2026-12-03T08:45:00")


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_nobody_is_led_to_another_place(demo, onward):
    answer = Client().post(reverse("demo_clock"), {"to": "opening", "next": onward})
    assert answer.url == reverse("home")


def test_a_form_without_its_mark_moves_nothing(demo):
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("demo_clock"), {"to": "opening"}).status_code == 403
    assert clock.now() == EVENING


def test_reading_moves_nothing(demo):
    assert Client().get(reverse("demo_clock"), {"to": "opening"}).status_code == 405
    assert clock.now() == EVENING


def test_nobody_drives_the_clock_to_its_end_in_a_loop(demo):
    client = Client()
    for _ in range(CLOCK_MOVES_AN_HOUR_MAX):
        client.post(reverse("demo_clock"), {"to": "time", "at": "2020-01-01T00:00"})
    client = Client()
    move(client, "opening")
    assert clock.now() == EVENING


def test_where_the_demo_is_off_there_is_no_such_address_and_no_banner(transactional_db, real_time):
    cast.load()
    client = Client()
    for answer in (client.get(reverse("demo_clock")), client.post(reverse("demo_clock"), {"to": "opening"})):
        assert answer.status_code == 404
    assert "demo-clock" not in client.get("/").content.decode().partition("</head>")[2]
    assert demo_clock.present() is None
    assert clock.now() == EVENING


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES])
def test_the_banner_speaks_the_readers_language(demo, code):
    client = Client()
    client.cookies["django_language"] = code
    shown = words(client)
    expected = {
        "en": "Friday, 20 November 2026, 19:00",
        "zh-hant": "2026年11月20日（星期五）下午7時正",
        "zh-hans": "2026年11月20日（星期五）下午7时正",
    }
    assert expected[code] in shown
    assert ("Move the clock" in shown) == (code == "en")
    move(client, "storm")
    assert ("warning" in words(client)) == (code == "en")


def test_the_registrys_desk_has_the_banner_too(demo):
    assert "To the next opening" in words(signed_in(cast.OFFICER), reverse("admin:index"))


def test_the_countdown_knows_how_far_the_court_is_ahead(demo):
    client = signed_in(cast.FILER)
    move(client, "opening")
    page = client.get(reverse("filing:commence", args=["sct"])).content.decode()
    ahead = int((MONDAY - EVENING).total_seconds())
    assert f'data-countdown-ahead="{ahead}"' in page


def test_without_holidays_ahead_no_opening_is_offered(demo):
    GeneralHoliday.objects.all().delete()
    assert "To the next opening" not in words(Client())


def said_by_up(where: str | None) -> list[str]:
    said: list[str] = []
    _move_clock(where, said.append)
    return said


@pytest.mark.parametrize("where", ["2026-12-03 08:45", "2026-12-03T08:45", "2026-12-03T00:45Z"])
def test_up_at_moves_the_clock_and_a_start_after_it_keeps_the_time(demo, where):
    shown = ["The court's clock shows Thursday, 3 December 2026, 08:45 now."]
    assert said_by_up(where) == shown
    assert said_by_up(None) == shown
    assert AuditEvent.objects.get(action="clock.moved").actor == "system:up --at"


def test_up_without_a_move_says_nothing_of_the_clock(demo):
    assert said_by_up(None) == []


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("2026-11-19 08:45", "never goes back"),
        ("8:45", "is no day and time"),
        ("next week", "is no day and time"),
        ("", "is no day and time"),
        ("2040-01-01 00:00", "can be moved until"),
    ],
)
def test_up_at_refuses_in_words(demo, where, said):
    with pytest.raises(CommandError, match=said):
        said_by_up(where)
    assert clock.now() == EVENING


def test_up_at_knows_the_names_of_the_banner(demo):
    said_by_up("opening")
    assert clock.now() == MONDAY
    said_by_up("storm")
    assert Closure.objects.filter(reopens_at=None).exists()


def test_up_at_is_refused_where_the_demo_is_off(transactional_db, real_time):
    cast.load()
    with pytest.raises(CommandError, match="in a demonstration only"):
        said_by_up("2026-12-03 08:45")
    assert datetime.now(tz=clock.HONG_KONG) == clock.now()
