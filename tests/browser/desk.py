"""What a registry officer does in a browser, in his own language."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.person import Person

REJECTED = (
    "%(count)d claim is rejected. The filer is being told.",
    "%(count)d claims are rejected. The filer is being told.",
)
ACCEPTED = (
    "%(count)d claim is accepted. Its case number, sealed forms and Form 3 follow within seconds.",
    "%(count)d claims are accepted. Their case numbers, sealed forms and Forms 3 follow within seconds.",
)


def find_submission(officer: Person, reference: str) -> None:
    """From the home page of the desk to the submission of this reference."""
    officer.opens("/admin/")
    officer.looks()
    officer.follows("Claims to decide")
    officer.looks()
    officer.goes(officer.page.get_by_role("link", name=reference))
    officer.looks()


def open_claim(officer: Person, position: int) -> None:
    """One claim beside the pages of its forms."""
    officer.goes(officer.page.get_by_role("link", name=str(position), exact=True))
    expect(officer.page.get_by_role("img").first).to_be_visible()


def reject_with_a_reason(officer: Person, button: str, *, explanation: str) -> None:
    """Presses the button, forgets the reason, is told so, and gives it."""
    officer.presses(button)
    officer.presses("Reject the claim")
    officer.sees("Choose a reason from the list.")
    officer.looks()
    officer.field("Reason").select_option("form_not_signed")
    officer.field("Explanation to the filer").fill(explanation)
    officer.presses("Reject the claim")
    officer.reads(officer.counted(*REJECTED, 1))


def accept_the_chosen(officer: Person, count: int) -> None:
    """Accepts the claims that are ticked, after reading what that means."""
    officer.presses("Accept the chosen claims")
    officer.looks()
    officer.goes(officer.page.locator("form.decide button[type=submit]"))
    officer.reads(officer.counted(*ACCEPTED, count))


def accept_the_claim(officer: Person) -> None:
    """Accepts the claim on whose page the officer is."""
    officer.presses("Accept this claim")
    officer.looks()
    officer.presses("Accept the claim")
    officer.reads(officer.counted(*ACCEPTED, 1))
