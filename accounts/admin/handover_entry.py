"""The organisation's letter, where its only Primary Administrator is gone: the Support Centre enters it."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import roles, transitions
from accounts.forms.court import HandoverEntryForm
from accounts.letter_of_authority import received
from accounts.models import Account, Organisation, User
from accounts.rules.limits import LETTER_BYTES_MAX
from icms.files.receive import takes_files
from icms.lib.errors import Refused

PRIMARY = Account.Role.PRIMARY_ADMINISTRATOR


@takes_files(part_limit=LETTER_BYTES_MAX, files_max=1)
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is gone and why, who takes over, and the letter; another officer decides on it in the queue."""
    officer = cast(User, request.user)
    if not roles.may_serve_accounts(officer):
        raise PermissionDenied
    organisation = get_object_or_404(Organisation, pk=pk)
    rows = Account.objects.filter(organisation=organisation).select_related("user", "organisation")
    givers = list(rows.filter(role=PRIMARY).order_by("pk"))
    takers = list(rows.active().exclude(role=PRIMARY).order_by("pk"))
    form, status = HandoverEntryForm(givers=givers, takers=takers), 200
    if request.method == "POST":
        form = HandoverEntryForm(request.POST, request.FILES, givers=givers, takers=takers)
        status = _entered(request, form, officer)
        if status == 200:
            return redirect("admin:accounts_handover_changelist")
    context = {
        **admin.site.each_context(request),
        "title": _("Hand over the primary role of somebody who is gone"),
        "organisation": organisation,
        "form": form,
    }
    return render(request, "admin/accounts/handover_entry.html", context, status=status)


def _entered(request: HttpRequest, form: HandoverEntryForm, officer: User) -> int:
    """The status: 200 when it waits for another officer; else the form holds the faults."""
    letter, status = received(request, form)
    if letter is None:
        return status
    given = form.cleaned_data
    try:
        transitions.enter_handover(int(given["giver"]), form.to(), given["cause"], *letter, by=officer)
    except Refused as refused:
        form.add_error(None, str(refused))
        return 422
    messages.success(request, _("The hand-over is entered. Another officer decides on it."))
    return 200
