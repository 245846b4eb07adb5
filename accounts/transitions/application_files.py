"""Documents of an application: they arrive, and can be taken out again until it is sent (ACC-1)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum

from accounts.models import Application, ApplicationFile, User
from accounts.rules import application as rules
from accounts.rules.limits import (
    APPLICATION_BYTES_MAX,
    APPLICATION_FILE_BYTES_MAX,
    APPLICATION_FILES_MAX,
    STRANGERS_BYTES_MAX,
)
from accounts.states import ApplicationState
from accounts.transitions.applications import to_change
from icms.files import sweep as stored
from icms.files.inspect import Finding
from icms.files.keep import keep_all
from icms.files.receive import Arrived, megabytes
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused

# What goes with a draft that ends unsent.
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
    "number_key",
    "representative_name",
    "representative_authority",
    "email",
)


@transaction.atomic(durable=True)
def attach(
    application_id: int, kind: str, part: Sequence[tuple[Arrived, Finding]], *, by: audit.Actor
) -> list[ApplicationFile]:
    """Keeps checked documents; all of them, or none. What is here already under the same kind is not kept twice.

    Raises Application.DoesNotExist, the refusal of a file's fault, and Refused: right_missing, application_stands_so,
    document_kind_unknown, document_too_large, too_many_documents, documents_too_large, applications_full.
    """
    application = to_change(application_id, by=by)
    if kind not in rules.documents_offered(application.kind):
        raise Refused("document_kind_unknown")
    present = list(application.files.select_related("file"))
    known = {(each.kind, each.file.sha256) for each in present}
    fresh = {arrived.sha256: (arrived, finding) for arrived, finding in part}
    fresh = {sha256: pair for sha256, pair in fresh.items() if (kind, sha256) not in known}
    _refuse_what_does_not_fit(application, [arrived for arrived, _ in fresh.values()])
    for _arrived, finding in fresh.values():
        refusal = finding.refused()
        if refusal is not None:
            raise refusal
    moment = clock.now()
    rows = ApplicationFile.objects.bulk_create(
        ApplicationFile(
            application=application,
            kind=kind,
            file=file,
            name=arrived.name or "",
            arrived_at=moment,
        )
        for (arrived, _), file in zip(fresh.values(), keep_all(list(fresh.values())), strict=True)
    )
    if rows:
        _touch(application)
        audit.record(
            "application.files_added", application, by=by, files=listed(rows), by_staff=isinstance(by, User)
        )
    return rows


def _refuse_what_does_not_fit(application: Application, more: Sequence[Arrived]) -> None:
    """Exactly at a limit is allowed. The application's lock keeps two requests from passing together."""
    for arrived in more:
        if (arrived.size or 0) > APPLICATION_FILE_BYTES_MAX:
            raise Refused(
                "document_too_large", name=arrived.name, limit=megabytes(APPLICATION_FILE_BYTES_MAX)
            )
    if application.files.count() + len(more) > APPLICATION_FILES_MAX:
        raise Refused("too_many_documents", limit=APPLICATION_FILES_MAX)
    refuse_if_strangers_fill_the_disk(application, sum(arrived.size or 0 for arrived in more))
    held = application.files.aggregate(bytes=Sum("file__size"))["bytes"] or 0
    if held + sum(arrived.size or 0 for arrived in more) > APPLICATION_BYTES_MAX:
        raise Refused("documents_too_large", limit=megabytes(APPLICATION_BYTES_MAX))


def emptied(application: Application) -> list[str]:
    """Empties a draft that ends unsent of all that was entered, documents included; gives the fields to write.

    Nothing is left that the court would need (Cap. 486, Schedule 1, DPP 2(2)); its number and its times stay.
    """
    files = list(application.files.all())
    for field in PERSONAL:
        setattr(application, field, "")
    if not files:
        return [*PERSONAL]
    drop(files)
    application.files_deleted_at = clock.now()
    return [*PERSONAL, "files_deleted_at"]


def refuse_if_strangers_fill_the_disk(application: Application, more: int = 1) -> None:
    """Raises Refused("applications_full") where a draft's bytes would be too many beside all that strangers have sent.

    What staff enter, and what they have asked for, is always taken. Requests of the same moment do not wait for each
    other: together they may go over by what each of them may bring.
    """
    if application.state != ApplicationState.DRAFT or application.channel != Application.Channel.ONLINE:
        return
    if more and Application.objects.strangers_bytes() + more > STRANGERS_BYTES_MAX:
        raise Refused("applications_full")


@transaction.atomic(durable=True)
def remove(application_id: int, file_id: int, *, by: audit.Actor) -> bool:
    """Takes a document out; False where it is not there. What was sent with the application stays.

    Raises Application.DoesNotExist, Refused: application_stands_so, document_was_sent.
    """
    application = to_change(application_id, by=by)
    row = application.files.select_related("file").filter(pk=file_id).first()
    if row is None:
        return False
    if application.state == ApplicationState.DOCUMENTS_REQUESTED:
        asked = application.requests.get(answered_at__isnull=True).asked_at
        if row.arrived_at < asked:
            raise Refused("document_was_sent")
    told = listed([row])
    drop([row])
    _touch(application)
    audit.record("application.file_removed", application, by=by, files=told)
    return True


def drop(rows: Sequence[ApplicationFile]) -> None:
    """A step: the documents go, and their bytes where nothing else refers to them."""
    files = [row.file_id for row in rows]
    ApplicationFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    stored.drop(files)


def listed(rows: Sequence[ApplicationFile]) -> list[dict[str, str]]:
    """How documents stand in the audit trail."""
    return [{"kind": row.kind, "name": row.name, "sha256": row.file.sha256} for row in rows]


def _touch(application: Application) -> None:
    application.changed_at, application.reminded_at = clock.now(), None
    application.version += 1
    application.save(update_fields=["changed_at", "reminded_at", "version"])
