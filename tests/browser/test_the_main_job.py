"""The main job in a real browser: a batch of 21 claims from the XML file to the sealed claims in the message box."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import people

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REFERENCE = re.compile(r"T\d{8}-\d{7}-\w")
MINUTE = 60 * people.SECONDS


@pytest.fixture
def officer(browser: Browser, base_url: str) -> Page:
    """A registry officer at a desk of his own."""
    page = browser.new_context(base_url=base_url).new_page()
    people.sign_in(page, "officer@demo.example")
    return page


def file_a_batch(page: Page, batch: Path) -> str:
    """From the home page to the acknowledgement; gives the transaction reference number."""
    people.go_to_commence(page)
    people.import_claims(page, batch)
    people.upload_forms(page, batch)
    page.get_by_role("link", name="Check your answers").first.click()
    expect(page.get_by_role("table", name="Claims of the batch")).to_be_visible()
    people.picture(page, "check-your-answers")
    people.declare(page, means="Card")
    people.pay(page, "Approve")
    # The bank's notice may be quicker than the payer's way back; else the page waits for it and offers to go on.
    on = page.get_by_role("link", name="Continue").or_(page.get_by_text("Submission date and time"))
    expect(on.first).to_be_visible(timeout=MINUTE)
    if page.get_by_role("link", name="Continue").is_visible():
        page.get_by_role("link", name="Continue").click()
    expect(page.get_by_text("Submission date and time")).to_be_visible()
    people.picture(page, "acknowledgement")
    reference = REFERENCE.search(page.get_by_role("main").inner_text())
    assert reference is not None
    return reference.group()


def accept_all_but_one(officer: Page, reference: str) -> None:
    """The officer looks at a claim beside its pages, rejects one with a reason, and accepts the rest at once."""
    officer.goto("/admin/")
    officer.get_by_role("link", name="Claims to decide").click()
    officer.get_by_role("link", name=reference).click()
    officer.get_by_role("link", name="7", exact=True).click()
    expect(officer.get_by_role("img").first).to_be_visible()
    people.picture(officer, "review")
    officer.get_by_role("button", name="Reject this claim").click()
    officer.get_by_label("Reason").select_option("form_not_signed")
    officer.get_by_label("Explanation to the filer").fill("Form 2 bears no signature. Have it signed.")
    officer.get_by_role("button", name="Reject the claim").click()
    expect(officer.get_by_text("1 claim is rejected")).to_be_visible()
    officer.get_by_role("button", name="Accept the chosen claims").click()
    officer.get_by_role("button", name="Accept the claims").click()
    expect(officer.get_by_text("20 claims are accepted")).to_be_visible()


def read_the_results(page: Page, folder: Path) -> None:
    """Twenty messages with three sealed documents each, one rejection, one acknowledgement with its PDF."""
    page.goto("/messages/")
    for _ in range(60):
        if page.get_by_text("to 20 of 22").is_visible():
            break
        page.wait_for_timeout(people.SECONDS)
        page.reload()
    page.get_by_role("link", name="claim accepted").first.click()
    expect(page.get_by_text("Notice of place and day of hearing (Form 3)")).to_be_visible()
    people.picture(page, "message")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all (ZIP)").click()
    saved = folder / "documents.zip"
    download.value.save_as(saved)
    with zipfile.ZipFile(saved) as archive:
        assert len(archive.namelist()) == 3
        assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
    page.get_by_role("link", name=re.compile(r"^SC\d\d-")).first.click()
    expect(page.get_by_text("SHA-256").first).to_be_visible()


def test_a10_a_batch_of_21_claims_goes_from_the_xml_file_to_sealed_claims_in_the_message_box(
    page: Page, officer: Page, make_batch, tmp_path: Path
):
    people.sign_in(page, "filer@demo.example")
    reference = file_a_batch(page, make_batch(21))
    accept_all_but_one(officer, reference)
    read_the_results(page, tmp_path)
    page.goto("/filing/submissions/")
    page.get_by_role("link", name=re.compile(reference)).first.click()
    expect(page.get_by_text(re.compile(r"SCTC \d{6}/\d{4}")).first).to_be_visible()
    expect(page.get_by_text("A form is not signed")).to_be_visible()


def test_every_fault_of_a_file_is_shown_at_once_and_nothing_is_created(page: Page, make_batch):
    people.sign_in(page, "second.filer@demo.example")
    people.go_to_commence(page)
    people.import_claims(page, make_batch(21, "--faults"))
    expect(page.get_by_text("Nothing was imported")).to_be_visible()
    assert page.locator("#faults tbody tr").count() >= 8
    page.goto("/filing/submissions/")
    expect(page.get_by_text("21 claims")).to_have_count(0)


def test_an_administrator_reads_why_he_cannot_file(page: Page):
    people.sign_in(page, "administrator@demo.example")
    page.goto("/filing/new/claims/")
    expect(page.get_by_role("heading", name="An administrator cannot file")).to_be_visible()


@pytest.mark.parametrize("button", ["Decline", "Leave without paying"])
def test_a_payment_that_does_not_come_leaves_everything_as_it_was(page: Page, make_batch, button: str):
    people.sign_in(page, "filer@demo.example")
    people.go_to_commence(page)
    batch = make_batch(21)
    people.import_claims(page, batch)
    people.upload_forms(page, batch)
    page.get_by_role("link", name="Check your answers").first.click()
    people.declare(page, means="PPS")
    people.pay(page, button)
    if button == "Leave without paying":
        page.get_by_role("button", name="Cancel this payment").click()
    page.get_by_role("link", name=re.compile("^Back, to")).click()
    expect(page.get_by_role("link", name="Go on: declare and pay").first).to_be_visible()
