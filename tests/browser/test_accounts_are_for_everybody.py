"""The pages of applicants and of administrators held against WCAG 2.2 AA at both widths, with faults shown (ALL-2).

One walk, because each page costs the most when somebody has to be brought there: what one step leaves behind (an
application, an invitation, a request) is what the next page shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import access
from tests.browser.person import Person
from tests.browser.test_accessibility import look_at
from tests.browser.test_applying import OFFICER, first, mailed_link
from tests.files import makers

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Window = Callable[..., Person]
APPLY, FIRM = "/accounts/apply/", "/accounts/organisation/"
INVITED = "invited@firm.example"
WITHOUT_SIGN_IN = (
    APPLY,
    "/accounts/terms/",
    "/accounts/activate/no-such-link/",
    "/accounts/invitation/no-such-link/",
)
ASKED_OF_ALL = (f"{APPLY}begin/", f"{APPLY}follow/", f"{APPLY}code/", "/accounts/activate/")
OF_THE_FIRM = (
    FIRM,
    f"{FIRM}people/?q=nobody",
    f"{FIRM}invitations/",
    f"{FIRM}branches/",
    f"{FIRM}default-users/",
    f"{FIRM}history/",
    "/accounts/rights/",
    "/accounts/particulars/",
)
FORMS_OF_THE_FIRM = (f"{FIRM}people/open/", f"{FIRM}branches/add/", f"{FIRM}limits/", f"{FIRM}handover/")


def send(someone: Person, form: str = "main form.form") -> None:
    """Sends a form by its button."""
    someone.goes(someone.page.locator(f"{form} button[type=submit]").first)


def look_at_faults(someone: Person, addresses: tuple[str, ...], form: str = "main form.form") -> None:
    """Sends each form as it stands, with nothing filled in, and looks at what the page says to that."""
    for address in addresses:
        someone.opens(address)
        send(someone, form)
        expect(someone.page.locator("[data-error-summary]")).to_be_focused()
        someone.looks()


def begin(applicant: Person, whose: str, email: str) -> str:
    """A new application; gives the address of its page."""
    applicant.opens(f"{APPLY}begin/")
    applicant.field(whose).check()
    applicant.field("E-mail address").fill(email)
    send(applicant)
    return applicant.page.url


def fill(applicant: Person, at: str, **fields: str) -> None:
    """Fills in one part of an application and saves it."""
    applicant.opens(at)
    for name, value in fields.items():
        applicant.page.locator(f"#id_{name}").fill(value)
    send(applicant)


def apply_for_myself(applicant: Person, paper: Path) -> str:
    """An individual's application, each step looked at with its faults; gives its reference number."""
    page = begin(
        applicant, "For myself: I am a party to a case and no lawyer acts for me", "person@home.example"
    )
    applicant.looks()
    look_at_faults(applicant, (f"{page}particulars/", f"{page}documents/"))
    fill(applicant, f"{page}representative/", representative_name="Wong Ka Yan")
    applicant.looks()
    fill(
        applicant,
        f"{page}particulars/",
        name_en="Chan Tai Man",
        telephone="2477 1002",
        address="1/F, 12 Example Road",
        case_number="SCTC 000123/2026",
    )
    fill(applicant, f"{page}representative/", representative_name="")
    applicant.opens(f"{page}documents/")
    kind = first(applicant, "court document that shows the case number")
    applicant.page.get_by_label(kind, exact=True).check()
    applicant.page.locator("#id_papers").set_input_files(paper)
    send(applicant)
    applicant.looks()
    look_at(applicant, (page, f"{page}withdraw/"))
    look_at_faults(applicant, (f"{page}check/",))
    applicant.page.get_by_role("checkbox").check()
    send(applicant)
    applicant.looks("application")
    return page.rstrip("/").rpartition("/")[2]


def ask_for_more(officer: Person, reference: str) -> None:
    """The Support Centre asks for another document; its own pages are looked at on the way."""
    officer.opens("/admin/accounts/application/")
    officer.goes(officer.page.get_by_role("link", name=reference))
    officer.looks()
    officer.follows("Ask for documents")
    send(officer)
    officer.looks()
    officer.page.get_by_role("checkbox").first.check()
    officer.page.locator("main textarea").fill("The copy cannot be read.")
    send(officer)
    look_at(officer, ("/admin/accounts/application/?progress=person",))


def administer(head: Person) -> None:
    """What an administrator sees of the organization, when somebody has been invited and nobody has answered."""
    look_at_faults(head, FORMS_OF_THE_FIRM)
    head.opens(f"{FIRM}people/open/")
    head.field("E-mail address").fill(INVITED)
    head.page.locator("#id_name_zh").fill("馮小文")
    send(head)
    look_at(head, OF_THE_FIRM)
    head.opens(f"{FIRM}people/")
    head.looks("people")
    head.goes(head.page.get_by_role("row", name=re.compile("assistant@demo")).first.get_by_role("link"))
    head.looks()
    for act in ("Edit the particulars", "Move to another branch", "Suspend"):
        there = head.page.url
        head.follows(act)
        head.looks()
        head.opens(there)


def test_the_pages_of_applicants_and_of_administrators_are_for_everybody(person: Window, tmp_path: Path):
    paper = tmp_path / "a document with a name that is as long as names of documents are.pdf"
    paper.write_bytes(makers.pdf(text="writ"))
    applicant, officer, head = person(), person(OFFICER), person("administrator@demo.example")
    for someone in (applicant, officer, head):
        someone.widths = access.WIDTHS[someone.language]
    look_at(applicant, WITHOUT_SIGN_IN[:2])
    for address in WITHOUT_SIGN_IN[2:]:
        applicant.opens(address)
        applicant.looks()
    look_at_faults(applicant, ASKED_OF_ALL)

    reference = apply_for_myself(applicant, paper)
    ask_for_more(officer, reference)
    look_at(applicant, (f"{APPLY}{reference}/",))
    look_at_faults(applicant, (f"{APPLY}{reference}/documents/",), "main form[data-once]")

    firm = begin(
        applicant, "For an organization: a law firm, company, department or other body", "firm@firm.example"
    )
    look_at_faults(applicant, (f"{firm}organisation/",))

    administer(head)
    look_at_faults(applicant, (mailed_link(applicant, INVITED),))
    faults = applicant.faults + officer.faults + head.faults
    assert not faults, "\n".join(faults)
