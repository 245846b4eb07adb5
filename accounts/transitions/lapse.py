"""Drafts that nobody goes on with: a reminder first, then they go, and with them all that was entered (ACC-1)."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Application
from accounts.rules.limits import DRAFT_KEPT
from accounts.states import ApplicationState
from accounts.transitions.application_files import drop
from accounts.transitions.applications import to_move
from accounts.transitions.apply import tell
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.written_time import written_time

SWEEP = audit.SYSTEM("sweep of drafts")
# What goes with a lapsed draft; its number and its times stay.
PERSONAL = (
    "name_en",
    "name_zh",
    "telephone",
    "address",
    "case_number",
    "organisation_kind",
    "organisation_name_en",
    "organisation_name_zh",
    "registration_number",
    "representative_name",
    "representative_authority",
    "email",
)


def sweep() -> int:
    """Reminds of drafts that go soon, and lets those lapse whose time has come. Returns how many lapsed."""
    moment = clock.now()
    for application_id in Application.objects.to_remind(moment).values_list("pk", flat=True):
        remind(application_id, by=SWEEP)
    found = list(Application.objects.lapsed_by(moment).values_list("pk", flat=True))
    return sum(lapse(application_id, by=SWEEP) for application_id in found)


@transaction.atomic(durable=True)
def remind(application_id: int, *, by: audit.Actor) -> bool:
    """Mails once that a draft goes soon; False where it was changed or reminded meanwhile."""
    moment = clock.now()
    rows = Application.objects.to_remind(moment).exclude(pk__in=Application.objects.lapsed_by(moment))
    if not rows.select_for_update(no_key=True).filter(pk=application_id).exists():
        return False
    application = Application.objects.get(pk=application_id)
    application.reminded_at = moment
    application.save(update_fields=["reminded_at"])
    goes = written_time(application.changed_at + DRAFT_KEPT, application.language)
    tell(application, "application_lapses", goes=goes)
    audit.record("application.reminded", application, by=by)
    return True


@transaction.atomic(durable=True)
def lapse(application_id: int, *, by: audit.Actor) -> bool:
    """A draft goes: its documents, and all that was entered; False where it was changed or sent meanwhile."""
    try:
        application = to_move(application_id, ApplicationState.LAPSED)
    except Refused:
        return False
    if not Application.objects.lapsed_by(clock.now()).filter(pk=application_id).exists():
        return False
    drop(list(application.files.all()))
    for field in PERSONAL:
        setattr(application, field, "")
    application.state = ApplicationState.LAPSED
    application.save(update_fields=["state", *PERSONAL])
    audit.record("application.lapsed", application, by=by)
    return True
