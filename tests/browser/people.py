"""What a filer does in a browser, step by step as the pages name it, in his own language."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.person import MINUTE, SECONDS, Person

CARD = "Card: Visa, MasterCard, China UnionPay or JCB"
PPS = "PPS"
FINISHED = "Submission date and time"
BEING_CHECKED = "Files are being checked"
CHOOSE_XML = "XML file with the claim details"


def go_to_commence(person: Person) -> None:
    """Small Claims Tribunal → e-Filing → Send documents → Commence new case (A10)."""
    person.opens("/")
    person.follows("e-Filing", within="nav.nav")
    person.follows("Commence new case")


def check_claims(person: Person, batch: Path) -> None:
    """Chooses the batch's XML file and has it checked."""
    person.field(CHOOSE_XML).set_input_files(next(batch.glob("*.xml")))
    person.presses("Check and import")


def import_claims(person: Person, batch: Path) -> None:
    """Has the file checked, and imports it: at once if there is nothing to say, else after its warnings."""
    check_claims(person, batch)
    on = person.button("Import %(count)s claim")
    if on.is_visible():
        person.goes(on)
    person.sees("Claims and their forms")


def choose_forms(person: Person, files: list[Path]) -> None:
    """Chooses files and sends them; without JavaScript the same two controls do it."""
    person.field("Choose the files, or drop them here").set_input_files(files)
    person.button("Send the files").click()


def upload_forms(person: Person, batch: Path) -> None:
    """Chooses every form at once and waits until all are in their place and checked."""
    choose_forms(person, sorted(batch.glob("*.pdf")))
    person.sees("Every claim has both forms", within=MINUTE)
    wait_for_checks(person)


def wait_for_checks(person: Person) -> None:
    """Until no file is being checked: the page then loads itself again; without JavaScript the person does so."""
    notice = person.page.get_by_text(person.words(BEING_CHECKED))
    if person.scripted:
        expect(notice).to_have_count(0, timeout=MINUTE)
        person.page.wait_for_load_state()
        return
    for _look in range(60):
        if not notice.is_visible():
            return
        person.page.wait_for_timeout(1 * SECONDS)
        person.follows("Load this page again")
    raise AssertionError(f"{person.page.url}: after a minute files are still being checked")


def go_to_declare(person: Person) -> None:
    """From the answers to the declaration."""
    person.follows("Go on: declare and pay")
    person.sees("Declaration")


def declare(person: Person, *, means: str) -> None:
    """Ticks the declarations and chooses a means of payment."""
    for tick in person.page.get_by_role("checkbox").all():
        tick.check()
    person.page.get_by_label(person.words(means)).check()
    person.presses("Declare and go on to the payment")


def go_to_the_bank(person: Person) -> None:
    """From the payment's page to the sandbox's hosted page, with the button where no script leads on."""
    person.presses("Pay %(total)s")
    if not person.scripted:
        person.presses("Go to the payment page")
    person.page.wait_for_url(re.compile("/sandbox-gateway/"))


def pay(person: Person) -> None:
    """Approves at the bank and comes back to the acknowledgement, however quick the bank's notice is."""
    go_to_the_bank(person)
    person.goes(person.page.get_by_role("button", name=person.words("Approve"), exact=True))
    wait_for_the_acknowledgement(person)


def wait_for_the_acknowledgement(person: Person) -> None:
    """The notice may come before the payer does; else the page waits for it and offers to go on."""
    finished = person.page.get_by_text(person.words(FINISHED)).first
    on = person.link("Continue")
    expect(on.or_(finished).first).to_be_visible(timeout=MINUTE)
    if on.is_visible():
        person.goes(on)
    person.sees(FINISHED)
