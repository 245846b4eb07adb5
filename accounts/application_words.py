"""An application in words: its tasks, its answers, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django.db.models import Field
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Application, User
from accounts.rules import application as rules
from accounts.states import ApplicationState
from accounts.transitions.applications import entered
from icms.kernel.audit import name_of
from icms.kernel.models import AuditEvent

TITLES = {
    rules.PARTICULARS: gettext_lazy("Your particulars"),
    rules.BODY: gettext_lazy("The organization"),
    rules.REPRESENTATIVE: gettext_lazy("A representative, if somebody comes in your place"),
    rules.DOCUMENTS: gettext_lazy("Documents"),
}
STAFF_TITLES = {
    rules.PARTICULARS: gettext_lazy("Applicant"),
    rules.BODY: TITLES[rules.BODY],
    rules.REPRESENTATIVE: gettext_lazy("Representative"),
}
LEDES = {
    rules.BODY: gettext_lazy(
        "As the proof of registration shows it. A mark as a government department is set by the court."
    ),
    rules.REPRESENTATIVE: gettext_lazy(
        "Leave this empty if you come to the identity check yourself. A representative brings the written authority."
    ),
}
OF_PERSON = ("name_en", "name_zh", "email", "telephone", "address", "language", "case_number")
OF_BODY = (
    "organisation_kind",
    "organisation_name_en",
    "organisation_name_zh",
    "registration_number",
)
OF_REPRESENTATIVE = ("representative_name", "representative_authority")


def tasks(application: Application) -> list[dict[str, Any]]:
    """The parts of the form as a list of tasks; each can be opened at any time."""
    lacking = rules.incomplete(entered(application))
    return [
        {
            "label": TITLES[section],
            "url": section_url(application, section),
            "state": "todo" if section in lacking else "done",
        }
        for section in rules.sections(application.kind)
        if section != rules.REPRESENTATIVE
    ] + [
        {
            "label": TITLES[rules.REPRESENTATIVE],
            "url": section_url(application, rules.REPRESENTATIVE),
            "state": "done" if application.representative_name else "optional",
        }
    ]


def section_url(application: Application, section: str) -> str:
    """Where a part of the form is filled in."""
    if section == rules.DOCUMENTS:
        return reverse("accounts:documents", args=[application.reference])
    return reverse("accounts:section", args=[application.reference, section])


def answers(
    application: Application, *, change: bool = False, for_staff: bool = False
) -> list[dict[str, Any]]:
    """What was entered, part by part; with `change`, where each answer can be changed. Nothing of an emptied draft."""
    if not application.email:
        return []
    parts: list[tuple[str, tuple[str, ...]]] = [(rules.PARTICULARS, OF_PERSON)]
    if application.is_for_organisation:
        parts.append((rules.BODY, OF_BODY))
    parts.append((rules.REPRESENTATIVE, OF_REPRESENTATIVE))
    return [
        {
            "title": (STAFF_TITLES if for_staff else TITLES)[section],
            "rows": [
                _row(application, field, section_url(application, section) if change else "")
                for field in fields
            ],
        }
        for section, fields in parts
    ]


def _row(application: Application, field: str, url: str) -> dict[str, Any]:
    column = cast("Field[Any, Any]", Application._meta.get_field(field))
    value = getattr(application, field)
    if getattr(column, "choices", None) and value:
        value = capfirst(getattr(application, f"get_{field}_display")())
    # The address is fixed when the application is begun: the access code went there.
    return {
        "label": capfirst(str(column.verbose_name)),
        "value": linebreaksbr(value) if value else "–",
        "change_url": "" if field == "email" else url,
    }


def history(application: Application, *, for_staff: bool = False) -> list[dict[str, Any]]:
    """What happened, the latest first; staff read which officer did it."""
    events = [_event(_("Begun"), application.begun_at)]
    if application.submitted_at:
        events.append(_event(_("Submitted"), application.submitted_at))
    answerers = _who_did(application, "application.answered", for_staff)
    for request in application.requests.select_related("asked_by").order_by("pk"):
        asker = _officer(request.asked_by, for_staff)
        events.append(_event(_("Documents requested"), request.asked_at, asker, request.words))
        if request.answered_at:
            events.append(_event(_("Answered"), request.answered_at, next(answerers, ""), request.answer))
    check = application.identity_check
    if check:
        events.append(_event(_("Identity checked"), check.checked_at, _officer(check.officer, for_staff)))
    if application.decided_at:
        rejected = application.state == ApplicationState.REJECTED
        decided = _("Rejected") if rejected else _("Approved")
        officer = _officer(application.decided_by, for_staff)
        events.append(_event(decided, application.decided_at, officer, application.reason))
    events += _ends(application, for_staff)
    used = application.activations.filter(used_at__isnull=False).first()
    if used and used.used_at:
        events.append(_event(_("Account activated"), used.used_at))
    return sorted(events, key=lambda event: event["when"], reverse=True)


def _ends(application: Application, for_staff: bool) -> list[dict[str, Any]]:
    """That it was taken back, by the applicant or, of a paper form, by the Support Centre; lapsed; lost its files."""
    events = []
    if application.state == ApplicationState.LAPSED:
        events.append(_event(_("Lapsed"), application.changed_at))
    elif application.state == ApplicationState.WITHDRAWN and application.reason:
        ended = _("Entry from paper ended")
        officer = next(_who_did(application, "application.discarded", for_staff), "")
        events.append(_event(ended, application.changed_at, officer, application.reason))
    elif application.state == ApplicationState.WITHDRAWN:
        events.append(_event(_("Withdrawn"), application.changed_at))
    if application.files_deleted_at:
        events.append(_event(_("Documents deleted"), application.files_deleted_at))
    return events


def _who_did(application: Application, action: str, for_staff: bool) -> Iterator[str]:
    """Who of the court did an act, each time it was done, as the audit trail has it; "" for the applicant himself."""
    rows = AuditEvent.objects.filter(target=name_of(application), action=action).order_by("sequence")
    for person in rows.values_list("person", flat=True):
        name = person.rpartition(" <")[0]
        yield (name if for_staff else _("Support Centre")) if person else ""


def _event(what: str, when: datetime, who: str = "", detail: str = "") -> dict[str, Any]:
    return {"what": what, "when": when, "who": who, "detail": detail}


def _officer(officer: User | None, for_staff: bool) -> str:
    """Applicants deal with the Support Centre, not with one officer."""
    return officer.name if officer and for_staff else _("Support Centre")
