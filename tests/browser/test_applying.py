"""A law firm from its application to its first Organization User, in a browser, in two languages (ACC-1, ACC-2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from accounts.refusals import WORDS as APPLICATION_WORDS
from icms.lib.language import ENGLISH, TRADITIONAL
from tests.browser.person import MINUTE, PASSWORD, Person
from tests.files import makers

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OFFICER, SECOND_OFFICER = "support@demo.example", "second.support@demo.example"
LINK = re.compile(r"https?://[^/\s]+(/accounts/(?:activate|invitation)/\S+/)")
Window = Callable[..., Person]
PAPERS = (
    "Letter of authority or resolution",
    "Proof of an ongoing or new e-proceeding",
    "Business registration, companies register or proof of society",
)


def first(person: Person, source: str) -> str:
    """The words of a choice as the page begins it: with a capital."""
    words = person.words(source[0].lower() + source[1:])
    return words[:1].upper() + words[1:]


def apply(firm: Person, email: str, number: str, folder: Path) -> str:
    """From the start page to the sent application; gives its reference number."""
    firm.opens("/accounts/apply/")
    firm.looks("apply")
    firm.follows("Begin an application")
    firm.field("For an organization: a law firm, company, department or other body").check()
    firm.field("E-mail address").fill(email)
    firm.presses("Begin")
    firm.sees("Write down both numbers")
    reference = firm.page.url.rstrip("/").rpartition("/")[2]
    firm.follows("Your particulars")
    firm.page.locator("#id_name_zh").fill("陳大文")
    firm.page.locator("#id_telephone").fill("2477 1002")
    firm.page.locator("#id_address").fill("灣仔示範道12號1樓")
    firm.presses("Save")
    firm.follows("The organization")
    firm.page.get_by_label(first(firm, "Law firm"), exact=True).check()
    firm.page.locator("#id_organisation_name_zh").fill("陳律師行")
    firm.page.locator("#id_registration_number").fill(number)
    firm.presses("Save")
    firm.follows("Documents")
    for at, kind in enumerate(PAPERS):
        paper = folder / f"paper-{at}.pdf"
        paper.write_bytes(makers.pdf(text=kind))
        firm.page.get_by_label(first(firm, kind), exact=True).check()
        firm.page.locator("#id_papers").set_input_files(paper)
        firm.presses("Send the files")
    firm.sees("All that is needed is here")
    firm.follows("Back to the list")
    firm.follows("Check your answers and send")
    firm.looks("apply-check")
    for tick in firm.page.get_by_role("checkbox").all():
        tick.check()
    firm.presses("Declare and send the application")
    firm.sees("Your application is with the Support Centre")
    return reference


def approve(officer: Person, second: Person, reference: str) -> None:
    """The Support Centre calls and checks the person; another officer approves."""
    for each in (officer, second):
        each.opens("/admin/accounts/application/?progress=all")
        each.goes(each.page.get_by_role("link", name=reference))
    officer.looks("application-review")
    for act in ("Ask to come for the identity check", "Record the identity check"):
        officer.follows(act)
        if act == "Record the identity check":
            officer.page.locator("input[name=who][value=applicant]").check()
            officer.page.locator("input[name=document][value=passport]").check()
        officer.presses(act)
    officer.sees(str(APPLICATION_WORDS["checked_identity_yourself"]))
    officer.looks("application-for-another-officer")
    second.page.reload()
    second.follows("Approve")
    second.presses("Approve")
    expect(second.page.locator("main").get_by_text(second.words("Approved")).first).to_be_visible()


def mailed_link(person: Person, to: str) -> str:
    """The path of the link in the newest mail to an address, on the demonstration's mail page."""
    person.opens(f"/demo/mail/?to={to}")
    person.goes(person.page.locator("#mails a").first)
    found = LINK.search(person.page.locator("main").inner_text())
    assert found
    return found.group(1)


def set_password(person: Person) -> None:
    """The new sign-in's password, twice."""
    person.page.locator("#id_password").fill(PASSWORD)
    person.page.locator("#id_password_again").fill(PASSWORD)


def sign_in_with_totp(person: Person, email: str) -> None:
    """Signs in, accepts terms if they are asked for, sets up the app, and signs in again with its code."""
    sign_in(person, email)
    accept = person.page.locator("#id_accepts")
    if accept.is_visible():
        accept.check()
        person.presses("Accept and go on")
    person.opens("/account/2fa/app/on/")
    confirm = person.page.locator("#id_password")
    if confirm.is_visible():
        confirm.fill(PASSWORD)
        person.goes(person.page.locator("main form button[type=submit]").first)
    key = person.page.locator("code.reference").inner_text()
    person.page.locator("#id_code").fill(code_for(key))
    person.presses("Switch it on")
    person.presses("Sign out", within="header")
    sign_in(person, email)
    person.page.locator("#id_code").fill(code_for(key, ahead=1))  # a code works once
    person.goes(person.page.locator("main form button[type=submit]").first)
    expect(person.button("Sign out", within="header")).to_be_visible(timeout=MINUTE)


def sign_in(person: Person, email: str) -> None:
    """Fills in the sign-in page."""
    person.opens("/account/login/")
    person.page.locator("#id_login").fill(email)
    person.page.locator("#id_password").fill(PASSWORD)
    person.presses("Sign in")


def code_for(key: str, *, ahead: int = 0) -> str:
    """What the telephone shows now, or one whose clock is so many half minutes ahead: one is allowed."""
    _past, now, *_future = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(key, now + ahead))


@pytest.mark.parametrize(("language", "number"), [(ENGLISH, "70000001"), (TRADITIONAL, "70000002")])
def test_a_law_firm_goes_from_its_application_to_its_first_user(
    person: Window, tmp_path: Path, language: str, number: str
):
    email, user = f"pa{number}@firm.example", f"ou{number}@firm.example"
    firm, officer = person(language=language), person(OFFICER, language=language)
    second = person(SECOND_OFFICER, language=language)
    approve(officer, second, apply(firm, email, number, tmp_path))
    firm.opens(mailed_link(officer, email))
    firm.looks("activate")
    set_password(firm)
    firm.page.locator("#id_accepts").check()
    firm.presses("Set the password and activate the account")
    sign_in_with_totp(firm, email)

    firm.opens("/accounts/organisation/people/open/")
    firm.page.locator("#id_email").fill(user)
    firm.page.locator("#id_name_zh").fill("李小明")
    firm.presses("Send the invitation")
    newcomer = person(language=language)
    newcomer.opens(mailed_link(officer, user))
    set_password(newcomer)
    newcomer.presses("Set the password and take up the account")
    sign_in_with_totp(newcomer, user)
    newcomer.opens("/messages/")
    expect(newcomer.page.get_by_role("banner")).to_contain_text("陳律師行")
    assert firm.faults + officer.faults + second.faults + newcomer.faults == []
