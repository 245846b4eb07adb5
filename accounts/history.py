"""The acts on an organisation and its accounts, from the audit trail, in words (ORG-5).

Found by target: the trail's index is on target and sequence, so the list is read from there and nothing is scanned.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, AssistantGrant, Organisation
from accounts.models.organisations import Counted
from icms.kernel.audit import name_of
from icms.kernel.models import AuditEvent
from icms.lib.language import ENGLISH

WORDS: dict[str, str | Promise] = {
    "account.activated": _("Account activated, application %(application)s"),
    "account.opened": _("Account opened for %(person)s as %(role)s, branch %(branch)s"),
    "account.edited": _("Particulars of %(person)s changed"),
    "account.suspended": _("Account of %(person)s suspended"),
    "account.reactivated": _("Account of %(person)s reactivated"),
    "account.moved": _("%(person)s moved to branch %(branch)s"),
    "account.became_default_user": _("%(person)s named as a default organization user"),
    "account.ceased_default_user": _("%(person)s no longer a default organization user"),
    "account.suspended_by_court": _("Account of %(person)s suspended by the court"),
    "account.reactivated_by_court": _("Account of %(person)s reactivated by the court"),
    "organisation.suspended_by_court": _("Organization suspended by the court"),
    "organisation.reactivated_by_court": _("Organization reactivated by the court"),
    "organisation.marked_government": _("Marked as a government department"),
    "organisation.unmarked_government": _("No longer marked as a government department"),
    "grant.given": _("Right given to %(person)s: %(right)s"),
    "grant.taken_back": _("Right taken back from %(person)s: %(right)s"),
    "invitation.sent": _("%(person)s (%(email)s) invited as %(role)s, branch %(branch)s"),
    "invitation.sent_again": _("Invitation to %(person)s (%(email)s) sent again"),
    "invitation.withdrawn": _("Invitation to %(person)s (%(email)s) withdrawn"),
    "invitation.accepted": _("%(person)s took up the account as %(role)s"),
    "branch.added": _("Branch %(branch)s added"),
    "branch.edited": _("Branch %(was)s changed to %(branch)s"),
    "limit.asked": _("Higher limit asked for: %(what)s, %(number)s"),
    "limit.granted": _("Higher limit granted: %(what)s, %(number)s"),
    "limit.refused": _("Higher limit refused: %(what)s, %(number)s"),
    "handover.asked": _("Hand-over of the primary role to %(person)s asked for"),
    "handover.entered": _("Hand-over of the primary role to %(person)s entered from a letter"),
    "handover.withdrawn": _("Hand-over of the primary role to %(person)s withdrawn"),
    "handover.approved": _("Primary role handed over to %(person)s"),
    "handover.refused": _("Hand-over of the primary role to %(person)s refused by the court"),
    "terms.accepted": _("Terms of use accepted"),
    "access.refused": _("A request without the right to it was refused"),
}


@dataclass(frozen=True)
class Event:
    """One act: what, when, by whom, and what stands beside it. The names that the timeline reads."""

    what: str
    when: datetime
    who: str
    detail: str


def acts_on(organisation: Organisation) -> QuerySet[AuditEvent]:
    """Every act on an organisation, its accounts and its branches, newest first; `worded` puts them in words."""
    accounts = Account.objects.filter(organisation=organisation).only("pk")
    return _of([organisation, *accounts])


def acts_on_account(account: Account) -> QuerySet[AuditEvent]:
    """Every act on one account, newest first."""
    return _of([account])


def _of(targets: Iterable[models.Model]) -> QuerySet[AuditEvent]:
    names = [name_of(target) for target in targets]
    return AuditEvent.objects.filter(target__in=names, action__in=list(WORDS)).order_by("-sequence")


def worded(rows: Iterable[AuditEvent]) -> list[Event]:
    """The events in the reader's language; one more query names those who acted as their accounts are named now."""
    listed = list(rows)
    ids = {int(number) for row in listed if (number := _account_of(row))}
    actors = Account.objects.select_related("user").in_bulk(ids) if ids else {}
    return [_worded(row, actors) for row in listed]


def _account_of(row: AuditEvent) -> str:
    """The id of the account that acted; nothing for the court and the public."""
    kind, _colon, rest = row.actor.partition(":")
    return rest.partition(":")[0] if kind == "account" else ""


def _name(value: Any) -> str:
    """A name that is kept by language, as the reader's language puts it."""
    if isinstance(value, Mapping):
        own = (get_language() or ENGLISH).replace("-", "_")
        return str(
            value.get(own) or value.get("zh_hant" if own.startswith("zh") else "en") or value.get("en", "")
        )
    return str(value)


WORDERS: dict[str, Callable[[Any], str]] = {
    "role": lambda value: str(Account.Role(value).label),
    "right": lambda value: str(AssistantGrant.Right(value).label),
    "what": lambda value: str(Counted(value).label),
}


def _worded(row: AuditEvent, actors: Mapping[int, Account]) -> Event:
    data = json.loads(row.data)
    words = {name: WORDERS.get(name, _name)(value) for name, value in data.items()}
    return Event(str(WORDS[row.action]) % words, row.at, _who(row, actors), _detail(row, data))


def _who(row: AuditEvent, actors: Mapping[int, Account]) -> str:
    """The natural person and the role; an officer of the court is named to nobody outside it."""
    if row.actor.startswith("staff:"):
        return gettext("the court")
    account = actors.get(int(_account_of(row) or 0))
    if account is not None:
        return f"{account.name} · {account.role_label}"
    return row.person.rpartition(" <")[0] or gettext("the holder of the account")


def _detail(row: AuditEvent, data: Mapping[str, Any]) -> str:
    if row.action == "access.refused":
        return str(data["address"])
    if row.action == "account.edited":
        changes = [(data["was"][field] or "–", value or "–") for field, value in data["now"].items()]
        return "; ".join(f"{before} → {after}" for before, after in changes)
    return str(data.get("reason", ""))
