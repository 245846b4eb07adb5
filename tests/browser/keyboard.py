"""A hand on the keyboard and none on the mouse: each stop of the Tab key shows where one is, and lets one go on."""

from __future__ import annotations

from playwright.sync_api import Locator, TimeoutError

from tests.browser import access
from tests.browser.person import Person

MOST_STOPS = 150
PRESSES, PATIENCE = 4, 10_000  # times; milliseconds until nothing can be expected of a press any more
HAS_FOCUS = "node => node === document.activeElement"


class Keys:
    """The keyboard of one person."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page
        # Without a listener the browser is told of each window only when it is awaited, which on a busy machine can
        # be after the key; a headless browser then shuts the window unseen.
        self.page.on("filechooser", lambda window: None)

    def press(self, key: str) -> None:
        """One key."""
        self.page.keyboard.press(key)

    def tab(self) -> str:
        """One stop further: it differs from the last one, shows its focus, and nothing lies over it."""
        self.press("Tab")
        stop = self.page.evaluate(access.FOCUS)
        if not stop["body"]:
            assert stop["ring"], f"{self.page.url}: the focus does not show on {stop['name']}"
            assert stop["seen"], f"{self.page.url}: {stop['name']} has the focus and cannot be seen"
        return str(stop["name"])

    def to(self, target: Locator) -> None:
        """Stop by stop to this element, which must be reached."""
        target.wait_for(state="attached")
        passed = []
        for _stop in range(MOST_STOPS):
            passed.append(self.tab())
            if target.evaluate(HAS_FOCUS):
                return
        raise AssertionError(f"{self.page.url}: {target} is not reached by the Tab key: {passed}")

    def skip_to_the_content(self) -> None:
        """The first stop of a page leads past its head."""
        assert self.person.words("Skip to the content") in self.tab()
        self.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main"

    def goes(self, target: Locator) -> None:
        """To a link or button, and Enter; waits until the next page is there."""
        self.to(target)
        with self.page.expect_navigation():
            self.press("Enter")

    def chooses_files(self, target: Locator, files: list[str]) -> None:
        """Opens the system's window with the space bar; what happens in it is the system's own.

        On a busy machine Chromium forgets a key that is down when the page moves under the resting mouse: nothing
        opens, and a person presses once more.
        """
        self.to(target)
        for _press in range(PRESSES):
            try:
                with self.page.expect_file_chooser(timeout=PATIENCE) as window:
                    self.press("Space")
            except TimeoutError:
                continue
            window.value.set_files(files)
            return
        raise AssertionError(f"{self.page.url}: {target} opens no window for files")

    def goes_round(self) -> int:
        """All stops of the page and back to its head: nothing keeps the focus. Gives their number."""
        self.page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
        for count in range(MOST_STOPS):
            stop = self.tab()
            if count and (stop.startswith("BODY") or self.person.words("Skip to the content") in stop):
                return count
        raise AssertionError(f"{self.page.url}: the Tab key never comes back to the head of the page")
