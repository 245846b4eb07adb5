"""The main job in a real browser, in each language: from a file with faults to sealed claims in the message box.

Every run goes the way in English; at each page readers of both Chinese languages open the same address. The whole way
in Chinese is `make languages`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from icms.lib.language import ENGLISH, SIMPLIFIED, TRADITIONAL
from tests.browser import access, desk, people
from tests.browser.person import MINUTE, Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REFERENCE = re.compile(r"T\d{8}-\d{7}-\w")
CASE_NUMBER = re.compile(r"SCTC \d{6}/\d{4}")
UNSIGNED = {
    ENGLISH: "A form is not signed",
    TRADITIONAL: "表格未經簽署",
    SIMPLIFIED: "表格未经签署",
}


def decline(filer: Person) -> None:
    """The bank does not take the payment; everything is as it was."""
    people.go_to_the_bank(filer)
    filer.looks()
    filer.goes(filer.page.get_by_role("button", name=filer.words("Decline"), exact=True))
    filer.sees("Not paid", within=MINUTE)
    filer.looks()
    filer.follows("Back, to pay again")


def leave_without_paying(filer: Person) -> None:
    """The filer comes back without having paid, and cancels; everything is as it was."""
    people.go_to_the_bank(filer)
    filer.presses("Leave without paying")
    filer.sees("You left the payment page")
    filer.looks()
    filer.presses("Cancel this payment")
    filer.sees("This payment has ended unpaid")
    filer.looks()
    filer.follows("Back, to change it or pay again")


def decline_then_leave(filer: Person) -> None:
    """Both ways of not paying, one after the other, by different means."""
    decline(filer)
    people.go_to_declare(filer)
    people.declare(filer, means=people.PPS)
    leave_without_paying(filer)


def decide_in_every_way(officer: Person) -> None:
    """Rejects a claim beside its pages and another from the table, accepts one on its page and the rest at once."""
    desk.open_claim(officer, 7)
    officer.looks("review")
    desk.reject_with_a_reason(
        officer, "Reject this claim", explanation="Form 2 bears no signature. Have it signed."
    )
    accept_one_and_reject_one(officer)
    desk.accept_the_chosen(officer, 18)


def accept_one_and_reject_one(officer: Person) -> None:
    """Accepts a claim on its own page, and rejects another from the table."""
    desk.open_claim(officer, 3)
    officer.looks()
    desk.accept_the_claim(officer)
    officer.looks()
    boxes = officer.page.get_by_role("checkbox", name=officer.pattern("Choose claim %(number)s"))
    for box in boxes.all()[1:]:
        box.uncheck()
    desk.reject_with_a_reason(officer, "Reject the chosen claims", explanation="表格2未經簽署。")


@dataclass(frozen=True)
class Way:
    """How one of the three does the same job: who, how it is paid, what first goes wrong, how it is decided."""

    email: str
    means: str
    before_paying: Callable[[Person], None]
    decide: Callable[[Person], None]


WAYS = {
    ENGLISH: Way("filer@demo.example", people.CARD, decline_then_leave, decide_in_every_way),
    TRADITIONAL: Way(
        "second.filer@demo.example", people.PPS, leave_without_paying, accept_one_and_reject_one
    ),
    SIMPLIFIED: Way("filer@demo.example", people.CARD, decline, accept_one_and_reject_one),
}


def import_with_faults_then_mended(filer: Person, faulty: Path, mended: Path) -> None:
    """Forgets the file, then chooses one with faults: all are shown, nothing is created; then the mended one."""
    people.go_to_commence(filer)
    filer.presses("Check and import")
    filer.sees("No file came with your request. Choose the XML file with the claim details.")
    filer.looks()
    people.check_claims(filer, faulty)
    filer.sees("Nothing was imported")
    assert filer.page.locator("#faults tbody tr").count() >= 8
    filer.looks()
    people.import_claims(filer, mended)
    forms = filer.page.url
    filer.opens(forms.replace("forms/", ""))
    filer.sees("Imported claims")
    filer.looks()
    filer.opens(forms.replace("forms/", "discard/"))
    filer.looks()
    filer.opens(forms)


def upload_what_is_wrong_then_right(filer: Person, faulty: Path, mended: Path) -> None:
    """Files that are no forms, or nobody's, are shown with what to do; then every form finds its place."""
    right = {file.name: file.read_bytes() for file in mended.glob("*.pdf")}
    spoilt = [file for file in sorted(faulty.glob("*.pdf")) if right.get(file.name) != file.read_bytes()]
    people.choose_forms(filer, spoilt)
    on = filer.link("Go on with what has arrived")
    expect(on).to_be_visible(timeout=MINUTE)
    filer.looks()
    filer.goes(on)
    people.wait_for_checks(filer)
    for refused in ("#not-taken", "#not-matched"):
        expect(filer.page.locator(refused)).to_be_visible()
    filer.looks()
    look_at_one(filer)
    filer.follows("Check your answers")
    filer.looks()
    filer.follows("Change the forms")
    filer.presses("Remove all of these")
    while filer.page.locator("#not-matched").is_visible():
        filer.goes(filer.page.locator("#not-matched button").first)
    people.upload_forms(filer, mended)
    filer.looks()


