"""How moments, money and sizes are written on every page (look.md, "Dates"); part of the `ui` builtins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.contrib.messages.storage.base import Message
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext, ngettext

from icms.lib import clock, money
from icms.lib.branding import PORTAL_NAME
from icms.lib.language import ENGLISH, chinese_first
from icms.lib.written_time import written_clock, written_date, written_time

register = template.Library()

MEGABYTE = 1_048_576
KILOBYTE = 1024
# Each browser also names those that came before it, so the youngest is looked for first; systems likewise.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)
TICK = re.compile(r'<img src="[^"]*/icon-(yes|no|unknown)[^"]*" alt="[^"]*">')


@register.filter
def court_time(moment: datetime | None, form: str = "") -> str:
    """A Hong Kong date and time in full; `court_time:"seconds"` on acknowledgements, `court_time:"clock"` alone."""
    if moment is None:
        return ""
    language = get_language() or ENGLISH
    if form == "clock":
        return written_clock(moment, language)
    return written_time(moment, language, seconds=form == "seconds")


@register.filter
def by_court_clock(moment: datetime | None) -> datetime | None:
    """What the court's clock shows at a moment that was kept in real time, such as the end of a link (ADR 17)."""
    return None if moment is None else clock.court_time_of(moment)


@register.filter
def court_age(moment: datetime | None) -> str:
    """How long ago a moment of the court's time was, in words."""
    return "" if moment is None else timesince(moment, clock.now())


@register.filter
def court_date(day: date | datetime | None) -> str:
    """A date in full: "Wednesday, 18 November 2026" or 「2026年11月18日（星期三）」."""
    return "" if day is None else written_date(day, get_language() or ENGLISH)


@register.filter
def dollars(cents: int | None) -> str:
    """Cents as Hong Kong dollars: 123450 → "HK$1,234.50"."""
    return "" if cents is None else money.dollars(cents)


@register.filter(name="bytes")
def readable_bytes(size: int | None) -> str:
    """A size in bytes as a person reads it, 1 MB = 1,048,576 bytes: "1.2 MB" (「1.2MB」), "384 KB", "12 bytes"."""
    if size is None:
        return ""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:,.1f}".removesuffix(".0") + gap() + "MB"
    if size >= KILOBYTE:
        return f"{size / KILOBYTE:,.0f}{gap()}KB"
    return ngettext("%(size)d byte", "%(size)d bytes", size) % {"size": size}


@register.filter
def language_tag(code: str) -> str:
    """The tag for a `lang` attribute: Django's "zh-hant" is "zh-Hant", whose letter shapes the browser knows."""
    tongue, _separator, script = code.partition("-")
    return f"{tongue}-{script.capitalize()}" if script else tongue


@register.filter
def unlocalized(number: int) -> str:
    """A figure for a script: plain digits in every language."""
    return str(int(number))


@register.simple_tag
def gap() -> str:
    """What stands between two sentences: a blank in English; nothing in Chinese, whose full stop brings its own."""
    return "" if chinese_first() else " "


@register.simple_tag
def comma() -> str:
    """What stands between the items of a row of facts: ", " or 「，」."""
    return "，" if chinese_first() else ", "


@register.filter
def bracketed(words: object) -> str:
    """An addition in the brackets of the reader's language, with what sets it off: " (done)" or 「（已完成）」."""
    return f"（{words}）" if chinese_first() else f" ({words})"


@register.filter(is_safe=True)
def yes_or_no(markup: str) -> str:
    """What Django's admin has written, with its ticks and crosses, whose text is English, as words."""
    said = {"yes": gettext("Yes"), "no": gettext("No"), "unknown": "–"}
    return TICK.sub(lambda tick: said[tick[1]], markup)


@register.filter
def browser_name(agent: str) -> str:
    """A browser as its user knows it, "Firefox · Windows"; one that we do not know by what it says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return " · ".join(filter(None, (browser, system))) if browser else agent


@register.filter
def mail_address(address: str) -> SafeString:
    """A long address may break after its @ before it breaks anywhere else."""
    return SafeString(escape(address).replace("@", "@<wbr>"))


@register.simple_tag
def told(messages: Iterable[Message], field: str) -> str:
    """What an act that redirected has to say about one field, by the field's id (`extra_tags` of the message)."""
    return next((str(message) for message in messages or () if message.extra_tags == field), "")


@register.simple_tag
def portal_name() -> str:
    """The portal's own name, for pages that no context processor serves."""
    return str(PORTAL_NAME)
