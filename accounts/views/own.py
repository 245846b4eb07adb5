"""Pages for everybody: one's own particulars, and who may do what (section 1)."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts import roles, transitions
from accounts.access import AccountRequest, account_required
from accounts.forms.people import OwnParticularsForm
from accounts.models import User
from accounts.rights_page import heads, matrix
from accounts.views.doing import ACTIONS, posted
from accounts.views.sections import sections


@ACTIONS
@account_required
def particulars(request: AccountRequest) -> HttpResponse:
    """One's own names and language; what the organisation keeps is shown beside them."""
    person = cast(User, request.user)
    kept = {name: getattr(person, name) for name in ("name_en", "name_zh", "language")}
    form = OwnParticularsForm(posted(request), initial=kept)
    if form.is_valid():
        transitions.keep_own_particulars(**form.cleaned_data, by=person)
        language = form.cleaned_data["language"]
        with override(language):
            messages.success(request, _("Your particulars are kept."))
        answer = redirect("accounts:particulars")
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
        return answer
    context = {"form": form, "shown": request.account}
    return render(request, "accounts/particulars.html", context, status=422 if form.errors else 200)


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """The rights matrix, printed from the data that is enforced; no account needed."""
    account = getattr(request, "account", None)
    shown = sections(request) if account is not None and roles.administers(account) else []
    context = {"heads": heads(), "matrix": matrix(), "sections": shown}
    return render(request, "accounts/rights.html", context)
