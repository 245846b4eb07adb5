"""Applying for an account without being signed in: what is needed, the beginning, and the way back (ACC-1, ACC-2)."""

from __future__ import annotations

import hmac

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import blank_form, rates, transitions
from accounts.forms.applying import BeginForm, FollowForm, NewCodeForm
from accounts.models import Application, Contact
from accounts.rules.tokens import hash_of
from accounts.views.applicant import close_in, open_in
from accounts.views.by_link import private
from accounts.views.doing import ACTIONS
from icms.kernel.audit import PUBLIC
from icms.lib import references
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH

# An hour, of one visitor: what a person needs, and no robot.
BEGUN_MAX, WRONG_MAX, ASKED_MAX = 20, 10, 10
CODE_ONCE = "application_code"
TOO_MANY = 429


@require_safe
def apply(request: HttpRequest) -> HttpResponse:
    """Who may apply, what is needed, and the way on paper."""
    return render(request, "accounts/apply/start.html", {"contacts": contacts()})


def contacts() -> list[Contact]:
    """The ways to the Support Centre, in the order in which the pages show them."""
    rows = {row.what: row for row in Contact.objects.all()}
    return [rows[what] for what in Contact.What.values if what in rows]


@require_safe
def blank(request: HttpRequest, kind: str) -> HttpResponse:
    """The blank form as PDF, in the reader's language."""
    if kind not in Application.Kind.values:
        raise Http404
    language = get_language() or ENGLISH
    written = blank_form.blank_form(kind, language, contacts())
    answer = HttpResponse(written, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="application-{kind}-{language}.pdf"'
    return answer


@never_cache
@ACTIONS
def begin(request: HttpRequest) -> HttpResponseBase:
    """Opens a draft; its number and code are shown once, on the page that follows."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    status = 200 if not form.is_bound else 422
    if form.is_valid():
        try:
            rates.refuse_if_tried(request, "begin", most=BEGUN_MAX)
            rates.count(request, "begin")
            given = form.cleaned_data
            begun = transitions.begin(given["kind"], given["email"], get_language() or ENGLISH, by=PUBLIC)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = TOO_MANY
        else:
            open_in(request, begun.application)
            request.session[CODE_ONCE] = begun.code
            return redirect("accounts:application", begun.application.reference)
    return private(render(request, "accounts/apply/begin.html", {"form": form}, status=status))


@never_cache
@ACTIONS
def follow(request: HttpRequest) -> HttpResponseBase:
    """Opens an application again; every wrong pair gets the same answer."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    status = 200 if not form.is_bound else 422
    if form.is_valid():
        try:
            application = _found(request, form.cleaned_data["reference"], form.cleaned_data["code"])
        except Refused as refused:
            form.add_error(None, str(refused))
            status = TOO_MANY if refused.code == "too_many_tries" else 422
        else:
            open_in(request, application)
            return redirect("accounts:application", application.reference)
    return private(render(request, "accounts/apply/follow.html", {"form": form}, status=status))


def _found(request: HttpRequest, reference: str, code: str) -> Application:
    """Raises Refused: too_many_tries, application_code_wrong."""
    reference = references.normalise(reference)
    rates.refuse_if_tried(request, "follow", most=WRONG_MAX, word=reference)
    application = Application.objects.opened_by_code().filter(reference=reference).first()
    kept = application.code_hash if application else hash_of("")
    same = hmac.compare_digest(kept, hash_of(references.read_signs(code)))
    if application is None or not same:
        rates.count(request, "follow", word=reference)
        raise Refused("application_code_wrong")
    return application


@never_cache
@ACTIONS
def new_code(request: HttpRequest) -> HttpResponseBase:
    """Sends a new access code, and says nothing about whether there was anything to send."""
    form = NewCodeForm(request.POST if request.method == "POST" else None)
    status = 200 if not form.is_bound else 422
    if form.is_valid():
        try:
            rates.refuse_if_tried(request, "code", most=ASKED_MAX)
            rates.count(request, "code")
            transitions.ask_for_code(form.cleaned_data["reference"], form.cleaned_data["email"], by=PUBLIC)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = TOO_MANY
        else:
            words = _(
                "If the number and the address belong together, a new access code is on its way. The old one then ends."
            )
            messages.success(request, words)
            return redirect("accounts:follow")
    return private(render(request, "accounts/apply/new_code.html", {"form": form}, status=status))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """This browser forgets the application; it can be opened again with number and code."""
    close_in(request)
    messages.success(request, _("The application is closed on this computer. What you entered is kept."))
    return redirect("accounts:follow")