def look_at_one(filer: Person) -> None:
    """The page that moves a file to a claim, and the pages of the file."""
    filer.follows("Move to a claim")
    filer.sees("Where does this file belong?")
    filer.looks()
    filer.follows("Look at the file")
    filer.looks()
    filer.follows("Back to the forms")


def declare_and_pay(filer: Person, way: Way) -> str:
    """Forgets the declaration, declares, does not pay at first, then does; gives the transaction reference number."""
    filer.follows("Check your answers")
    expect(
        filer.page.get_by_role("table", name=filer.words("Claims of the batch with their fees"))
    ).to_be_visible()
    filer.looks()
    people.go_to_declare(filer)
    filer.presses("Declare and go on to the payment")
    expect(filer.page.locator("[data-error-summary]")).to_be_focused()
    filer.looks()
    people.declare(filer, means=way.means)
    filer.looks()
    way.before_paying(filer)
    people.go_to_declare(filer)
    people.declare(filer, means=way.means)
    people.pay(filer)
    filer.looks("acknowledgement")
    reference = REFERENCE.search(filer.page.get_by_role("main").inner_text())
    assert reference is not None
    return reference.group()


def read_the_results(filer: Person, folder: Path) -> None:
    """The message of an accepted claim with its three documents, and what the court says of one of them."""
    filer.opens("/messages/")
    accepted = filer.link("%(case)s: claim accepted, hearing on %(hearing_at)s")
    for _ in range(60):
        if accepted.is_visible():
            break
        filer.page.wait_for_timeout(1000)
        filer.page.reload()
    filer.looks()
    filer.goes(accepted)
    filer.sees("Notice of place and day of hearing (Form 3)")
    filer.looks()
    with filer.page.expect_download() as download:
        filer.link("Download all (ZIP)").click()
    saved = folder / f"{filer.language}.zip"
    download.value.save_as(saved)
    with zipfile.ZipFile(saved) as archive:
        assert len(archive.namelist()) == 3
        assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
    filer.goes(filer.page.get_by_role("main").get_by_role("link", name=re.compile(r"^SC\d\d-")).first)
    filer.sees("The court issued a document under this reference")
    filer.looks()


def see_what_became_of_it(filer: Person, reference: str) -> None:
    """The list of submissions, and the submission with a case number and a rejection."""
    filer.opens("/sct/filing/submissions/")
    filer.looks()
    filer.goes(filer.page.get_by_role("link", name=reference).first)
    filer.reads(CASE_NUMBER)
    filer.reads(UNSIGNED[filer.language])
    filer.looks()


def readers(person: Person, browser: Browser, base_url: str) -> list[Person]:
    """The same person's windows in both Chinese languages."""
    windows = []
    for language in (TRADITIONAL, SIMPLIFIED):
        context = browser.new_context(base_url=base_url, storage_state=person.page.context.storage_state())
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": base_url}])
        windows.append(Person(context.new_page(), language, widths=access.WIDTHS[language]))
    return windows


@pytest.mark.parametrize(
    "language",
    [ENGLISH, *(pytest.param(code, marks=pytest.mark.soak) for code in (TRADITIONAL, SIMPLIFIED))],
)
def test_a10_a_batch_goes_from_a_file_with_faults_to_sealed_claims_in_the_message_box(
    browser: Browser, base_url: str, make_batch, tmp_path: Path, language: str
):
    way = WAYS[language]
    filer, officer = (
        Person(browser.new_context(base_url=base_url).new_page(), language, widths=access.WIDTHS[language])
        for _desk in range(2)
    )
    faulty, mended = make_batch(21, faults=True), make_batch(21, again=True)
    sign_in(filer, way.email)
    filer.readers = readers(filer, browser, base_url) if language == ENGLISH else []
    filer.looks()
    import_with_faults_then_mended(filer, faulty, mended)
    upload_what_is_wrong_then_right(filer, faulty, mended)
    reference = declare_and_pay(filer, way)
    sign_in(officer, "officer@demo.example")
    officer.readers = readers(officer, browser, base_url) if language == ENGLISH else []
    desk.find_submission(officer, reference)
    way.decide(officer)
    officer.looks()
    read_the_results(filer, tmp_path)
    see_what_became_of_it(filer, reference)
    everybody = [filer, officer, *filer.readers, *officer.readers]
    faults = [fault for person in everybody for fault in person.faults]
    assert not faults, "\n".join(faults)
    assert all(reader.looked > 15 for reader in filer.readers)
    assert all(reader.looked > 5 for reader in officer.readers)
    for person in everybody:
        person.page.context.close()


def test_an_administrator_reads_why_he_cannot_file(person):
    administrator = person("administrator@demo.example")
    administrator.opens("/sct/filing/new/claims/")
    administrator.sees("An administrator cannot file")
