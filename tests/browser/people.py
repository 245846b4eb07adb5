"""What the people of the demo do in a browser, step by step as the pages name it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

PASSWORD = "harbour-light-2026"
SECONDS = 1000


def picture(page: Page, name: str) -> None:
    """Keeps a picture of the page for the README, where SCREENSHOTS names a folder (`make screenshots`)."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=Path(folder) / f"{name}.png")


def sign_in(page: Page, email: str) -> None:
    """Through the portal's own sign-in page."""
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "login" not in url)


def go_to_commence(page: Page) -> None:
    """Small Claims Tribunal → e-Filing → Send documents → Commence new case (A10)."""
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="e-Filing").click()
    page.get_by_role("link", name="Commence new case").click()


def import_claims(page: Page, batch: Path, *, then: bool = True) -> None:
    """Chooses the batch's XML file and has it checked; `then` also imports what has no faults."""
    page.get_by_label("XML file with the claim details").set_input_files(next(batch.glob("*.xml")))
    page.get_by_role("button", name="Check and import").click()
    if then and page.get_by_role("button", name=re.compile(r"^Import \d+ claims")).is_visible():
        page.get_by_role("button", name=re.compile(r"^Import \d+ claims")).click()


def upload_forms(page: Page, batch: Path) -> None:
    """Chooses every form at once and waits until all are in their place."""
    page.locator("form[data-upload] input[type=file]").set_input_files(sorted(batch.glob("*.pdf")))
    page.locator("form[data-upload] button[type=submit]").click()
    expect(page.get_by_text("Every claim has both forms")).to_be_visible(timeout=60 * SECONDS)


def declare(page: Page, *, means: str) -> None:
    """Ticks the declarations and chooses a means of payment."""
    page.get_by_role("link", name="Go on: declare and pay").first.click()
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    page.get_by_label(means, exact=False).check()
    page.get_by_role("button", name="Declare and go on to the payment").click()


def pay(page: Page, button: str) -> None:
    """From the payment's page to the sandbox's hosted page, and presses one of its buttons."""
    page.get_by_role("button", name=re.compile("^Pay HK")).click()
    page.wait_for_url(re.compile("/sandbox-gateway/"))
    page.get_by_role("button", name=button, exact=True).click()
