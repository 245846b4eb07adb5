"""Pages across the apps: the way in, the gallery of elements, words about access, and refused forms."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from accounts import rates
from cases import known_courts
from cases.modes import duties
from icms import demo_clock
from icms import gallery as samples
from icms.kernel.audit import PUBLIC
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.language import LANGUAGES
from messaging.views.demo_mail import only_in_the_demo

# [D] More than anybody needs who rehearses; nobody drives the clock to its end in a loop.
CLOCK_MOVES_AN_HOUR_MAX = 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The way in, court → service → function, with or without an account (CRT-1)."""
    opened = known_courts.commencing_in_bulk()
    today = clock.today()
    others = [
        (court, duties(court, today)) for court in known_courts.by_code().values() if court not in opened
    ]
    return render(request, "home.html", {"courts": {"open": opened, "others": others}})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the portal does for readers with other needs, and whom to tell what is missing (ALL-2)."""
    return render(request, "accessibility.html")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every element of the pages with sample contents, in the reader's language."""
    return render(request, "gallery.html", samples.contents(request.GET.get("page", "2")))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its mark, mostly from a page left open: says that nothing was done, and what now."""
    request.lacks_mark = True  # type: ignore[attr-defined]
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that Django would not read; one that was too large is told so (413), others get nothing to go by."""
    if not isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return defaults.bad_request(request, exception)
    reason = _("The form that was sent is larger than the portal takes, so nothing of it was kept or done.")
    return render(request, "413.html", {"reason": reason}, status=413)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speaks another language from now on; a signed-in person's choice also holds for his e-mails and PDFs (ALL-1)."""
    chosen = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if request.user.is_authenticated and chosen in dict(LANGUAGES):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return set_language(request)


@only_in_the_demo
@require_POST
def move_court_clock(request: HttpRequest) -> HttpResponse:
    """Anybody who tries the demo moves its court's clock forward, so many times an hour (ALL-6); elsewhere 404."""
    wanted = request.POST.get("to", "")
    by = getattr(request, "account", None) or (request.user if request.user.is_authenticated else PUBLIC)
    try:
        rates.refuse_if_tried(request, "clock", most=CLOCK_MOVES_AN_HOUR_MAX)
        rates.count(request, "clock")
        demo_clock.move(request.POST.get("at", "") if wanted == "time" else wanted, by=by)
        messages.success(request, demo_clock.words_after(wanted))
    except Refused as refused:
        messages.error(request, str(refused))
    onward = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return redirect(onward if ours else "home")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether this process can reach its database, for a supervisor or load balancer; tells a visitor nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
