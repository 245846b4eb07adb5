"""Every page of the main job held against WCAG 2.2 AA by axe, in the three languages, faults shown (ALL-2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from icms.lib.language import LANGUAGES
from tests.browser import people

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
CODES = [code for code, _own_name in LANGUAGES]
PHONE = {"width": 390, "height": 844}
OPEN_PAGES = (
    "/",
    "/account/login/",
    "/account/signup/",
    "/verify/",
    "/verify/?reference=SC26-XXXX",
    "/verify/SC26-7K3M-Q9XD-4/",
    "/what-if/",
    "/what-if/?court=sct&day=2026-09-26&time=18:00",
    "/what-if/?court=sct&day=never&time=",
    "/filing/format/",
    "/styleguide/",
    "/accessibility/",
    "/there-is-no-such-page/",
)
# Pages that are refusals themselves.
REFUSED = {
    ("/there-is-no-such-page/", 404),
    ("/verify/?reference=SC26-XXXX", 404),
    ("/verify/SC26-7K3M-Q9XD-4/", 404),
    ("/admin/", 403),
}
FILERS_PAGES = (
    "/",
    "/filing/new/",
    "/filing/new/claims/",
    "{faults}",
    "/filing/new/{preparing}/",
    "/filing/new/{preparing}/forms/",
    "/filing/new/{preparing}/review/",
    "/filing/new/{preparing}/discard/",
    "{move}",
    "{preview}",
    "/filing/submissions/",
    "/filing/submissions/{sent}/",
    "/filing/submissions/{sent}/acknowledgement/",
    "{payment}",
    "/messages/",
    "{message}",
    "/account/logout/",
    "/admin/",
)
OFFICERS_PAGES = (
    "/admin/",
    "/admin/filing/submission/",
    "/admin/filing/submission/{sent}/review/",
    "/admin/filing/submission/{sent}/review/7/",
    "/admin/cases/hearingsession/",
    "/admin/cases/hearingsession/add/",
    "/admin/filing/rejectionreason/",
    "/admin/kernel/auditevent/",
)


def speak(page: Page, code: str) -> None:
    """The next pages come in this language."""
    page.context.add_cookies([{"name": "django_language", "value": code, "url": page.url}])


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, folded boxes open, one line a rule."""
    page.evaluate("document.querySelectorAll('main details').forEach(box => box.open = true)")
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url}: {each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found
    ]


def spills(page: Page) -> list[str]:
    """The page, if it is wider than its window."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url}: {wider} pixels wider than the window"] if wider > 0 else []


def look(page: Page, addresses: list[str], code: str) -> list[str]:
    """Opens each address in one language and gathers what is wrong there."""
    speak(page, code)
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok or (address, answer.status) in REFUSED, address
        found += violations(page) + spills(page)
    return found


@pytest.fixture(scope="session")
def newcomer(browser: Browser, base_url: str) -> Callable[..., Page]:
    """A new window of somebody, signed in if an e-mail address is given."""

    def open_(email: str = "", **window: object) -> Page:
        page = browser.new_context(base_url=base_url, **window).new_page()
        page.goto("/")
        if email:
            people.sign_in(page, email)
        return page

    return open_


def _number(page: Page) -> str:
    match = re.search(r"/new/(\d+)/", page.url)
    assert match is not None
    return match[1]


def _found(page: Page, selector: str) -> str:
    return page.locator(selector).first.get_attribute("href") or ""


@pytest.fixture(scope="session")
def filed(newcomer: Callable[..., Page], make_batch) -> dict[str, str]:
    """Where the pages are of a batch that is sent, of one ready to declare, and of one with faults of every kind."""
    page = newcomer("filer@demo.example")
    sent, places = make_batch(21), dict[str, str]()
    people.go_to_commence(page)
    people.import_claims(page, sent)
    places["sent"] = _number(page)
    people.upload_forms(page, sent)
    page.get_by_role("link", name="Check your answers").first.click()
    people.declare(page, means="Card")
    places["payment"] = re.sub("^.*(/payments/[^/]+/).*$", r"\1return/", page.url)
    people.pay(page, "Approve")
    page.wait_for_url(re.compile("/return/|/acknowledgement/"))
    page.goto(f"/filing/submissions/{places['sent']}/acknowledgement/")
    expect(page.get_by_text("Submission date and time")).to_be_visible()
    page.goto("/messages/")
    places["message"] = _found(page, "main table a")
    return (
        places
        | _ready_to_declare(newcomer("second.filer@demo.example"), make_batch)
        | _with_faults(page, make_batch)
    )


def _ready_to_declare(page: Page, make_batch) -> dict[str, str]:
    ready = make_batch(21)
    people.go_to_commence(page)
    people.import_claims(page, ready)
    people.upload_forms(page, ready)
    return {"declaration": page.url.replace("/forms/", "/declare/")}


def _with_faults(page: Page, make_batch) -> dict[str, str]:
    people.go_to_commence(page)
    faulty = make_batch(21, "--faults")
    people.import_claims(page, faulty, then=False)
    places = {"faults": page.url}
    people.go_to_commence(page)
    people.import_claims(page, make_batch(21))
    places["preparing"] = _number(page)
    page.goto(f"/filing/new/{places['preparing']}/forms/")
    return places | _upload_some(page, faulty)


def _upload_some(page: Page, faulty: Path) -> dict[str, str]:
    forms = sorted(faulty.glob("*.pdf"))
    # The first is a copy that no claim names; among the last are a program, an encrypted and an empty file.
    page.locator("form[data-upload] input[type=file]").set_input_files(forms[:1] + forms[-8:])
    page.locator("form[data-upload] button[type=submit]").click()
    # The rows say which files were not taken; the page itself does so after this link.
    on = page.get_by_role("link", name="Go on with what has arrived")
    expect(on).to_be_visible(timeout=60 * people.SECONDS)
    on.click()
    expect(page.locator("#not-matched")).to_be_visible()
    expect(page.locator("#not-taken")).to_be_visible()
    return {
        "move": _found(page, "main a[href*='/move/']"),
        "preview": _found(page, "main a[href*='/files/']"),
    }


def test_pages_open_to_all_have_no_fault_for_axe_in_three_languages(newcomer):
    page = newcomer()
    assert [fault for code in CODES for fault in look(page, list(OPEN_PAGES), code)] == []


def test_the_filers_pages_have_no_fault_for_axe_in_three_languages(newcomer, filed):
    page = newcomer("filer@demo.example")
    addresses = [address.format(**filed) for address in FILERS_PAGES]
    assert [fault for code in CODES for fault in look(page, addresses, code)] == []


def test_the_declaration_has_no_fault_for_axe_while_it_shows_its_faults(newcomer, filed):
    page = newcomer("second.filer@demo.example")
    found = []
    for code in CODES:
        speak(page, code)
        page.goto(filed["declaration"])
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator("[data-error-summary]")).to_be_focused()
        found += violations(page)
    assert found == []


def test_the_registrys_pages_have_no_fault_for_axe_in_three_languages(newcomer, filed):
    page = newcomer("officer@demo.example")
    addresses = [address.format(**filed) for address in OFFICERS_PAGES]
    assert [fault for code in CODES for fault in look(page, addresses, code)] == []


def test_on_a_phone_no_page_is_wider_than_its_window(newcomer, filed):
    filer = newcomer("filer@demo.example", viewport=PHONE)
    officer = newcomer("officer@demo.example", viewport=PHONE)
    filers, officers = ([one.format(**filed) for one in pages] for pages in (FILERS_PAGES, OFFICERS_PAGES))
    assert look(filer, filers, "zh-hant") + look(officer, officers, "en") == []
