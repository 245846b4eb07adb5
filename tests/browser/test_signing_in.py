"""Second factors, passkeys and the end of a session, in a browser, on a portal where second factors are compulsory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page, expect

from tests.browser import people
from tests.browser.conftest import running
from tests.browser.test_accessibility import CODES, PHONE, look, speak, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MINUTES = 60_000
STAYED = re.compile("/accounts/stay/$")


@pytest.fixture(scope="module")
def strict_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal as outside the demo: administrators and staff need a second factor."""
    yield from running(tmp_path_factory.mktemp("strict"), SECOND_FACTOR_COMPULSORY="1")


@pytest.fixture
def window(browser: Browser, strict_portal: str) -> Callable[..., Page]:
    def open_(**window: object) -> Page:
        page = browser.new_context(base_url=strict_portal, **window).new_page()
        page.goto("/")
        return page

    return open_


def with_authenticator(page: Page) -> None:
    """The browser has a device of its own that keeps passkeys and always knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def code_for(key: str) -> str:
    return format_hotp_value(hotp_value(key, next(yield_hotp_counters_from_time())))


def set_up_app(page: Page) -> None:
    """From the page that leads to it: the code that a telephone would show."""
    page.get_by_role("link", name="Set up an authenticator app").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    drawn = page.locator(".totp-picture svg").bounding_box()
    assert drawn is not None
    assert drawn["width"] > 150
    page.get_by_label("Code").fill(code_for(page.locator("code.reference").inner_text()))
    page.get_by_role("button", name="Switch it on").click()


def sign_out(page: Page) -> None:
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_a_passkey_is_added_and_signs_in_without_a_password(window):
    page = window()
    with_authenticator(page)
    people.sign_in(page, "second.filer@demo.example")
    page.locator(".account > summary").click()
    page.get_by_role("link", name="Sign-in and security").click()
    page.goto("/account/2fa/keys/add/")
    page.get_by_label("Name").fill("office computer")
    page.get_by_label("Sign in with it without a password").check()
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", name="Recovery codes", level=1)).to_be_visible()
    page.goto("/account/2fa/keys/")
    expect(page.get_by_role("row", name="office computer")).to_contain_text("Passkey")
    sign_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "login" not in url)
    expect(page.get_by_role("banner").get_by_role("button", name="Sign out")).to_be_visible()


def test_an_administrators_first_sign_in_leads_to_a_second_factor_and_the_next_one_asks_for_it(window):
    page = window()
    people.sign_in(page, "administrator@demo.example")
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    page.goto("/messages/")
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    set_up_app(page)
    expect(page.get_by_role("heading", name="Recovery codes", level=1)).to_be_visible()
    spare = page.locator(".codes code").first.inner_text()
    sign_out(page)
    people.sign_in(page, "administrator@demo.example")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_label("Code").fill(spare)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Message box")).to_be_visible()


def test_before_the_session_ends_a_page_asks_and_the_keyboard_can_answer(window):
    page = window()
    page.clock.install()
    people.sign_in(page, "filer@demo.example")
    page.goto("/what-if/")
    page.get_by_role("combobox").first.focus()
    page.clock.fast_forward(20 * MINUTES)
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.clock.fast_forward(6 * MINUTES)
    expect(page.get_by_role("alertdialog")).to_contain_text("You will be signed out in 4 minutes")
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert violations(page) == []
    with page.expect_response(STAYED) as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 204
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    expect(page.get_by_role("combobox").first).to_be_focused()
    page.clock.fast_forward(20 * MINUTES)
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_when_the_session_has_ended_the_sign_in_page_leads_back(window):
    page = window()
    page.clock.install()
    people.sign_in(page, "filer@demo.example")
    page.goto("/filing/submissions/")
    page.context.clear_cookies(name="sessionid")
    page.clock.fast_forward(31 * MINUTES)
    page.wait_for_url(re.compile(r"/account/login/\?next=/filing/submissions/$"))
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def test_a_running_upload_keeps_the_session(window, make_batch):
    page = window()
    page.clock.install()
    people.sign_in(page, "filer@demo.example")
    batch = make_batch(21)
    people.go_to_commence(page)
    people.import_claims(page, batch)
    page.locator("form[data-upload] input[type=file]").set_input_files(sorted(batch.glob("*.pdf"))[:2])
    page.route(re.compile("/forms/$"), lambda route: None)  # a slow line: the files never arrive
    page.locator("form[data-upload] button[type=submit]").click()
    expect(page.locator("[aria-busy=true]")).to_be_visible()
    with page.expect_response(STAYED) as answer:
        page.clock.fast_forward(26 * MINUTES)
    assert answer.value.status == 204
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_the_registrys_pages_ask_too_and_lead_to_sign_in_and_security(window):
    page = window()
    page.clock.install()
    people.sign_in(page, "officer@demo.example")
    set_up_app(page)
    page.goto("/admin/")
    expect(page.get_by_role("banner").get_by_role("link", name="Sign-in and security")).to_be_visible()
    page.clock.fast_forward(26 * MINUTES)
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()


OPEN = (
    "/account/password/reset/",
    "/account/password/reset/sent/",
    "/account/password/reset/key/1-no-such-key/",
    "/account/password/reset/done/",
    "/account/confirm-email/",
    "/account/confirm-email/no-such-key/",
    "/account/inactive/",
)
OWN = (
    "/accounts/security/",
    "/account/email/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/account/sessions/",
    "/account/2fa/app/on/",
    "/account/2fa/keys/",
    "/account/2fa/keys/add/",
)


def test_the_pages_of_signing_in_have_no_fault_for_axe_in_three_languages_nor_spill_on_a_phone(window):
    visitor, person, led = (window(viewport=PHONE) for _ in range(3))
    people.sign_in(person, "filer@demo.example")
    people.sign_in(led, "assistant@demo.example")
    found = []
    for code in CODES:
        found += look(visitor, list(OPEN), code) + look(person, list(OWN), code)
        found += look(led, ["/accounts/second-factor/"], code)
    assert found == []


def test_the_forms_of_signing_in_show_their_faults_without_a_fault_for_axe(window):
    visitor, person = window(), window()
    people.sign_in(person, "filer@demo.example")
    forms = [
        (visitor, "/account/login/"),
        (visitor, "/account/password/reset/"),
        (person, "/account/password/change/"),
        (person, "/account/reauthenticate/"),
        (person, "/account/2fa/app/on/"),
    ]
    found = []
    for code in CODES:
        for page, address in forms:
            speak(page, code)
            page.goto(address)
            page.locator("main form button[type=submit]").first.click()
            expect(page.locator("[data-error-summary]")).to_be_focused()
            found += violations(page)
    assert found == []
