"""The filing and its decision without JavaScript: ordinary forms, a button to the payment page, a link back (ALL-2)."""

from __future__ import annotations

import pytest

from tests.browser import desk, people
from tests.browser.test_the_main_job import REFERENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_batch_is_filed_and_decided_without_javascript(person, make_batch):
    filer = person("second.filer@demo.example", java_script_enabled=False)
    batch = make_batch(21)
    people.go_to_commence(filer)
    people.import_claims(filer, batch)
    people.upload_forms(filer, batch)
    filer.follows("Check your answers")
    people.go_to_declare(filer)
    people.declare(filer, means=people.CARD)
    people.pay(filer)
    filer.sees("Transaction reference number")
    filer.reads(filer.counted("%(count)s claim submitted", "%(count)s claims submitted", 21))
    filer.page.get_by_text(filer.words("Why this time?")).click()
    filer.sees("The payment service itself noted %(time)s.")
    reference = REFERENCE.search(filer.page.get_by_role("main").inner_text())
    assert reference is not None
    decide(person("officer@demo.example", java_script_enabled=False), reference.group())
    filer.opens("/messages/")
    for _ in range(60):
        if filer.link("%(case)s: claim accepted, hearing on %(hearing_at)s").is_visible():
            break
        filer.page.wait_for_timeout(1000)
        filer.page.reload()
    filer.follows("Claim %(claim)s of batch %(batch)s: rejected")
    filer.reads("Form 2 bears no signature.")


def decide(officer, reference: str) -> None:
    """One claim is accepted on its own page, another rejected with a reason."""
    desk.find_submission(officer, reference)
    desk.open_claim(officer, 2)
    desk.accept_the_claim(officer)
    desk.open_claim(officer, 5)
    desk.reject_with_a_reason(officer, "Reject this claim", explanation="Form 2 bears no signature.")


def test_what_was_forgotten_is_said_without_javascript(person):
    filer = person("second.filer@demo.example", java_script_enabled=False)
    people.go_to_commence(filer)
    filer.presses("Check and import")
    summary = filer.page.get_by_role("alert")
    forgotten = summary.get_by_role("link", name="No file came with your request.")
    forgotten.click()
    assert filer.page.url.endswith("#import-file")
    assert filer.field(people.CHOOSE_XML).is_visible()
