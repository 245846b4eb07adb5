"""Recording closures: a form, then a page that lists every filing and names the consequence, then one act (TIM-3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts import roles
from cases.models import Case, Closure, Court
from cases.rules import calendar as rules
from cases.rules.hearing_date import last_day
from filing import closing, closure_words
from filing.admin import closure_forms
from filing.closing import Planned
from filing.rules.moving import Change
from filing.transitions import closures as acts
from icms.lib import clock
from icms.lib.errors import Refused

# Stands for a hidden field that names no closure: never equal to one in the record.
NEVER_SEEN = rules.Closure("", datetime(1970, 1, 1, tzinfo=clock.HONG_KONG), None)


@dataclass(frozen=True)
class Page:
    """One of the four acts: its form, what its pages are called, and what the last button does."""

    form: type[closure_forms.ClosureForm]
    title: str | Promise
    lede: str | Promise
    button: str | Promise
    done: str | Promise


PAGES = {
    "enter": Page(
        closure_forms.EnterForm,
        _("Record a closure"),
        _(
            "Also a closure that has begun or is over. The next page lists every filing in it; nothing is changed yet."
        ),
        _("Record the closure"),
        _("The closure is recorded."),
    ),
    "reopen": Page(
        closure_forms.ReopenForm,
        _("Record the reopening"),
        _("The next page lists every filing that waits for it; nothing is changed yet."),
        _("Record the reopening"),
        _("The reopening is recorded."),
    ),
    "correct": Page(
        closure_forms.CorrectForm,
        _("Correct the closure"),
        _("The next page lists every filing that it concerned or would concern; nothing is changed yet."),
        _("Correct the closure"),
        _("The closure is corrected."),
    ),
    "withdraw": Page(
        closure_forms.WithdrawForm,
        _("Withdraw the closure"),
        _("For a closure that was recorded by mistake. It stays in the record, and counts no more."),
        _("Withdraw the closure"),
        _("The closure is withdrawn."),
    ),
}


@dataclass(frozen=True)
class Late:
    """A case whose hearing would be later than the law allows after its new time (Cap. 338 s. 14)."""

    number: str
    hearing: date
    last_day: date


def enter(request: HttpRequest) -> HttpResponse:
    """A new closure."""

    def act(form: closure_forms.ClosureForm, wanted: rules.Closure) -> acts.Done:
        return acts.enter(form.court_id(), wanted, by=request.user)  # type: ignore[arg-type]

    return _page(request, "enter", None, act)


def reopen(request: HttpRequest, closure_id: int) -> HttpResponse:
    """The end of a closure that has none yet; one that has is corrected instead."""
    closure = _found(request, closure_id)
    if closure.reopens_at is not None:
        return redirect("admin:filing_closure", closure.pk)
    return _page(request, "reopen", closure, _changing(request, closure))


def correct(request: HttpRequest, closure_id: int) -> HttpResponse:
    """Another kind, beginning or reopening."""
    closure = _found(request, closure_id)
    return _page(request, "correct", closure, _changing(request, closure))


def withdraw(request: HttpRequest, closure_id: int) -> HttpResponse:
    """A closure that never was."""
    closure = _found(request, closure_id)

    def act(form: closure_forms.ClosureForm, _wanted: Any) -> acts.Done:
        seen = form.cleaned_data["seen"] or NEVER_SEEN
        return acts.withdraw(closure.pk, seen=seen, note=form.explanation(), by=request.user)  # type: ignore[arg-type]

    return _page(request, "withdraw", closure, act)


def waiting(request: HttpRequest) -> HttpResponse:
    """Deemed times that wait; those that can be told by now are filled by one act for each court (TIM-4)."""
    _officer(request)
    if request.method == "POST":
        court = get_object_or_404(Court, code=request.POST.get("court", ""))
        done = acts.fill_waiting(court.pk, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _moved(done.moved))
        return redirect("admin:filing_waiting")
    plans = [(court, closing.plan_waiting(court.pk)) for court in Court.objects.all()]
    context = {
        **admin.site.each_context(request),
        "title": gettext("Deemed times that wait"),
        "courts": [
            {"court": court, "planned": planned, "ready": sum(row.moves for row in planned)}
            for court, planned in plans
            if planned
        ],
    }
    return render(request, "admin/filing/waiting_times.html", context)


def _page(
    request: HttpRequest,
    name: str,
    closure: Closure | None,
    act: Callable[[closure_forms.ClosureForm, Any], acts.Done],
) -> HttpResponse:
    """The form; a right one leads to the list; the list's button does it. A refusal leads back to the form."""
    _officer(request)
    if closure is not None and closure.withdrawn_at is not None:
        return redirect("admin:filing_closure", closure.pk)
    page = PAGES[name]
    form = page.form(request.POST if request.method == "POST" else None, closure=closure)
    if form.is_valid() and "back" not in request.POST:
        wanted = form.wanted()
        try:
            if "confirmed" in request.POST:
                done = act(form, wanted)
                messages.success(request, f"{page.done} {_moved(done.moved)}")
                return redirect("admin:filing_closure", done.closure.pk if done.closure else closure)
            if wanted is not None:
                closing.check(form.court_id(), wanted, instead_of=closure)
        except Refused as refused:
            form.add_error(closure_forms.FIELDS_OF_REFUSALS.get(refused.code), str(refused))
        else:
            return _list(request, page, closure, form, wanted)
    context = {**_frame(request, page, closure), "form": form}
    status = 422 if form.is_bound and form.errors and "back" not in request.POST else 200
    return render(request, "admin/filing/closure_form.html", context, status=status)


