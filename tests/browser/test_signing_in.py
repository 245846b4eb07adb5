"""Second factors, passkeys and the end of a session, in a browser, on a portal where second factors are compulsory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, CDPSession, Page, expect

from icms.lib.language import ENGLISH
from tests.browser import access, people
from tests.browser.conftest import running
from tests.browser.person import MINUTE, Person, choose_language, sign_in
from tests.browser.test_accessibility import CODES, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STAYED = re.compile("/accounts/stay/$")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
OPEN = (
    "/account/password/reset/",
    "/account/password/reset/sent/",
    "/account/password/reset/key/1-no-such-key/",
    "/account/password/reset/done/",
    "/account/confirm-email/",
    "/account/confirm-email/no-such-key/",
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
FORMS = ("/account/password/change/", "/account/reauthenticate/", "/account/2fa/app/on/")


@pytest.fixture(scope="module")
def strict_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal as outside the demo: administrators and staff need a second factor."""
    yield from running(tmp_path_factory.mktemp("strict"), SECOND_FACTOR_COMPULSORY="1")


@pytest.fixture
def newcomer(browser: Browser, strict_portal: str) -> Iterator[Callable[..., Person]]:
    """Somebody at a window of the strict portal, signed in by password if an address is given."""
    with ExitStack() as windows:

        def open_(email: str = "", language: str = ENGLISH, *, clock: bool = False, **window: Any) -> Person:
            context = windows.enter_context(browser.new_context(base_url=strict_portal, **window))
            someone = Person(context.new_page(), language)
            if clock:
                someone.page.clock.install()
            someone.opens("/")
            sign_in(someone, email) if email else choose_language(someone)
            return someone

        yield open_


def give_device(page: Page) -> tuple[CDPSession, str]:
    """The browser has a device of its own that keeps passkeys and always knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, device["authenticatorId"]


def set_up_app(person: Person) -> None:
    """From the page that leads to it: the code that a telephone would show."""
    person.follows("Set up an authenticator app")
    drawn = person.page.locator(".totp-picture svg").bounding_box()
    assert drawn is not None
    assert drawn["width"] > 150
    key = person.page.locator("code.reference").inner_text()
    code = format_hotp_value(hotp_value(key, next(yield_hotp_counters_from_time())))
    person.field("Code").fill(code)
    person.presses("Switch it on")


def sign_out(person: Person) -> None:
    person.presses("Sign out", within=".header")


def test_a_passkey_is_added_and_signs_in_without_a_password(newcomer):
    person = newcomer("second.filer@demo.example")
    device, number = give_device(person.page)
    person.page.locator(".account > summary").click()
    person.follows("Sign-in and security", within=".header")
    person.opens("/account/2fa/keys/add/")
    person.field("Name (optional)").fill("office computer")
    person.field("Sign in with it without a password (passkey)").check()
    person.presses("Add the key")
    person.sees("Recovery codes")
    person.opens("/account/2fa/keys/")
    expect(person.page.get_by_role("row", name="office computer")).to_contain_text("Passkey")
    sign_out(person)
    person.opens("/account/login/")
    device.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    person.button("Sign in with a passkey").click()
    person.sees(
        "The passkey did not answer, or you stopped. Nothing was changed. Try again, or choose another way."
    )
    device.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": True})
    person.presses("Sign in with a passkey")
    expect(person.button("Sign out", within=".header")).to_be_visible()


def test_an_administrators_first_sign_in_leads_to_a_second_factor_and_the_next_one_asks_for_it(newcomer):
    person = newcomer("administrator@demo.example")
    person.sees("Set up a second factor")
    person.opens("/messages/")
    person.sees("Set up a second factor")
    set_up_app(person)
    person.sees("Recovery codes")
    spare = person.page.locator(".codes code").first.inner_text()
    sign_out(person)
    person.opens("/account/login/")
    person.field("E-mail address").fill("administrator@demo.example")
    person.field("Password").fill("harbour-light-2026")
    person.presses("Sign in")
    person.widths = access.WIDTHS[person.language]
    person.field("Code").fill("000000")
    person.presses("Sign in")
    expect(person.page.locator("[data-error-summary]")).to_be_focused()
    person.looks()
    person.field("Code").fill(spare)
    person.presses("Sign in")
    expect(person.link("Message box", within=".header")).to_be_visible()
    assert not person.faults, "\n".join(person.faults)


def test_before_the_session_ends_a_page_asks_and_the_keyboard_can_answer(newcomer):
    person = newcomer("filer@demo.example", clock=True)
    page = person.page
    person.opens("/sct/what-if/")
    field = page.locator("main input").first
    field.focus()
    page.clock.fast_forward(20 * MINUTE)
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.clock.fast_forward(6 * MINUTE)
    expect(page.get_by_role("alertdialog")).to_contain_text("You will be signed out in 4 minutes")
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    with page.expect_response(STAYED) as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 204
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    expect(field).to_be_focused()
    page.clock.fast_forward(20 * MINUTE)
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_when_the_session_has_ended_the_sign_in_page_leads_back(newcomer):
    page = newcomer("filer@demo.example", clock=True).page
    page.goto("/sct/filing/submissions/")
    page.context.clear_cookies(name="sessionid")
    page.clock.fast_forward(31 * MINUTE)
    page.wait_for_url(re.compile(r"/account/login/\?next=/sct/filing/submissions/$"))
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def test_a_running_upload_keeps_the_session(newcomer, make_batch):
    person = newcomer("filer@demo.example", clock=True)
    page, batch = person.page, make_batch(21)
    people.go_to_commence(person)
    people.import_claims(person, batch)
    page.route(re.compile("/forms/$"), lambda route: None)  # a slow line: the files never arrive
    people.choose_forms(person, sorted(batch.glob("*.pdf"))[:2])
    expect(page.locator("[aria-busy=true]")).to_be_visible()
    with page.expect_response(STAYED) as answer:
        page.clock.fast_forward(26 * MINUTE)
    assert answer.value.status == 204
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_the_registrys_pages_ask_too_and_lead_to_sign_in_and_security(newcomer):
    person = newcomer("officer@demo.example", clock=True)
    set_up_app(person)
    person.opens("/admin/")
    expect(person.link("Sign-in and security", within=".header")).to_be_visible()
    person.page.clock.fast_forward(26 * MINUTE)
    expect(person.page.get_by_role("button", name="Stay signed in")).to_be_focused()
    person.widths = access.WIDTHS[person.language]
    person.looks()
    assert not person.faults, "\n".join(person.faults)


@pytest.mark.parametrize("language", CODES)
def test_the_pages_of_signing_in_are_for_everybody(newcomer, language: str):
    visitor, filer = newcomer(language=language), newcomer("filer@demo.example", language)
    visitor.widths = filer.widths = access.WIDTHS[visitor.language]
    look_at(visitor, OPEN)
    look_at(filer, OWN)
    for address in FORMS:
        filer.opens(address)
        filer.goes(filer.page.locator("main form button[type=submit]").first)
        expect(filer.page.locator("[data-error-summary]")).to_be_focused()
        filer.looks()
    led = newcomer("assistant@demo.example", language)
    led.widths = access.WIDTHS[led.language]
    led.looks()
    faults = visitor.faults + filer.faults + led.faults
    assert not faults, "\n".join(faults)
