"""The gallery shows every element, in three languages, without a fault for assistive technology."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from icms.lib.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
CODES = [code for code, _name in LANGUAGES]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Marks that an element leaves in the page; the files of static/css are named after the elements.
ELEMENTS = (
    "header",
    "nav",
    "button",
    "panel",
    "field",
    "error-summary",
    "steps",
    "badge",
    "table",
    "upload",
    "file",
    "why",
    "timeline",
    "task-list",
    "summary-list",
    "confirmation",
    "notice",
    "pagination",
    "empty-state",
    "progress",
    "page-viewer",
    "review",
    "decision",
    "court-clock",
    "breadcrumbs",
)


def gallery(client: Client, code: str) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
    response = client.get(reverse("gallery"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_every_element_is_shown_in_every_language(client: Client, code: str) -> None:
    page = gallery(client, code)
    missing = [name for name in ELEMENTS if not re.search(rf'class="(?:[^"]* )?{name}[" ]', page)]
    assert missing == []
    assert f'<html lang="{ {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}.get(code, code) }">' in page


@pytest.mark.django_db
def test_the_gallery_has_one_main_heading_and_no_id_twice(client: Client) -> None:
    page = gallery(client, "en")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted({name for name in ids if ids.count(name) > 1}) == []
    assert page.count("<h1") == 1


def test_no_template_holds_inline_code_or_style() -> None:
    """A block of data (application/json), which the passkey scripts read, is no code and never runs."""
    inline = re.compile(
        r"<style\b|\sstyle=|\son\w+=\"|<script(?![^>]*(?:\bsrc=|type=\"application/json\"))|javascript:",
        re.IGNORECASE,
    )
    pages = [
        path
        for path in (ROOT / "templates").rglob("*.html")
        if "pdf" not in path.parts and "emails" not in path.parts
    ]
    assert [str(path) for path in pages if inline.search(path.read_text(encoding="utf-8"))] == []


def test_every_sheet_and_script_that_the_base_page_names_is_there() -> None:
    named = "".join((ROOT / "templates" / name).read_text() for name in ("styles.html", "scripts.html"))
    paths = re.findall(r'\{% static "([^"]+)" %\}', named)
    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / "static" / path).is_file()] == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("code", "width", "scheme"), [("en", 1280, "light"), ("zh-hant", 390, "dark"), ("zh-hans", 390, "light")]
)
def test_the_gallery_has_no_fault_for_assistive_technology(
    live_server, browser: Browser, code, width, scheme
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": code, "url": live_server.url}])
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    page.goto(live_server.url + reverse("gallery"))
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert noise == []
    context.close()