def _list(
    request: HttpRequest,
    page: Page,
    closure: Closure | None,
    form: closure_forms.ClosureForm,
    wanted: rules.Closure | None,
) -> HttpResponse:
    """Every filing that the change concerns, with its old and its new time, and what the act does."""
    old = closing.value_of(closure) if closure else None
    planned = closing.plan(form.court_id(), Change(old, wanted))
    opened = closing.opened_from(planned)
    standing = wanted or old
    context = {
        **_frame(request, page, closure),
        "form": form,
        "court": closure.court if closure else form.cleaned_data["court"],
        "words": closure_words.span(closing.told(standing)) if standing else "",
        "planned": planned,
        "moving": sum(row.moves for row in planned),
        "accepted": len(opened),
        "late": _late(opened),
        "open_end": wanted is not None and wanted.reopens_at is None,
    }
    return render(request, "admin/filing/closure_list.html", context)


def _late(opened: Sequence[tuple[Planned, Case]]) -> list[Late]:
    late = []
    for row, case in opened:
        deemed, hearing = row.after, closing.hearing_of(case)
        if deemed is None or hearing is None:
            continue
        last = last_day(clock.hk(deemed).date())
        if clock.hk(hearing).date() > last:
            late.append(Late(case.number, clock.hk(hearing).date(), last))
    return late


def _frame(request: HttpRequest, page: Page, closure: Closure | None) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": str(page.title),
        "lede": page.lede,
        "button": page.button,
        "closure": closure,
        "action": request.path,
    }


def _changing(
    request: HttpRequest, closure: Closure
) -> Callable[[closure_forms.ClosureForm, rules.Closure], acts.Done]:
    def act(form: closure_forms.ClosureForm, wanted: rules.Closure) -> acts.Done:
        seen = form.cleaned_data["seen"] or NEVER_SEEN
        return acts.change(closure.pk, wanted, seen=seen, note=form.explanation(), by=request.user)  # type: ignore[arg-type]

    return act


def _officer(request: HttpRequest) -> None:
    if not roles.may_close_registry(request.user):  # type: ignore[arg-type]
        raise PermissionDenied


def _found(request: HttpRequest, closure_id: int) -> Closure:
    """A closure, for an officer; 403 for anybody else."""
    _officer(request)
    return get_object_or_404(Closure.objects.select_related("court"), pk=closure_id)


def _moved(count: int) -> str:
    if not count:
        return gettext("No deemed time changed.")
    return ngettext(
        "%(count)d deemed time changed; the filer has a message.",
        "%(count)d deemed times changed; each filer has a message.",
        count,
    ) % {"count": count}
