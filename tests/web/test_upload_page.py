"""The upload element in a real browser: parts below the limit, refusals at once, a lost connection tried again."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route

PART = 1000
TOTAL = 4000

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Server:
    """Answers the page's sendings as the portal does, after losing as many connections as it is told to."""

    def __init__(self, lost: int = 0) -> None:
        self.lost = lost
        self.parts: list[list[str]] = []

    def page(self, route: Route) -> None:
        """The gallery's own upload form, with limits that small files reach and an empty submission."""
        answer = route.fetch()
        limits = f'data-part-limit="{PART}" data-total-limit="{TOTAL}" data-used="0" data-next="/accessibility-next"'
        body = re.sub(r'data-part-limit="\d+".*?data-next="[^"]*"', limits, answer.text(), count=1)
        route.fulfill(response=answer, body=body.replace('action="#upload"', 'action="/parts"'))

    def receive(self, route: Route) -> None:
        if self.lost:
            self.lost -= 1
            route.abort("connectionreset")
            return
        names = re.findall(r'filename="([^"]+)"', (route.request.post_data_buffer or b"").decode("latin-1"))
        self.parts.append(names)
        files = [{"name": name, "fault": "Not a PDF." if name == "exe.pdf" else ""} for name in names]
        route.fulfill(status=200, content_type="application/json", body=json.dumps({"files": files}))


def opened(browser: Browser, url: str, server: Server) -> Page:
    page = browser.new_page()
    page.route(url + reverse("gallery"), server.page)
    page.route("**/parts", server.receive)
    page.route(
        "**/accessibility-next", lambda route: route.fulfill(body="next page", content_type="text/html")
    )
    page.goto(url + reverse("gallery"))
    return page


def choose(page: Page, **sizes: int) -> None:
    files = [
        {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": b"x" * n}
        for name, n in sizes.items()
    ]
    page.locator("form[data-upload] input[type=file]").set_input_files(files)


def send(page: Page) -> None:
    page.locator("[data-upload-send]").click()


def rows(page: Page) -> list[str]:
    return page.locator("[data-upload-rows] > li").all_inner_texts()


def test_chosen_files_are_sent_in_parts_below_the_limit_and_the_page_goes_on(
    live_server, browser: Browser
) -> None:
    server = Server()
    page = opened(browser, live_server.url, server)
    choose(page, a=600, b=600, c=400, d=1000)
    send(page)
    page.wait_for_url("**/accessibility-next")
    assert server.parts == [["a.pdf", "c.pdf"], ["b.pdf"], ["d.pdf"]]
    page.close()


def test_a_file_over_a_limit_is_refused_before_anything_is_sent(live_server, browser: Browser) -> None:
    server = Server()
    page = opened(browser, live_server.url, server)
    choose(page, large=PART + 1, a=1000, b=1000, c=1000, d=1000, straw=1)
    shown = rows(page)
    assert "This file is larger than" in shown[0]
    assert "the submission would be larger than" in shown[5]
    send(page)
    page.locator("[data-upload-next]").wait_for()
    assert server.parts == [["a.pdf"], ["b.pdf"], ["c.pdf"], ["d.pdf"]]
    page.close()


def test_a_lost_connection_is_tried_again_and_nothing_is_sent_twice(live_server, browser: Browser) -> None:
    server = Server(lost=1)
    page = opened(browser, live_server.url, server)
    choose(page, a=600, b=600)
    send(page)
    page.wait_for_url("**/accessibility-next", timeout=15_000)
    assert server.parts == [["a.pdf"], ["b.pdf"]]
    page.close()


def test_after_three_losses_the_page_says_what_is_kept_and_the_rest_can_be_sent(
    live_server, browser: Browser
) -> None:
    server = Server(lost=3)
    page = opened(browser, live_server.url, server)
    choose(page, a=600)
    send(page)
    notice = page.locator("[data-upload-notice]", has_text="What has arrived is kept; choose")
    notice.wait_for(timeout=15_000)
    assert server.parts == []
    send(page)
    page.wait_for_url("**/accessibility-next")
    assert server.parts == [["a.pdf"]]
    page.close()


def test_a_file_that_the_server_refuses_stays_in_sight_with_its_reason(live_server, browser: Browser) -> None:
    server = Server()
    page = opened(browser, live_server.url, server)
    choose(page, a=100, exe=100)
    send(page)
    page.locator("[data-upload-next]").wait_for()
    assert "Received" in rows(page)[0]
    assert "Not a PDF." in rows(page)[1]
    page.close()
