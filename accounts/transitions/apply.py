"""An application from its beginning until it is sent, answered or taken back (ACC-1, ACC-2).

Whoever has the reference and the access code may do these acts; the door asks for both. Staff who enter a paper form
use the same functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import emails, roles
from accounts.models import Application, User
from accounts.rules import application as rules
from accounts.rules.likeness import number_key
from accounts.rules.limits import CODE_MAILS_A_DAY_MAX
from accounts.rules.names import tidy
from accounts.rules.tokens import hash_of
from accounts.states import ApplicationState
from accounts.transitions.application_files import emptied
from accounts.transitions.applications import entered, locked, to_change, to_move
from icms.kernel import audit, outbox
from icms.lib import clock, references
from icms.lib.counting import count_up
from icms.lib.errors import Refused

CODE_SIGNS = 12  # 60 bits
PREFIX = "AP"
REFERENCE_MAX = 20
DAY = timedelta(days=1)

# What each part of the form keeps; nothing else of an application can be written by its applicant.
FIELDS = {
    rules.PARTICULARS: ("name_en", "name_zh", "telephone", "address", "language", "case_number"),
    rules.BODY: (
        "organisation_kind",
        "organisation_name_en",
        "organisation_name_zh",
        "registration_number",
        "case_number",
    ),
    rules.REPRESENTATIVE: ("representative_name", "representative_authority"),
}


@dataclass(frozen=True)
class Begun:
    """A new application and its access code, which exists nowhere else but in the mail."""

    application: Application
    code: str


@transaction.atomic(durable=True)
def begin(
    kind: str, email: str, language: str, *, by: audit.Actor, channel: str = Application.Channel.ONLINE
) -> Begun:
    """Opens a draft and mails its reference and access code. Raises Refused("right_missing").

    An address may apply again, and nothing here tells whether it did or has a sign-in.
    """
    officer = by if isinstance(by, User) else None
    if (officer is not None) == (channel == Application.Channel.ONLINE) or (
        officer is not None and not roles.may_serve_accounts(officer)
    ):
        raise Refused("right_missing")
    moment, code = clock.now(), references.drawn_signs(CODE_SIGNS)
    application = Application.objects.create(
        reference=_new_reference(),
        code_hash=hash_of(references.read_signs(code)),
        kind=kind,
        channel=channel,
        entered_by=officer,
        email=email.lower(),
        language=language,
        begun_at=moment,
        changed_at=moment,
    )
    _mail_code(application, code, "application_begun" if officer is None else "application_entered")
    audit.record("application.begun", application, by=by, kind=kind, channel=channel)
    return Begun(application, code)


def _new_reference() -> str:
    """A reference that no application has: 40 random bits, so the first one is free."""
    while True:
        reference = references.document_reference(PREFIX, clock.today().year)
        if not Application.objects.filter(reference=reference).exists():
            return reference


def _mail_code(application: Application, code: str, letter: str) -> None:
    """Not more than a few a day to one address: whoever asks is answered the same."""
    key = f"application-codes:{hash_of(application.email)}"
    if count_up(key, seconds=int(DAY.total_seconds())) > CODE_MAILS_A_DAY_MAX:
        return
    emails.send(
        letter,
        to=application.email,
        language=application.language,
        reference=application.reference,
        code=code,
        link=follow_link(),
    )


def follow_link() -> str:
    """Where an applicant opens his application again."""
    return f"{settings.SITE_URL}{reverse('accounts:follow')}"


@transaction.atomic(durable=True)
def ask_for_code(reference: str, email: str, *, by: audit.Actor) -> None:
    """Somebody asks for a new access code. What is known of reference and address is found out later, by a job:

    whoever asks gets the same answer after the same time.
    """
    outbox.emit("application.code_asked", reference=references.normalise(reference), email=email.lower())
    audit.record("application.code_asked", references.normalise(reference)[:REFERENCE_MAX], by=by)


def send_new_code(reference: str, email: str) -> None:
    """A step: mails a new code where reference and address belong together, and ends the old one; else nothing."""
    rows = Application.objects.filter(reference=reference, email=email)
    found = rows.opened_by_code().values_list("pk", flat=True).first()
    if found is None:
        return
    application = locked(found)
    code = references.drawn_signs(CODE_SIGNS)
    application.code_hash = hash_of(references.read_signs(code))
    application.save(update_fields=["code_hash"])
    _mail_code(application, code, "application_code")


@transaction.atomic(durable=True)
def save(application_id: int, section: str, given: Mapping[str, str], *, by: audit.Actor) -> Application:
    """Keeps one part of the form. Raises Application.DoesNotExist, Refused("application_stands_so")."""
    application = to_change(application_id, by=by, states=frozenset({ApplicationState.DRAFT}))
    if section not in rules.sections(application.kind):
        raise Refused("application_stands_so", state=application.get_state_display())
    kept = {field: value for field, value in given.items() if field in FIELDS[section]}
    for field, value in kept.items():
        # An address keeps its lines.
        setattr(
            application,
            field,
            "\n".join(map(tidy, value.strip().splitlines())) if field == "address" else tidy(value),
        )
    application.number_key = number_key(application.registration_number)
    application.changed_at = clock.now()
    application.reminded_at = None
    application.version += 1
    application.save(update_fields=[*kept, "number_key", "changed_at", "reminded_at", "version"])
    audit.record("application.saved", application, by=by, part=section, version=application.version)
    return application


@transaction.atomic(durable=True)
def submit(application_id: int, version: int, *, by: audit.Actor) -> Application:
    """Sends the application, as it was shown, to the Support Centre; the applicant is told by mail.

    A paper application may lack documents: staff ask for them. Raises Application.DoesNotExist, Refused:
    application_stands_so, application_changed, application_incomplete.
    """
    to_change(application_id, by=by, states=frozenset({ApplicationState.DRAFT}))
    application = to_move(application_id, ApplicationState.SUBMITTED)
    if application.version != version:
        raise Refused("application_changed")
    lacking = set(rules.incomplete(entered(application)))
    if application.channel != Application.Channel.ONLINE:
        lacking.discard(rules.DOCUMENTS)
    if lacking:
        raise Refused("application_incomplete")
    application.state = ApplicationState.SUBMITTED
    application.submitted_at = application.changed_at = clock.now()
    application.save(update_fields=["state", "submitted_at", "changed_at"])
    tell(application, "application_submitted")
    audit.record(
        "application.submitted", application, by=by, version=version, applicant=application.applicant
    )
    return application


@transaction.atomic(durable=True)
def answer(application_id: int, words: str, *, by: audit.Actor) -> Application:
    """The applicant answers the request for documents, or staff record that he did by post or in person.

    The application is with the Support Centre again. Raises Application.DoesNotExist, Refused: right_missing,
    application_stands_so, answer_missing.
    """
    application = to_change(application_id, by=by, states=frozenset({ApplicationState.DOCUMENTS_REQUESTED}))
    request = application.requests.get(answered_at__isnull=True)
    added = application.files.filter(arrived_at__gte=request.asked_at).exists()
    if not words.strip() and not added:
        raise Refused("answer_missing")
    moment = clock.now()
    request.answer, request.answered_at = words.strip(), moment
    request.save(update_fields=["answer", "answered_at"])
    application.state, application.changed_at = ApplicationState.SUBMITTED, moment
    application.save(update_fields=["state", "changed_at"])
    audit.record(
        "application.answered", application, by=by, answer=request.answer, by_staff=isinstance(by, User)
    )
    return application


@transaction.atomic(durable=True)
def withdraw(application_id: int, *, by: audit.Actor) -> Application:
    """The applicant takes the application back, before it is decided; of a draft nothing that was entered is left.

    Raises Refused("application_stands_so").
    """
    application = to_move(application_id, ApplicationState.WITHDRAWN)
    fields = emptied(application) if application.state == ApplicationState.DRAFT else []
    application.state, application.changed_at = ApplicationState.WITHDRAWN, clock.now()
    application.save(update_fields=["state", "changed_at", *fields])
    audit.record("application.withdrawn", application, by=by)
    return application


def tell(application: Application, letter: str, **params: object) -> None:
    """A step: a mail to the applicant, in his language, with the reference and where to follow the application."""
    emails.send(
        letter,
        to=application.email,
        language=application.language,
        reference=application.reference,
        person=lambda: application.name or application.email,
        applicant=lambda: application.applicant,
        follow=follow_link(),
        **params,
    )
