"""What a page owes to everybody (ALL-2): axe finds nothing, no page spills, the focus shows."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from icms.lib.language import ENGLISH, SIMPLIFIED, TRADITIONAL

DESK, PHONE, NARROWEST = 1280, 390, 320
# English at both; the Chinese texts at one each, so that every page is looked at at either width in Chinese too.
WIDTHS = {ENGLISH: (DESK, PHONE), TRADITIONAL: (PHONE,), SIMPLIFIED: (DESK,)}
HEIGHT = 844
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
    "preload": False,
}
RUN = """async options => (await axe.run(document, options)).violations.map(
    each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(' | ')}`)"""
UNFOLD = "document.querySelectorAll('main details').forEach(box => box.open = true)"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = """[...document.querySelectorAll('main *')].reduce((widest, one) =>
    one.getBoundingClientRect().right > widest.getBoundingClientRect().right ? one : widest).outerHTML.slice(0, 160)"""
# Whether the element with the focus shows it and can be seen: an outline or a shadow of its own, inside the window,
# and nothing in front of its middle (WCAG 2.4.7, 2.4.11).
FOCUS = """() => {
    const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
    const name = `${at.tagName} ${(at.innerText || at.name || at.id || '').trim().slice(0, 40)}`;
    const rings = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
    const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 1);
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const front = document.elementFromPoint(x, y);
    const covered = !front || !(at.contains(front) || front.contains(at) || [...(at.labels || [])].includes(front));
    return {name, ring: rings, seen: inside && !covered, body: at === document.body};
}"""


def faults(page: Page, widths: tuple[int, ...], *, axe: bool = True) -> list[str]:
    """What is wrong with the page as it stands, one line each; folded boxes are opened, the window is put back.

    Without axe only the layout is looked at: what a longer or shorter text can change.
    """
    before = page.viewport_size
    page.evaluate(UNFOLD)
    if axe:
        page.evaluate(AXE_SCRIPT)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if axe:
            found += [f"{page.url} at {width}: {fault}" for fault in page.evaluate(RUN, OPTIONS)]
        found += wider_than_the_window(page, width)
    page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
    found += wider_than_the_window(page, NARROWEST)
    if before:
        page.set_viewport_size(before)
    return found


def wider_than_the_window(page: Page, width: int) -> list[str]:
    """The page, if one has to scroll sideways to read it (WCAG 1.4.10: down to 320 pixels)."""
    wider = page.evaluate(WIDER)
    if wider <= 0:
        return []
    return [f"{page.url}: {wider} pixels wider than its window of {width}: {page.evaluate(WIDEST)}"]
