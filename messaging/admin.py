"""Mails as staff see them: whether they arrived, never what they say, for links in them open accounts."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from icms.kernel.admin import ReadOnly
from icms.kernel.registry_search import RegistrySearch
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time
from messaging import transitions
from messaging.models import Mail


@admin.register(Mail)
class MailAdmin(RegistrySearch, ReadOnly):
    """One that could not be delivered can be tried again while its text is there (seven days)."""

    list_display = ("to", "subject", "state", "queued", "ended", "attempts", "last_error")
    list_filter = ("state",)
    search_texts = ("to", "subject")
    search_help_text = _("E-mail address, or words of the subject line")
    sortable_by = ()
    actions = ("try_again",)
    fields = (
        "to",
        "sender",
        "subject",
        "language",
        "state",
        "queued",
        "ended",
        "attempts",
        "last_error",
        "message_id",
    )

    @admin.display(description=_("waiting since"))
    def queued(self, mail: Mail) -> str:
        """Hong Kong time to the second."""
        return _written(mail.queued_at)

    @admin.display(description=_("sent, kept or given up"))
    def ended(self, mail: Mail) -> str:
        """Hong Kong time to the second."""
        return _written(mail.ended_at) if mail.ended_at else "–"

    @admin.action(description=_("Try the chosen mails again"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        """Queues those of the chosen mails again that could not be delivered, each by an act of its own."""
        queued, refused = 0, None
        for mail in queryset:
            try:
                transitions.try_mail_again(mail.pk, by=request.user)  # type: ignore[arg-type]
                queued += 1
            except Refused as reason:
                refused = reason
        if queued:
            told = ngettext(
                "%(count)d mail will be tried again.", "%(count)d mails will be tried again.", queued
            )
            messages.success(request, told % {"count": queued})
        if refused:
            messages.error(request, str(refused))


def _written(moment: datetime) -> str:
    return written_time(moment, get_language() or ENGLISH, seconds=True)
