"""Pages beside the main job held against WCAG 2.2 AA, their layout in the three languages, with faults shown (ALL-2).

The pages of the main job itself are looked at on the way, in `test_the_main_job.py`.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from icms.lib.language import LANGUAGES
from tests.browser import access
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CODES = [code for code, _own_name in LANGUAGES]
OPEN_PAGES = (
    "/",
    "/account/signup/",
    "/account/inactive/",
    "/verify/",
    "/verify/?reference=SC26-XXXX",
    "/verify/SC26-7K3M-Q9XD-4/",
    "/sct/what-if/",
    "/sct/what-if/?court=sct&day=2026-09-26&time=18:00",
    "/sct/what-if/?court=sct&day=never&time=",
    "/sct/filing/format/",
    "/styleguide/",
    "/accessibility/",
    "/there-is-no-such-page/",
)
FILERS_PAGES = ("/sct/filing/new/", "/account/logout/", "/admin/")
# Pages that are refusals themselves.
REFUSED = {
    "/there-is-no-such-page/": 404,
    "/verify/?reference=SC26-XXXX": 404,
    "/verify/SC26-7K3M-Q9XD-4/": 404,
    "/admin/": 403,
}
# What the court keeps: the list of each model, and for what staff may change the form, empty and filled in.
LISTS = (
    "accounts/account",
    "accounts/organisation",
    "accounts/user",
    "cases/case",
    "cases/casetype",
    "cases/court",
    "kernel/auditevent",
    "kernel/issueddocument",
    "kernel/outboxjob",
    "payments/concession",
    "payments/feeband",
    "payments/feeitem",
    "payments/gatewaynotice",
    "payments/meansofpayment",
    "payments/payment",
    "payments/refund",
    "cases/closure",
)
FORMS = (
    "cases/approvedclaimant",
    "cases/generalholiday",
    "cases/hearingsession",
    "cases/officehours",
    "filing/rejectionreason",
)


def look_at(someone: Person, addresses: Iterable[str]) -> None:
    """Opens each page and looks at it."""
    for address in addresses:
        answer = someone.page.goto(address)
        assert answer is not None
        assert answer.status == REFUSED.get(address, 200), address
        someone.looks()


@pytest.mark.parametrize("language", CODES)
def test_pages_open_to_all_are_for_everybody(person, language: str):
    visitor = person(language=language)
    visitor.widths = access.WIDTHS[visitor.language]
    look_at(visitor, OPEN_PAGES)
    visitor.opens("/account/login/")
    visitor.presses("Sign in")
    visitor.sees("Enter your e-mail address.")
    visitor.looks()
    assert not visitor.faults, "\n".join(visitor.faults)


@pytest.mark.parametrize("language", CODES)
def test_the_filers_way_in_and_out_is_for_everybody(person, language: str):
    filer = person("filer@demo.example", language)
    filer.widths = access.WIDTHS[filer.language]
    look_at(filer, FILERS_PAGES)
    assert not filer.faults, "\n".join(filer.faults)


@pytest.mark.parametrize("language", CODES)
def test_the_data_of_the_court_are_for_everybody(person, language: str):
    officer = person("officer@demo.example", language)
    officer.widths = access.WIDTHS[officer.language]
    for model in (*LISTS, *FORMS):
        look_at(officer, [f"/admin/{model}/"])
        if model in FORMS:
            look_at_the_form(officer, model)
    assert not officer.faults, "\n".join(officer.faults)


@pytest.mark.parametrize("language", CODES)
def test_recording_a_closure_is_for_everybody(person, language: str):
    """The page that records a closure of a Registry, with every fault, and the filings that wait."""
    officer = person("officer@demo.example", language)
    officer.widths = access.WIDTHS[officer.language]
    officer.opens("/admin/cases/closure/")
    officer.follows("Record a closure")
    officer.goes(officer.page.locator("main form button[type=submit]").last)
    officer.sees("Choose the court whose Registry is closed.")
    officer.looks()
    officer.opens("/admin/cases/closure/")
    officer.follows("Deemed times that wait")
    officer.looks()
    assert not officer.faults, "\n".join(officer.faults)


def look_at_the_form(officer: Person, model: str) -> None:
    """An empty form with its faults, then what stands there and its history."""
    officer.opens(f"/admin/{model}/add/")
    officer.goes(officer.page.locator("[name=_save]"))
    officer.reads(officer.counted("Please correct the error below.", "Please correct the errors below.", 2))
    officer.looks()
    officer.opens(f"/admin/{model}/")
    officer.goes(officer.page.locator("#result_list tbody a").first)
    officer.looks()
    filled_in = officer.page.url
    officer.opens(filled_in.replace("/change/", "/history/"))
    officer.looks()
