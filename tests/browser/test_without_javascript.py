"""The filing without JavaScript: an ordinary form for the files, a button to the payment page, a link back (ALL-2)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import people

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Page:
    """A browser that runs no script at all."""
    page = browser.new_context(base_url=base_url, java_script_enabled=False).new_page()
    people.sign_in(page, "second.filer@demo.example")
    return page


def upload_by_the_plain_form(page: Page, batch: Path) -> None:
    """All files in one sending: the answer is the page with every form in its place."""
    page.get_by_label("Choose the files, or drop them here").set_input_files(sorted(batch.glob("*.pdf")))
    page.get_by_role("button", name="Send the files").click()
    expect(page.get_by_text("Every claim has both forms")).to_be_visible()


def pay_by_buttons(page: Page) -> None:
    """The page between the portal and the bank has a button of its own; the way back leads to the acknowledgement."""
    page.get_by_role("button", name=re.compile("^Pay HK")).click()
    page.get_by_role("button", name="Go to the payment page").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    finished = page.get_by_text("Submission date and time")
    for _ in range(30):
        go_on = page.get_by_role("link", name="Continue")
        if go_on.is_visible():
            go_on.click()
        if finished.is_visible():
            return
        page.wait_for_timeout(people.SECONDS)
        page.reload()


def test_a_batch_is_filed_without_javascript_up_to_the_acknowledgement(plain: Page, make_batch):
    batch = make_batch(21)
    people.go_to_commence(plain)
    people.import_claims(plain, batch)
    upload_by_the_plain_form(plain, batch)
    plain.get_by_role("link", name="Check your answers").first.click()
    people.declare(plain, means="Card")
    pay_by_buttons(plain)
    expect(plain.get_by_text("Transaction reference number")).to_be_visible()
    expect(plain.get_by_text("21 claims submitted")).to_be_visible()
    plain.get_by_text("Why this time?").click()
    expect(plain.get_by_text("Its confirmation reached this server")).to_be_visible()
    plain.goto("/messages/")
    expect(plain.get_by_role("table").get_by_role("link").first).to_be_visible()


def test_what_was_forgotten_is_said_without_javascript(plain: Page):
    people.go_to_commence(plain)
    plain.get_by_role("button", name="Check and import").click()
    summary = plain.get_by_role("alert")
    expect(summary.get_by_role("link", name="No file came with your request.")).to_be_visible()
    summary.get_by_role("link").click()
    expect(plain.get_by_label("XML file with the claim details")).to_be_visible()
