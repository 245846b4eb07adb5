"""Why a deemed time became another one, in words: the same in messages, on pages and in lists (TIM-3, TIM-5).

A cause is plain values: `code`, and for closures `kind`, `starts_at`, `reopens_at` (ISO, None: not announced).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time

KINDS: dict[str, str | Promise] = {
    "gale": _("gale warning"),
    "black_rainstorm": _("black rainstorm warning"),
    "extreme_conditions": _("extreme conditions"),
    "directed": _("direction of the court"),
}

CAUSES: dict[str, str | Promise] = {
    "entered": _("A closure of the Registry was recorded: %(closure)s."),
    "reopened": _("The reopening of the Registry was recorded: %(closure)s."),
    "corrected": _("The record of a closure of the Registry was corrected. It now reads: %(closure)s."),
    "withdrawn": _(
        "A closure of the Registry had been recorded by mistake and no longer counts: %(closure)s."
    ),
    "completed": _("The general holidays or opening hours that were missing have been entered."),
}


def cause(value: Mapping[str, Any]) -> str:
    """A cause as a sentence in the active language. Raises KeyError for a code without words."""
    sentence = str(CAUSES[value["code"]])
    if "kind" not in value:
        return sentence
    return sentence % {"closure": span(value)}


def span(closure: Mapping[str, Any]) -> str:
    """A closure in a few words: what it was for, from when until when."""
    kind, reopens_at = closure["kind"], closure["reopens_at"]
    words = {"kind": KINDS.get(kind, kind), "from": _time(closure["starts_at"])}
    if reopens_at is None:
        return str(_("%(kind)s, from %(from)s, reopening not announced")) % words
    return str(_("%(kind)s, from %(from)s until the reopening on %(to)s")) % {
        **words,
        "to": _time(reopens_at),
    }


def _time(value: str) -> str:
    return written_time(datetime.fromisoformat(value), get_language() or ENGLISH)
