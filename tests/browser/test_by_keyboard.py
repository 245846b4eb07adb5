"""The filing from the sign-in to the acknowledgement with Tab, Enter, space bar and arrows alone (ALL-2)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import people
from tests.browser.keyboard import Keys
from tests.browser.person import MINUTE, PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def sign_in(filer: Person, keys: Keys) -> None:
    """Types address and password; Enter sends them."""
    filer.opens("/account/login/")
    keys.skip_to_the_content()
    keys.to(filer.field("E-mail address"))
    filer.page.keyboard.type("second.filer@demo.example")
    keys.to(filer.field("Password"))
    filer.page.keyboard.type(PASSWORD)
    with filer.page.expect_navigation():
        keys.press("Enter")


def import_claims(filer: Person, keys: Keys, batch: Path) -> None:
    """By the head's navigation to the import; the file, the check, and the import after its warnings."""
    keys.goes(filer.link("e-Filing", within="nav.nav"))
    keys.skip_to_the_content()
    keys.goes(filer.link("Commence new case"))
    assert keys.goes_round() > 10
    keys.chooses_files(filer.field(people.CHOOSE_XML), [str(next(batch.glob("*.xml")))])
    keys.goes(filer.button("Check and import"))
    if filer.button("Import %(count)s claim").is_visible():
        keys.goes(filer.button("Import %(count)s claim"))


def upload_forms(filer: Person, keys: Keys, batch: Path) -> None:
    """All forms at once; the page goes on by itself when they have arrived, and again when they are checked."""
    files = [str(file) for file in sorted(batch.glob("*.pdf"))]
    keys.chooses_files(filer.field("Choose the files, or drop them here"), files)
    keys.to(filer.button("Send the files"))
    keys.press("Enter")
    filer.sees("Every claim has both forms", within=MINUTE)
    people.wait_for_checks(filer)


def declare(filer: Person, keys: Keys) -> None:
    """Sends the form empty, is led to the faults, ticks with the space bar and chooses with an arrow."""
    keys.goes(filer.link("Check your answers"))
    keys.skip_to_the_content()
    keys.goes(filer.link("Go on: declare and pay"))
    keys.goes(filer.button("Declare and go on to the payment"))
    expect(filer.page.locator("[data-error-summary]")).to_be_focused()
    keys.tab()
    keys.press("Enter")
    for tick in filer.page.get_by_role("checkbox").all():
        if not tick.evaluate("node => node === document.activeElement"):
            keys.to(tick)
        keys.press("Space")
        expect(tick).to_be_checked()
    keys.to(filer.page.get_by_role("radio").first)
    keys.press("ArrowDown")
    expect(filer.page.get_by_role("radio", checked=True)).to_be_focused()
    keys.goes(filer.button("Declare and go on to the payment"))


def pay(filer: Person, keys: Keys) -> None:
    """To the bank and back."""
    keys.goes(filer.button("Pay %(total)s"))
    filer.page.wait_for_url(re.compile("/sandbox-gateway/"))
    keys.goes(filer.page.get_by_role("button", name=filer.words("Approve"), exact=True))
    on = filer.link("Continue")
    expect(on.or_(filer.page.get_by_text(filer.words(people.FINISHED))).first).to_be_visible(timeout=MINUTE)
    if on.is_visible():
        keys.goes(on)


def test_a_batch_is_filed_by_keyboard_alone(person, make_batch):
    filer, batch = person(), make_batch(21)
    keys = Keys(filer)
    sign_in(filer, keys)
    import_claims(filer, keys, batch)
    upload_forms(filer, keys, batch)
    declare(filer, keys)
    pay(filer, keys)
    filer.sees("Transaction reference number")
    keys.skip_to_the_content()
    keys.to(filer.page.get_by_text(filer.words("Why this time?")))
    keys.press("Enter")
    filer.sees("The payment service itself noted %(time)s.")
    keys.goes(filer.link("Go to the message box"))
