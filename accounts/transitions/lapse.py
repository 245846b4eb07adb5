"""Applications that nobody goes on with: a reminder first, then they lapse (ACC-1). Of a draft nothing that was entered
is left; of what was sent the row stays. And the documents of what ended without an account, which go later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import transaction

from accounts.models import Application
from accounts.querysets import ApplicationQuerySet
from accounts.states import ApplicationState
from accounts.transitions.application_files import drop, emptied, listed
from accounts.transitions.applications import locked, to_move
from accounts.transitions.apply import tell
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.written_time import written_time

logger = logging.getLogger("icms.accounts")

SWEEP = audit.SYSTEM("sweep of applications")
Act = Callable[..., bool]


def sweep() -> int:
    """Reminds of applications that lapse soon, and lets those lapse whose time has come. Returns how many lapsed."""
    moment = clock.now()
    _each(remind, Application.objects.to_remind(moment))
    return _each(lapse, Application.objects.lapsed_by(moment))


def sweep_files() -> int:
    """Deletes the documents of applications that ended long ago without an account. Returns of how many."""
    return _each(delete_files, Application.objects.with_files_to_delete(clock.now()))


def _each(act: Act, found: ApplicationQuerySet) -> int:
    """Does the act on each that was found, and returns how often it was done. One that fails keeps no other waiting."""
    done = 0
    for application_id, reference in list(found.values_list("pk", "reference")):
        try:
            done += act(application_id, by=SWEEP)
        except Exception:
            logger.exception("%s: %s failed, and is tried again with the next round", reference, act.__name__)
    return done


@transaction.atomic(durable=True)
def remind(application_id: int, *, by: audit.Actor) -> bool:
    """Mails once that an application lapses soon; False where it was changed or reminded meanwhile."""
    moment = clock.now()
    application = locked(application_id)
    rows = Application.objects.to_remind(moment).exclude(pk__in=Application.objects.lapsed_by(moment))
    if not rows.filter(pk=application_id).exists():
        return False
    application.reminded_at = moment
    application.save(update_fields=["reminded_at"])
    draft = application.state == ApplicationState.DRAFT
    letter = "application_lapses" if draft else "application_unanswered"
    if application.lapses_at:
        tell(application, letter, goes=written_time(application.lapses_at, application.language))
    audit.record("application.reminded", application, by=by)
    return True


@transaction.atomic(durable=True)
def lapse(application_id: int, *, by: audit.Actor) -> bool:
    """A draft goes with all that was entered; what waits for documents ends, and its applicant is told.

    False where it was changed, sent or answered meanwhile.
    """
    try:
        application = to_move(application_id, ApplicationState.LAPSED)
    except Refused:
        return False
    if not Application.objects.lapsed_by(clock.now()).filter(pk=application_id).exists():
        return False
    fields = ["state", "changed_at"]
    if application.state == ApplicationState.DRAFT:
        fields += emptied(application)
    application.state, application.changed_at = ApplicationState.LAPSED, clock.now()
    application.save(update_fields=fields)
    if application.files_go_at and application.submitted_at:
        goes = written_time(application.files_go_at, application.language)
        tell(application, "application_lapsed", goes=goes)
    audit.record("application.lapsed", application, by=by)
    return True


@transaction.atomic(durable=True)
def delete_files(application_id: int, *, by: audit.Actor) -> bool:
    """The documents of what ended without an account are deleted, when their time has come; row and audit stay.

    False where they are gone already.
    """
    application = locked(application_id)
    if not Application.objects.with_files_to_delete(clock.now()).filter(pk=application_id).exists():
        return False
    files = list(application.files.select_related("file"))
    told = listed(files)
    drop(files)
    application.files_deleted_at = clock.now()
    application.save(update_fields=["files_deleted_at"])
    audit.record("application.files_deleted", application, by=by, files=told)
    return True
