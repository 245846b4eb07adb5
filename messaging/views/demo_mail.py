"""The demo's mail page: every mail that would have gone out, with its links. Nowhere but in the demo (404)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from icms.lib.search_keys import plain
from messaging.models import Mail

PAGE = 20


def only_in_the_demo(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mails hold links that open accounts: outside the demo there is no such page for anybody."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.ICMS_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return door


@require_GET
@only_in_the_demo
@never_cache
def mails(request: HttpRequest) -> HttpResponse:
    """All mails, newest first; those to one address with `?to=`."""
    to = plain(request.GET.get("to", ""))
    found = Mail.objects.filter(to__icontains=to) if to else Mail.objects.all()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "messaging/demo_mails.html", {"page": page, "to": to})


@require_GET
@only_in_the_demo
@never_cache
def mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    """One mail as its recipient would read it."""
    return render(request, "messaging/demo_mail.html", {"mail": get_object_or_404(Mail, pk=mail_id)})
