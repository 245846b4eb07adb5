"""Somebody at a browser who speaks one of the three languages: what he looks for is worded by the catalogue (ALL-1)."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext, ngettext
from playwright.sync_api import Error, Locator, Page, expect

from icms.lib.language import ENGLISH, LANGUAGES, speaking
from tests.browser import access

PASSWORD = "harbour-light-2026"
SECONDS = 1000
MINUTE = 60 * SECONDS
EVERY_LANGUAGE = bool(os.environ.get("AXE_IN_EVERY_LANGUAGE"))
NOTHING_THERE = (
    "ERR_HTTP_RESPONSE_CODE_FAILURE"  # an answer without a page: the address takes forms only (405)
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACE = re.compile(r"%\\\(\w+\\\)[sd]")


class NotTranslated(AssertionError):
    """The catalogue has no words in the person's language, so he cannot find what the test sends him to."""


@dataclass
class Person:
    """A page, the language that its user reads, and what was found wrong on the pages that he has looked at."""

    page: Page
    language: str = ENGLISH
    widths: tuple[int, ...] = ()
    scripted: bool = True
    faults: list[str] = field(default_factory=list)
    readers: list[Person] = field(default_factory=list)  # of other languages, who look at the same pages
    looked: int = 0

    def words(self, source: str) -> str:
        """The English source as this person reads it. Raises NotTranslated."""
        with speaking(self.language):
            said = gettext(source)
            if said == source:  # a word with a number: older Pythons find it only by counting
                said = ngettext(source, source, 1)
        if self.language != ENGLISH and not CHINESE.search(said):
            raise NotTranslated(f"{source!r} is not translated to {self.language}")
        return said

    def counted(self, one: str, many: str, count: int) -> str:
        """A source with a number, as this person reads it; the place of the number is called counter or count."""
        with speaking(self.language):
            said = ngettext(one, many, count)
        if self.language != ENGLISH and not CHINESE.search(said):
            raise NotTranslated(f"{one!r} is not translated to {self.language}")
        return said % {"count": count, "counter": count}

    def pattern(self, source: str) -> re.Pattern[str]:
        """The words of a source with places, whatever stands in them."""
        return re.compile(PLACE.sub(".+", re.escape(self.words(source).replace("%%", "%"))))

    def _name(self, source: str) -> str | re.Pattern[str]:
        return self.pattern(source) if "%(" in source else self.words(source)

    def link(self, source: str, *, within: str = "main") -> Locator:
        """The first link with these words; what a screen reader hears besides may follow them."""
        return self.page.locator(within).get_by_role("link", name=self._name(source)).first

    def button(self, source: str, *, within: str = "main") -> Locator:
        """The first button that begins with these words: the key that presses it may follow them."""
        words = self._name(source)
        begins = re.compile("^" + (re.escape(words) if isinstance(words, str) else words.pattern))
        return self.page.locator(within).get_by_role("button", name=begins).first

    def goes(self, to: Locator) -> None:
        """Presses what leads to another page, and waits until that is there."""
        with self.page.expect_navigation():
            to.click()

    def follows(self, source: str, *, within: str = "main") -> None:
        """Goes where a link leads."""
        self.goes(self.link(source, within=within))

    def presses(self, source: str, *, within: str = "main") -> None:
        """Sends a form by its button."""
        self.goes(self.button(source, within=within))

    def field(self, source: str) -> Locator:
        """The field with this label."""
        return self.page.get_by_label(self.words(source), exact=True).first

    def sees(self, source: str, *, within: float = 10 * SECONDS) -> None:
        """Expects these words on the page, within so many milliseconds."""
        self.reads(self._name(source), within=within)

    def reads(self, text: str | re.Pattern[str], *, within: float = 10 * SECONDS) -> None:
        """Expects a text that is no source: a number, a sum, words that were counted."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=within)

    def opens(self, address: str) -> None:
        """Goes to an address of the portal."""
        self.page.goto(address)

    def looks(self, picture: str = "") -> None:
        """Looks at the page as it stands, at each width, and has the readers of other languages look at its address.

        axe tries the English page; in another language only the layout can differ, unless AXE_IN_EVERY_LANGUAGE is set
        (`make languages`). Keeps a picture of the English page.
        """
        if self.language == ENGLISH:
            keep_picture(self.page, picture)
        tag = self.page.evaluate("document.documentElement.lang")
        if tag.lower() != self.language:
            self.faults.append(f"{self.page.url}: the page speaks {tag}, not {self.language}")
        if self.widths:
            axe = self.language == ENGLISH or EVERY_LANGUAGE
            self.faults += access.faults(self.page, self.widths, axe=axe)
        self.looked += 1
        for reader in self.readers:
            reader.looks_at(self.page.url)

    def looks_at(self, address: str) -> None:
        """Opens an address and looks, unless the page there was the answer to a form and cannot be opened."""
        try:
            self.page.goto(address)
        except Error as refused:
            if NOTHING_THERE not in str(refused):
                raise
        else:
            self.looks()


def keep_picture(page: Page, name: str) -> None:
    """Keeps a picture of the page for the README, where SCREENSHOTS names a folder (`make screenshots`)."""
    folder = os.environ.get("SCREENSHOTS")
    if folder and name:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=Path(folder) / f"{name}.png")


def choose_language(person: Person) -> None:
    """Presses the language's own name in the header."""
    own_name = dict(LANGUAGES)[person.language]
    person.goes(person.page.get_by_role("banner").get_by_role("button", name=own_name, exact=True))


def sign_in(person: Person, email: str) -> None:
    """Chooses the language, then signs in through the portal's own page."""
    person.opens("/account/login/")
    choose_language(person)
    person.field("E-mail address").fill(email)
    person.field("Password").fill(PASSWORD)
    person.presses("Sign in")
    assert "login" not in person.page.url
