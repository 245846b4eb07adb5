"""How a page does an act and tells what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from accounts.access import AccountRequest
from icms.lib.errors import Refused

ACTIONS = require_http_methods(["GET", "HEAD", "POST"])
ROWS_A_PAGE = 20


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: whatever was posted, nothing included; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def done(request: AccountRequest, words: str, act: Callable[..., Any], *args: Any, **named: Any) -> bool:
    """Does an act of the active account and says `words`; a refusal is told instead. True when it was done.

    Raises Refused("right_missing"): that is a matter for the door.
    """
    return _done(request, words, partial(messages.error, request), partial(act, *args, **named))


def done_from(
    request: AccountRequest, form: Form, words: str, act: Callable[..., Any], *args: Any, **named: Any
) -> bool:
    """The same for an act that a form describes: its refusal stands in the form's error summary."""
    return _done(request, words, partial(form.add_error, None), partial(act, *args, **named))


def _done(request: AccountRequest, words: str, tell: Callable[[str], Any], act: Callable[..., Any]) -> bool:
    try:
        act(by=request.account)
    except Refused as refused:
        if refused.code == "right_missing":
            raise
        tell(str(refused))
        return False
    messages.success(request, words)
    return True


def page_of(request: AccountRequest, rows: QuerySet[Any]) -> Page[Any]:
    """Twenty rows of a list; a page that does not exist is the nearest one that does."""
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
