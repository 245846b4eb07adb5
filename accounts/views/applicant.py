"""The applicant's door: whoever gave reference number and access code in this browser (ACC-2).

What one has not opened does not exist: the door answers 404 with the page that asks for number and code, for
applications of others and for numbers that nobody has alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.forms.applying import FollowForm
from accounts.models import Application
from accounts.views.by_link import private
from icms.lib import references
from icms.lib.errors import Refused
from icms.lib.search_keys import plain

OPENED = "applications"
AT_ONCE = 3

View = Callable[..., HttpResponseBase]


def open_in(request: HttpRequest, application: Application) -> None:
    """From now on this browser may see and change the application."""
    request.session.cycle_key()
    others = [each for each in request.session.get(OPENED, []) if each != application.pk]
    request.session[OPENED] = [application.pk, *others][:AT_ONCE]


def close_in(request: HttpRequest) -> None:
    """This browser forgets what it had opened; for computers that others use too."""
    request.session.pop(OPENED, None)


def opened(request: HttpRequest, reference: str) -> Application | None:
    """The application of this reference, if this browser has opened it."""
    if not references.has_shape(reference):
        return None
    rows = Application.objects.opened_by_code().filter(pk__in=request.session.get(OPENED, []))
    return rows.filter(reference=references.normalise(reference)).first()


def applicant(view: View) -> View:
    """The view gets the application that was opened in this browser; refusals are told on its page."""

    @never_cache
    @wraps(view)
    def door(request: HttpRequest, reference: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        application = opened(request, reference)
        if application is None:
            form = FollowForm(initial={"reference": plain(reference)[:20]})
            return private(
                render(request, "accounts/apply/follow.html", {"form": form, "lost": True}, status=404)
            )
        try:
            answer = view(request, application, *args, **kwargs)
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        except Refused as refused:  # another tab or the Support Centre was faster
            messages.error(request, str(refused))
            answer = redirect("accounts:application", application.reference)
        return private(answer)

    return door
