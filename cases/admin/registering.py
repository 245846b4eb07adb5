"""Staff register a case that did not come through the portal: its type, then the case with its parties (CRT-1)."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import roles
from accounts.models import User
from cases import registering
from cases.admin.registering_forms import ADDED_AT_ONCE, PARTIES, PartyForms, RegisterForm, refused
from cases.models import Case, CaseType, Court
from cases.rules.limits import PARTIES_MAX
from icms.lib import clock
from icms.lib.errors import Refused


def _officer(request: HttpRequest) -> User:
    officer = cast(User, request.user)
    if not roles.may_register_cases(officer):
        raise PermissionDenied
    return officer


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The case types that are open, court by court."""
    _officer(request)
    open_types = CaseType.objects.filter(efiling_from__lte=clock.today())
    courts = Court.objects.prefetch_related(Prefetch("case_types", open_types, to_attr="open_types"))
    context = {
        **admin.site.each_context(request),
        "title": _("Register a case: its court and type"),
        "courts": courts,
    }
    return render(request, "admin/cases/choose_case_type.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, code: str) -> HttpResponse:
    """The case with its parties; "more" offers further parties and keeps what was entered."""
    officer = _officer(request)
    case_type = get_object_or_404(CaseType.objects.select_related("court"), code=code)
    try:
        registering.refuse_unless_open(case_type)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:cases_register")
    how = {"case_type": case_type}
    if request.method != "POST":
        form, parties = RegisterForm(case_type=case_type), PARTIES(form_kwargs=how, prefix="party")
        return _page(request, case_type, form, parties, 200)
    if "more" in request.POST:
        form = RegisterForm(initial=request.POST.dict(), case_type=case_type)
        return _page(request, case_type, form, _with_more(request.POST, case_type), 200)
    form = RegisterForm(request.POST, case_type=case_type)
    parties = PARTIES(request.POST, form_kwargs=how, prefix="party")
    case = _registered(form, parties, officer)
    if case is None:
        return _page(request, case_type, form, parties, 422)
    messages.success(request, _("Case %(number)s is registered.") % {"number": case.number})
    return redirect("admin:cases_case_change", case.pk)


def _registered(form: RegisterForm, parties: PartyForms, officer: User) -> Case | None:
    """The case; None where the forms hold the faults."""
    whole = [form.is_valid(), all(each.is_valid() for each in parties.forms)]
    if not all(whole):
        return None
    try:
        return registering.register_case(form.registration(parties.parties()), by=officer)
    except Refused as refusal:
        refused(form, refusal)
        return None


def _with_more(posted: QueryDict, case_type: CaseType) -> PartyForms:
    """The parties as they were entered, without judging them yet, and a few more to fill in."""
    entered = PARTIES(posted, form_kwargs={"case_type": case_type}, prefix="party")
    initial = [
        {name: posted.get(form.add_prefix(name), "") for name in form.fields} for form in entered.forms
    ]
    blank: list[dict[str, str]] = [{}] * ADDED_AT_ONCE
    wanted = [*initial, *blank][: max(PARTIES_MAX, len(initial))]
    more = PARTIES(initial=wanted, form_kwargs={"case_type": case_type}, prefix="party")
    more.extra = len(wanted)
    return more


def _page(
    request: HttpRequest, case_type: CaseType, form: RegisterForm, parties: PartyForms, status: int
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Register a case"),
        "case_type": case_type,
        "form": form,
        "parties": parties,
        "faults": list(parties.faults()) if parties.is_bound else [],
        "most": PARTIES_MAX,
    }
    return render(request, "admin/cases/register_case.html", context, status=status)
