"""What every page knows: the portal's name, languages, the active account, the places one can go, the court clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icms.lib.branding import PORTAL_NAME
from icms.lib.language import LANGUAGES


@dataclass(frozen=True)
class Place:
    """An entry of the main navigation. `account`: only with an active account; `prefix`: the addresses below it."""

    name: str
    label: str | Promise
    prefix: str
    account: bool = False


NAVIGATION = (
    Place("home", _("Home"), ""),
    Place("filing:start", _("e-Filing"), "/filing/new", account=True),
    Place("filing:submissions", _("Submissions"), "/filing/submissions", account=True),
    Place("messaging:inbox", _("Message box"), "/messages", account=True),
    Place("cases:verify", _("Verify a document"), "/verify"),
    Place("cases:what_if", _("Time of receipt"), "/time-of-receipt"),
)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor. `accounts` are the person's other accounts, to switch to; `unread` counts messages."""
    account = getattr(request, "account", None)
    return {
        "portal_name": PORTAL_NAME,
        "demo": settings.ICMS_DEMO,
        "languages": LANGUAGES,
        "account": account,
        "accounts": getattr(request, "other_accounts", ()),
        "unread": getattr(request, "unread", 0),
        "navigation": navigation(request.path, with_account=account is not None),
        "court_clock": getattr(request, "court_clock", None),
    }


def navigation(path: str, *, with_account: bool) -> list[dict[str, Any]]:
    """The places that this reader can go to, with the one that he is at marked `current`."""
    shown = [place for place in NAVIGATION if with_account or not place.account]
    return [
        {"url": reverse(place.name), "label": place.label, "name": place.name, "current": _is_at(place, path)}
        for place in shown
    ]


def _is_at(place: Place, path: str) -> bool:
    url = reverse(place.name)
    return path == url or bool(place.prefix and path.startswith(place.prefix))
