"""What the Support Centre does with an application (ACC-2): ask for documents, check the person, approve or reject.

Two officers never decide the same one: each act locks the application and asks whether the move is still there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from accounts import roles
from accounts.models import (
    Account,
    Application,
    Branch,
    DocumentRequest,
    IdentityCheck,
    Organisation,
    User,
)
from accounts.rules import application as rules
from accounts.rules.likeness import organisation_keys
from accounts.rules.limits import DOCUMENTS_AWAITED
from accounts.rules.names import tidy
from accounts.states import AccountState, ApplicationState
from accounts.transitions.activate import send_link
from accounts.transitions.application_files import emptied
from accounts.transitions.applications import locked, to_move
from accounts.transitions.apply import tell
from accounts.transitions.opening import new_person, open_account
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.language import TRADITIONAL
from icms.lib.written_time import written_time

HEADQUARTERS = {"code": "HQ", "is_headquarters": True}


@dataclass(frozen=True)
class Sighted:
    """Who came to the Support Centre, on what authority, and which document was sighted."""

    who: str
    name: str
    authority: str
    document: str


@transaction.atomic(durable=True)
def request_documents(application_id: int, kinds: Sequence[str], words: str, *, by: User) -> DocumentRequest:
    """Asks the applicant for what is missing. Raises Refused: right_missing, application_stands_so, reason_missing."""
    application = _to(application_id, ApplicationState.DOCUMENTS_REQUESTED, by)
    if not words.strip():
        raise Refused("reason_missing")
    request = DocumentRequest.objects.create(
        application=application,
        kinds=[kind for kind in rules.documents_offered(application.kind) if kind in kinds],
        words=words.strip(),
        asked_by=by,
        asked_at=clock.now(),
    )
    application.reminded_at = None
    _moved(application, ApplicationState.DOCUMENTS_REQUESTED, "reminded_at")
    until = written_time(application.changed_at + DOCUMENTS_AWAITED, application.language)
    tell(application, "application_documents", words=request.words, until=until)
    audit.record(
        "application.documents_requested", application, by=by, kinds=request.kinds, words=request.words
    )
    return request


@transaction.atomic(durable=True)
def call_for_check(application_id: int, *, by: User) -> Application:
    """The papers are in order: the applicant is asked to come in person. Raises Refused as above."""
    application = _to(application_id, ApplicationState.AWAITING_IDENTITY_CHECK, by)
    _moved(application, ApplicationState.AWAITING_IDENTITY_CHECK)
    tell(application, "application_identity")
    audit.record("application.called_for_check", application, by=by)
    return application


@transaction.atomic(durable=True)
def record_identity_check(application_id: int, sighted: Sighted, *, by: User) -> Application:
    """Records who came, on what authority and which document was sighted; once.

    Raises Refused: right_missing, application_stands_so, identity_checked_already, reason_missing.
    """
    _refuse_others(by)
    application = locked(application_id)
    if application.state != ApplicationState.AWAITING_IDENTITY_CHECK:
        raise Refused("application_stands_so", state=application.get_state_display())
    if application.identity_check_id is not None:
        raise Refused("identity_checked_already")
    application.identity_check = IdentityCheck.objects.create(
        who=sighted.who,
        name=tidy(sighted.name),
        authority=tidy(sighted.authority),
        document=sighted.document,
        officer=by,
        checked_at=clock.now(),
    )
    application.save(update_fields=["identity_check"])
    audit.record("application.identity_checked", application, by=by, **vars(sighted))
    return application


@transaction.atomic(durable=True)
def approve(application_id: int, *, by: User) -> Application:
    """Opens the account, for an organisation with its headquarters, and mails the link that activates it.

    Another officer than the one who entered it from paper or recorded the identity check. Raises Refused:
    right_missing, application_stands_so, identity_not_checked, entered_it_yourself, checked_identity_yourself,
    registration_number_taken, address_of_staff, has_individual_account.
    """
    application = _to(application_id, ApplicationState.APPROVED, by)
    if application.identity_check_id is None:
        raise Refused("identity_not_checked")
    if hindrance := roles.hinders_approval(by, application):
        raise hindrance
    account = _open(application)
    application.account = account
    application.decided_by, application.decided_at = by, clock.now()
    _moved(application, ApplicationState.APPROVED, "account", "decided_by", "decided_at")
    send_link(application)
    audit.record(
        "application.approved",
        application,
        by=by,
        account=account.audit_label,
        applicant=application.applicant,
    )
    return application


@transaction.atomic(durable=True)
def discard(application_id: int, reason: str, *, by: User) -> Application:
    """Ends what was begun to be entered from paper by mistake; the applicant, who was told of it, is told why.

    Nothing that was entered is left.

    Raises Refused: right_missing, application_stands_so (also for an applicant's own draft), reason_missing.
    """
    application = _to(application_id, ApplicationState.WITHDRAWN, by)
    on_paper = application.channel != Application.Channel.ONLINE
    if application.state != ApplicationState.DRAFT or not on_paper:
        raise Refused("application_stands_so", state=application.get_state_display())
    if not reason.strip():
        raise Refused("reason_missing")
    application.reason = reason.strip()
    _moved(application, ApplicationState.WITHDRAWN, "reason")
    tell(application, "application_discarded", reason=application.reason)
    application.save(update_fields=emptied(application))
    audit.record("application.discarded", application, by=by, reason=application.reason)
    return application


@transaction.atomic(durable=True)
def reject(application_id: int, reason: str, *, by: User) -> Application:
    """Ends the application with a reason, which the applicant is told.

    Raises Refused: right_missing, application_stands_so, reason_missing.
    """
    application = _to(application_id, ApplicationState.REJECTED, by)
    if not reason.strip():
        raise Refused("reason_missing")
    application.reason = reason.strip()
    application.decided_by, application.decided_at = by, clock.now()
    _moved(application, ApplicationState.REJECTED, "reason", "decided_by", "decided_at")
    tell(application, "application_rejected", reason=application.reason)
    audit.record("application.rejected", application, by=by, reason=application.reason)
    return application


def _to(application_id: int, state: str, by: User) -> Application:
    _refuse_others(by)
    return to_move(application_id, state)


def _refuse_others(by: User) -> None:
    if not roles.may_serve_accounts(by):
        raise Refused("right_missing")


def _moved(application: Application, state: str, *fields: str) -> None:
    application.state, application.changed_at = state, clock.now()
    application.save(update_fields=["state", "changed_at", *fields])


def _open(application: Application) -> Account:
    """The account, which its person activates."""
    person = _person(application)
    organisation = branch = None
    role: str = Account.Role.INDIVIDUAL
    if application.is_for_organisation:
        role = Account.Role.PRIMARY_ADMINISTRATOR
        organisation = _organisation(application)
        chinese = application.language == TRADITIONAL
        name = "總部" if chinese else "Headquarters"
        branch = Branch.objects.create(organisation=organisation, name=name, **HEADQUARTERS)
    elif Account.objects.filter(user=person, role=role).exists():
        raise Refused("has_individual_account")
    account = open_account(
        person,
        role,
        organisation=organisation,
        branch=branch,
        name_en=application.name_en,
        name_zh=application.name_zh,
    )
    account.telephone, account.state = application.telephone, AccountState.AWAITING_ACTIVATION
    account.save(update_fields=["telephone", "state"])
    return account


def _person(application: Application) -> User:
    """Whoever signs in with the address, or somebody new without a password."""
    person = new_person(
        application.email,
        None,
        name_en=application.name_en,
        name_zh=application.name_zh,
        language=application.language,
    ) or User.objects.get(email=application.email)
    if person.is_staff:
        raise Refused("address_of_staff")
    return person


def _organisation(application: Application) -> Organisation:
    """The new organisation. A public body without a number is known by the application's reference.

    That it is a government department says only a mark that staff set afterwards (A20).
    """
    number = application.registration_number or application.reference
    keys = organisation_keys(number, application.organisation_name_en, application.organisation_name_zh)
    if keys["number_key"] and Organisation.objects.filter(number_key=keys["number_key"]).exists():
        raise Refused("registration_number_taken", number=number)
    try:
        with transaction.atomic():
            return Organisation.objects.create(
                kind=application.organisation_kind,
                name_en=application.organisation_name_en,
                name_zh=application.organisation_name_zh,
                registration_number=number,
                **keys,
            )
    except IntegrityError as taken:  # another officer approved the same number at this moment
        raise Refused("registration_number_taken", number=number) from taken
