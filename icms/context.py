"""What every page knows: the portal's name, languages, the active account, the places one can go, the court clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import roles
from cases import known_courts
from cases.models import Closure, Court
from icms import demo_clock
from icms.lib import clock
from icms.lib.branding import PORTAL_NAME
from icms.lib.language import LANGUAGES
from messaging.models import Message

IDLE_WARNING_SECONDS = 5 * 60  # how long before the end of the session a page warns [D]


@dataclass(frozen=True)
class Place:
    """An entry of the main navigation: a url name, its label, whom it is for, and whether it is a court's page."""

    name: str
    label: str | Promise
    account: bool = False
    administrators: bool = False
    court: bool = False


NAVIGATION = (
    Place("home", _("Home")),
    Place("filing:start", _("e-Filing"), account=True, court=True),
    Place("filing:submissions", _("Submissions"), account=True, court=True),
    Place("accounts:administration", _("Your organization"), administrators=True),
    Place("cases:verify", _("Verify a document")),
    Place("what_if", _("Time of receipt"), court=True),
)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor. `accounts` are the person's other accounts, to switch to; `unread` counts messages."""
    account = getattr(request, "account", None)
    may_file = account is not None and roles.may_transact(account)
    administers = account is not None and roles.administers(account)
    return {
        "portal_name": PORTAL_NAME,
        "demo": settings.ICMS_DEMO,
        "demo_clock": demo_clock.present,
        "clock_ahead": int(clock.ahead().total_seconds()),
        "second_factor_compulsory": settings.SECOND_FACTOR_COMPULSORY,
        "idle": {"seconds": settings.SESSION_COOKIE_AGE, "warning": IDLE_WARNING_SECONDS},
        "languages": LANGUAGES,
        "account": account,
        "may_file": may_file,
        "accounts": [other for other in getattr(request, "accounts", ()) if other != account],
        "unread": Message.objects.visible_to(account).unread().count() if account else 0,
        "administers": administers,
        "navigation": navigation(
            request.path, court=_court_of(request), with_account=may_file, administers=administers
        ),
        "court_clock": getattr(request, "court_clock", None),
        "closures": _closures,
    }


def _closures() -> list[Closure]:
    """Closures that run or are announced, asked for where a page shows them; each knows whether it has `begun`."""
    moment = clock.now()
    rows = list(Closure.objects.not_over(moment).select_related("court").order_by("starts_at"))
    for row in rows:
        row.begun = row.starts_at <= moment  # type: ignore[attr-defined]
    return rows


def _court_of(request: HttpRequest) -> Court | None:
    """The court of the page; elsewhere the first that takes new claims here, or the first that there is."""
    at = getattr(request, "court", None)
    courts = known_courts.commencing_in_bulk() or [*known_courts.by_code().values()]
    return at or next(iter(courts), None)


def navigation(
    path: str, *, court: Court | None, with_account: bool, administers: bool = False
) -> list[dict[str, Any]]:
    """The places that this reader can go to; the one that they are at, or below, is marked `current`."""
    open_to = {(False, False), (with_account, False), (False, administers)}
    shown = [
        (place, reverse(place.name, args=[court] if place.court else []))
        for place in NAVIGATION
        if (place.account, place.administrators) in open_to and (court is not None or not place.court)
    ]
    # The longest address wins: a page below two places belongs to the nearer one, and "/" only to itself.
    below = [url for _place, url in shown if path == url or (url != "/" and path.startswith(url))]
    here = max(below, key=len, default=None)
    return [
        {"url": url, "label": place.label, "name": place.name, "current": url == here} for place, url in shown
    ]
