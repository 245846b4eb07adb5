"""How often strangers may try something: counters that end by themselves."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from icms.lib.counting import count_up
from icms.lib.errors import Refused

HOUR = 60 * 60


def refuse_if_tried(request: HttpRequest, what: str, *, most: int, word: str = "") -> None:
    """Raises Refused("too_many_tries") where the visitor, or the word that he gives, has no more tries this hour."""
    if any(cache.get(key, 0) >= most for key in _keys(request, what, word)):
        raise Refused("too_many_tries")


def count(request: HttpRequest, what: str, *, word: str = "", by: int = 1) -> None:
    """Counts one try, or so many of a measure, of the visitor and of the word."""
    for key in _keys(request, what, word):
        count_up(key, seconds=HOUR, by=by)


def _keys(request: HttpRequest, what: str, word: str) -> list[str]:
    marks = [f"from:{get_adapter().get_client_ip(request)}", *([f"word:{word}"] if word else [])]
    return [f"tries:{what}:{hashlib.sha256(mark.encode()).hexdigest()}" for mark in marks]
