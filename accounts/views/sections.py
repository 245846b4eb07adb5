"""The pages of administrators, as their list of sections names them, and the way back to them."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SECTIONS: tuple[tuple[str, str | Promise], ...] = (
    ("administration", _("Overview")),
    ("people", _("People")),
    ("invitations", _("Invitations")),
    ("branches", _("Branches")),
    ("default_users", _("Default users")),
    ("limits", _("Limits")),
    ("handover", _("Hand-over of the primary role")),
    ("history", _("History")),
    ("rights", _("Who may do what")),
)

Trail = list[dict[str, str]]


def sections(request: HttpRequest) -> list[dict[str, object]]:
    """The rows of the list of sections; the one that the page belongs to is current."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {"label": label, "url": reverse(f"accounts:{name}"), "current": name == here}
        for name, label in SECTIONS
    ]


def trail(*steps: tuple[str, str]) -> Trail:
    """The breadcrumbs of a page below the overview: (label, address), the page itself without an address."""
    above = [(gettext("Your organization"), reverse("accounts:administration"))]
    return [{"label": label, "url": url} for label, url in [*above, *steps]]
