"""The demo's court clock in a browser: started at a time, kept over a restart, moved from the banner, begun again."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from icms.lib import clock
from tests.browser import access
from tests.browser.conftest import running
from tests.browser.person import Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
UNFOLD = "document.querySelectorAll('.demo-clock').forEach(box => box.open = true)"
# An ordinary Thursday of next year's December, before the office opens.
THURSDAY = min(
    day
    for day in (clock.today().replace(day=1, month=12) + timedelta(days=365 + ahead) for ahead in range(9))
    if day.weekday() == 3
)
start = contextmanager(running)


def banner(page: Page) -> str:
    return page.locator(".demo-clock > summary").inner_text()


def faults(page: Page) -> list[str]:
    """Axe on the page with the clock unfolded, at both widths."""
    found = []
    for width in (access.DESK, access.PHONE):
        page.set_viewport_size({"width": width, "height": access.HEIGHT})
        page.evaluate(UNFOLD)
        found += access.faults(page, (width,))
    return found


def goes_to_the_opening_without_javascript(page: Page) -> None:
    page.goto("/sct/what-if/")
    assert f"{THURSDAY.day} December {THURSDAY.year}, 07:30" in banner(page)
    assert "the Registry is closed" in banner(page)
    page.locator(".demo-clock > summary").click()
    page.get_by_role("button", name="To the next opening").click()
    assert page.url.endswith("/sct/what-if/")
    assert f"{THURSDAY.day} December {THURSDAY.year}, 08:45" in banner(page)
    assert "the Registry is open until 13:00" in banner(page)


def rehearses_a_storm_and_closing_time(page: Page) -> None:
    page.goto("/sct/filing/new/claims/")
    expect(page.locator("[data-countdown]")).to_have_text("4 h 15 min left")
    assert faults(page) == []
    page.get_by_role("button", name="Into a storm").click()
    expect(page.get_by_text("A black rainstorm warning closes the Registries from now on.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="End the storm").click()
    expect(page.get_by_text("The storm is over")).to_be_visible()
    page.evaluate(UNFOLD)
    page.get_by_role("textbox", name="To a date and time").fill(f"{THURSDAY}T17:25")
    page.get_by_role("button", name="Move it there").click()
    expect(page.locator("[data-countdown]")).to_have_text("5 min left")
    # Nine hours have passed at the court: whoever is signed in is so still.
    expect(page.get_by_role("button", name="Sign out").first).to_be_visible()


def test_the_court_clock_from_its_start_to_a_fresh_one(tmp_path: Path, browser: Browser):
    with (
        start(tmp_path, "--at", f"{THURSDAY} 07:30") as address,
        browser.new_context(base_url=address, java_script_enabled=False) as plain,
        browser.new_context(base_url=address) as context,
    ):
        goes_to_the_opening_without_javascript(plain.new_page())
        someone = Person(context.new_page())
        sign_in(someone, "filer@demo.example")
        rehearses_a_storm_and_closing_time(someone.page)

    with start(tmp_path) as address, browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/")
        assert f"{THURSDAY.day} December {THURSDAY.year}, 17:2" in banner(page)

    with start(tmp_path, "--fresh") as address, browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/")
        assert str(clock.today().year) in banner(page)
        assert str(THURSDAY.year) not in banner(page)
